"""Knowledge and zones of a few rows, for examples whose every number can be checked by hand."""

from __future__ import annotations

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.tables import NUMBERS
from symbio.matching import Scenario
from symbio.zone.rows import Zone

KM = 1 / 111.1950797  # degrees of latitude in one kilometre, on the mean sphere
# No detour, no pipes, everything exact.
PLAIN = Scenario(
    currency="EUR",
    valuation_date="2025-06-30",
    detour_factor=1.0,
    count_pipe_cost=False,
    mip_gap=0.0,
    mip_nodes=100_000,
)
RULES = {
    "product_not_waste": "allowed",
    "licensed_recovery": "allowed",
    "licence_gb": "allowed",
    "service_agreement": "allowed",
    "by_product_test": "conditional",
    "mirror_entry_test": "conditional",
    "code_ending_99": "conditional",
    "receiver_licence_unknown": "conditional",
    "no_treater_known": "conditional",
    "utility_permission": "conditional",
    "water_outside_waste_law": "conditional",
    "gas_outside_waste_law": "conditional",
    "farm_material_excluded": "conditional",
    "animal_by_product": "conditional",
    "packaging_registered": "conditional",
    "waste_oil_only_refiner": "conditional",
    "construction_waste_acceptance": "conditional",
    "soil_use_permit": "conditional",
    "hazardous_transport": "conditional",
    "consignment_gb": "conditional",
    "quality_unknown": "conditional",
    "receiver_licence_missing": "blocked",
    "catering_waste_feed": "blocked",
    "feed_registration": "conditional",
    "hazardous_receiver_unlicensed": "blocked",
}
CODES = {
    # code: hazardous, European entry, Turkish mark, excluded hazardous entries
    "030105": ("no", "mirror_non_hazardous", "", "030104"),
    "030104": ("yes", "mirror_hazardous", "M", ""),
    "020106": ("no", "absolute", "", ""),
    "020304": ("no", "absolute", "", ""),
    "050112": ("yes", "absolute", "M", ""),
    "060101": ("yes", "absolute", "A", ""),
    "130205": ("yes", "absolute", "A", ""),
    "150102": ("no", "absolute", "", ""),
    "150110": ("yes", "absolute", "A", ""),
    "170101": ("no", "absolute", "", ""),
    "170405": ("no", "mirror_non_hazardous", "", ""),
    "020299": ("no", "absolute", "", ""),
    "020202": ("no", "absolute", "", ""),
    "200108": ("no", "absolute", "", ""),
    "200136": ("no", "absolute", "", "060101"),
}
QUALITIES = {
    "moisture_percent": "source_max",
    "purity_percent": "source_min",
    "temperature_c": "source_min",
    "tds_mg_per_l": "source_max",
}
_COLUMNS = {
    "resources": "resource_id parent_id kind family name_tr name_en synonyms_tr synonyms_en unit "
    "density_t_per_m3 heating_value_mwh_per_t storable_days qualities recovery_code waste_code "
    "disposal_class source grade",
    "pathways": "pathway_id from_resource to_resource process_tr process_en who yield yield_low "
    "yield_high substitution_ratio residue_share treatment_cost_eur_per_unit "
    "treatment_cost_low_eur_per_unit treatment_cost_high_eur_per_unit treatment_year "
    "treatment_kgco2e_per_unit quality_needed max_share_of_need minimum_lot_per_year "
    "receiver_nace treater_nace maturity trouble_tr trouble_en legal_class recovery_code "
    "extra_rules evidence_tr evidence_en source grade figures_grade",
    "factors": "factor_id metric subject region value low high unit currency year source grade "
    "note_tr note_en",
    "waste_codes": "waste_code hazardous entry_eu entry_tr entry_tr_checked mirror_of label_tr "
    "label_en resource_id source grade",
    "qualities": "quality unit fit name_tr name_en",
    "legal_rules": "rule_id country outcome duty_of title_tr title_en missing_tr missing_en "
    "regulation checked source",
    "mirror_tests": "code_prefix look_for_tr look_for_en source grade",
    "nace": "nace section name_tr name_en sector_group source grade",
    "sector_profiles": "nace direction resource_id basis low mode high unit months share_of_firms "
    "waste_code qualities source grade",
    "distances": "kind radius_km source grade",
    "words": "word role words_tr words_en",
    "broader": "word broader",
    "general_words": "general_word words_tr words_en resources",
    "sector_codes": "nace waste_codes",
    "source_words": "source words_tr words_en",
}


