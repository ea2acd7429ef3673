"""A knowledge base and zones small enough to check by hand, and random zones on top of it.

Money is EUR at one price level, so that no rate enters. Resources: sawdust (t, fresh: stored
5 days), board furnish (t), marble slurry and filler (t), acid (t, hazardous), hot water (MWh).
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from symbio.knowledge import load
from symbio.matching import Scenario
from symbio.zone.rows import MONTHS, Zone

KM = 1 / 111.195  # degrees of latitude in one kilometre
SCENARIO = Scenario(currency="EUR", valuation_date="2025-06-30", mip_gap=0.0)


def _rows(columns, rows):
    """Rows with the columns that are named; every other column of the real table is empty."""
    frame = pd.DataFrame(rows)
    return pd.DataFrame({name: frame.get(name, "") for name in columns}).reset_index(drop=True)


def _numbers(frame, names):
    return frame.assign(**{name: pd.to_numeric(frame[name].replace("", None)) for name in names})


def small_knowledge(lot=0.0):
    """Two pathways (sawdust → furnish, slurry → filler), round prices, no conditions hidden."""
    real = load()
    text = {"source": "hand-made", "grade": "assumption"}
    resources = [
        ("sawdust", "material", "t", 5, "", "municipal", "R3"),
        ("furnish", "material", "t", 365, "", "none", ""),
        ("slurry", "material", "t", 365, "010413", "inert", "R5"),
        ("filler", "material", "t", 365, "", "none", ""),
        ("acid", "material", "t", 365, "060101", "hazardous", "R6"),
        ("hot_water", "energy", "MWh", 0, "", "none", ""),
    ]
    pathways = [
        ("sawdust_to_furnish", "sawdust", "furnish", 0.9, 0.8, 10, 0.5, "by_product", ""),
        ("slurry_to_filler", "slurry", "filler", 0.5, 1.0, 6, 1.0, "recovery", "R5"),
    ]
    factors = [
        ("disposal_cost", "municipal", 40.0),
        ("disposal_cost", "inert", 8.0),
        ("disposal_cost", "hazardous", 300.0),
        ("disposal_cost", "none", 0.0),
        ("virgin_price", "sawdust", 20.0),
        ("virgin_price", "furnish", 60.0),
        ("virgin_price", "slurry", 2.0),
        ("virgin_price", "filler", 50.0),
        ("virgin_price", "acid", 100.0),
        ("virgin_price", "hot_water", 30.0),
        ("handling_cost", "material", 3.0),
        ("handling_cost", "energy", 0.0),
        ("freight_rate", "", 0.1),
        ("link_cost_per_km_year", "energy", 1000.0),
        ("exchange_rate", "EUR", 1.0),
        ("co2e_disposal", "", 100.0),
        ("co2e_virgin", "", 50.0),
        ("co2e_freight", "", 0.1),
        ("co2e_grid", "", 400.0),
    ]
    return replace(
        real,
        resources=_numbers(
            _rows(
                real.resources.columns,
                [
                    {
                        "resource_id": name,
                        "kind": kind,
                        "name_tr": name,
                        "name_en": name,
                        "unit": unit,
                        "storable_days": days,
                        "waste_code": code,
                        "disposal_class": disposal,
                        "recovery_code": recovery,
                        "qualities": "temperature_c" if kind == "energy" else "moisture_percent",
                        **text,
                    }
                    for name, kind, unit, days, code, disposal, recovery in resources
                ],
            ),
            ["density_t_per_m3", "heating_value_mwh_per_t", "storable_days"],
        ),
        pathways=_numbers(
            _rows(
                real.pathways.columns,
                [
                    {
                        "pathway_id": name,
                        "from_resource": start,
                        "to_resource": end,
                        "who": "receiver",
                        "yield": yield_,
                        "substitution_ratio": ratio,
                        "treatment_cost_eur_per_unit": cost,
                        "treatment_year": 2025,
                        "treatment_kgco2e_per_unit": 5,
                        "max_share_of_need": share,
                        "minimum_lot_per_year": lot,
                        "legal_class": law,
                        "recovery_code": code,
                        "figures_grade": "assumption",
                        **text,
                    }
                    for name, start, end, yield_, ratio, cost, share, law, code in pathways
                ],
            ),
            [
                "yield",
                "yield_low",
                "yield_high",
                "substitution_ratio",
                "residue_share",
                "treatment_cost_eur_per_unit",
                "treatment_cost_low_eur_per_unit",
                "treatment_cost_high_eur_per_unit",
                "treatment_year",
                "treatment_kgco2e_per_unit",
                "max_share_of_need",
                "minimum_lot_per_year",
            ],
        ),
        factors=_numbers(
            _rows(
                real.factors.columns,
                [
                    {
                        "factor_id": f"{metric}.{subject}",
                        "metric": metric,
                        "subject": subject,
                        "region": "ANY",
                        "value": value,
                        "currency": "EUR",
                        "year": 2025,
                        **text,
                    }
                    for metric, subject, value in factors
                ],
            ),
            ["value", "low", "high", "year"],
        ),
    )


def firm(firm_id, km=0.0, licences="R3;R5;R6", **other):
    """A firm `km` kilometres north of a point in Antalya."""
    place = {"latitude": 37.0 + km * KM, "longitude": 30.6}
    return {"firm_id": firm_id, "name": firm_id, "licences": licences, **place, **other}


def stream(firm_id, direction, resource, quantity=None, **other):
    """A declared stream of a firm; its id says what it is."""
    return {
        "stream_id": other.pop("stream_id", f"{firm_id}:{direction}:{resource}"),
        "firm_id": firm_id,
        "direction": direction,
        "resource": resource,
        "quantity_per_year": quantity,
        "unit": "MWh" if resource == "hot_water" else "t",
        "grade": "unknown" if quantity is None else "declared",
        **other,
    }


def zone(firms, streams):
    """A zone of these rows."""
    about = pd.DataFrame([{"name": "Small", "country": "TR", "currency": "EUR"}])
    return Zone.of({"zone": about, "firm": pd.DataFrame(firms), "stream": pd.DataFrame(streams)})


def random_zone(seed, firms=9, streams=26):
    """Firms along a line of 60 km with random offers and needs of every resource."""
    draw = np.random.default_rng(seed)
    names = [f"f{number}" for number in range(firms)]
    licences = draw.choice(["", "R3", "R3;R5", "R3;R5;R6"], firms)
    rows = []
    for number in range(streams):
        resource = str(draw.choice(["sawdust", "furnish", "slurry", "filler", "acid", "hot_water"]))
        other = {"stream_id": f"s{number:02d}"}
        if resource == "hot_water":
            other["temperature_c"] = float(draw.choice([40, 60, 80, 100]))
        if draw.random() < 0.4:
            other |= dict(zip(MONTHS, draw.integers(0, 4, 12).astype(float), strict=True))
        if draw.random() < 0.3:
            other |= {
                "present_cost_per_unit": float(draw.integers(-20, 80)),
                "present_cost_currency": "EUR",
            }
        if sum(other.get(month, 1.0) for month in MONTHS) == 0:
            other[MONTHS[0]] = 1.0
        rows.append(
            stream(
                str(draw.choice(names)),
                str(draw.choice(["offer", "need"])),
                resource,
                None if draw.random() < 0.1 else float(draw.integers(1, 500)),
                **other,
            )
        )
    places = [
        firm(name, float(draw.integers(0, 60)), licence or None)
        for name, licence in zip(names, licences, strict=True)
    ]
    return zone(places, rows)