def knowledge(resources, pathways=(), factors=(), radius_km=50.0) -> Knowledge:
    """Tables of just these rows; `factors` are (metric, subject, value) in EUR of 2025."""
    kinds = ("material", "organic", "energy", "water", "asset", "logistics", "expertise")
    rows = {
        "resources": resources,
        "pathways": pathways,
        "factors": [
            {
                "factor_id": f"{metric}:{subject}",
                "metric": metric,
                "subject": subject,
                "region": "ANY",
                "value": value,
                "currency": "" if metric.startswith("co2e") else "EUR",
                "year": 2025,
                "grade": "published",
            }
            for metric, subject, value in [("exchange_rate", "EUR", 1.0), *factors]
        ],
        "waste_codes": [
            {
                "waste_code": code,
                "hazardous": hazard,
                "entry_eu": entry_eu,
                "entry_tr": entry_tr,
                "mirror_of": excluded,
            }
            for code, (hazard, entry_eu, entry_tr, excluded) in CODES.items()
        ],
        "qualities": [{"quality": name, "fit": fit} for name, fit in QUALITIES.items()],
        "legal_rules": [
            {"rule_id": rule, "outcome": outcome, "country": "TR"}
            for rule, outcome in RULES.items()
        ],
        "mirror_tests": [],
        "nace": [],
        "sector_profiles": [],
        "distances": [{"kind": kind, "radius_km": radius_km} for kind in kinds],
        "words": [],
        "broader": [],
        "general_words": [],
        "sector_codes": [],
        "source_words": [],
    }
    return Knowledge(**{name: _table(name, found) for name, found in rows.items()})


def _table(name, rows) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows)).reindex(columns=_COLUMNS[name].split())
    numbers = NUMBERS[name]
    for column in frame:
        if column in numbers:
            frame[column] = pd.to_numeric(frame[column]).astype("float64")
        else:
            frame[column] = frame[column].astype("object").fillna("").astype("str")
    return frame


def resource(name, kind="material", unit="t", **more) -> dict:
    """A resource that can be kept and costs nothing to be rid of, unless `more` says so."""
    plain = {"resource_id": name, "kind": kind, "unit": unit, "storable_days": 365}
    return plain | {"disposal_class": "none", "density_t_per_m3": 1.0} | more


def pathway(name, start, end, **more) -> dict:
    """One unit for one, free of cost, done by the receiver, by-product, unless `more` says so."""
    return {
        "pathway_id": name,
        "from_resource": start,
        "to_resource": end,
        "who": "receiver",
        "yield": 1.0,
        "substitution_ratio": 1.0,
        "residue_share": 0.0,
        "treatment_cost_eur_per_unit": 0.0,
        "treatment_year": 2025,
        "treatment_kgco2e_per_unit": 0.0,
        "max_share_of_need": 1.0,
        "minimum_lot_per_year": 0.0,
        "legal_class": "by_product",
        "grade": "published",
        "figures_grade": "published",
    } | more


def firm(name, north_km=0.0, **more) -> dict:
    """A firm on one meridian, `north_km` north of the first; None for an unknown place."""
    place = None if north_km is None else 37.0 + north_km * KM
    known = {"latitude": place, "longitude": None if north_km is None else 30.0}
    return {"firm_id": name, "name": name} | known | more


def offer(firm_id, of, quantity=None, **more) -> dict:
    """An offer; its id is o-<firm>-<resource>."""
    return _stream(f"o-{firm_id}-{of}", firm_id, "offer", of, quantity) | more


def need(firm_id, of, quantity=None, **more) -> dict:
    """A need; its id is n-<firm>-<resource>."""
    return _stream(f"n-{firm_id}-{of}", firm_id, "need", of, quantity) | more


def _stream(stream_id, firm_id, direction, of, quantity) -> dict:
    return {
        "stream_id": stream_id,
        "firm_id": firm_id,
        "direction": direction,
        "resource": of,
        "quantity_per_year": quantity,
        "grade": "unknown" if quantity is None else "declared",
    }


def zone(firms, streams, country="TR", synergies=()) -> Zone:
    """A zone of these firms, streams and synergies, in euros."""
    return Zone.of(
        {
            "zone": pd.DataFrame([{"name": "case", "country": country, "currency": "EUR"}]),
            "firm": pd.DataFrame(firms),
            "stream": pd.DataFrame(streams),
            "synergy": pd.DataFrame(list(synergies)),
        }
    )


def months(**amounts) -> dict:
    """A month profile: months(m01=3, m07=1)."""
    profile = {f"month_{month:02d}": 0.0 for month in range(1, 13)}
    return profile | {f"month_{name[1:]}": float(amount) for name, amount in amounts.items()}
