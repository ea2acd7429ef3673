"""What may stand in the columns of the tables; the laws of cells.py hold it.

A column is named "table.column".
"""

from __future__ import annotations

from dataclasses import dataclass

from symbio.knowledge.check.counted import CLASSES, METRICS, UNITS
from symbio.knowledge.tables import OTHERS

KEYS: dict[str, tuple[str, ...]] = {
    "resources": ("resource_id",),
    "waste_codes": ("waste_code",),
    "pathways": ("pathway_id",),
    "factors": ("factor_id",),
    "qualities": ("quality",),
    "legal_rules": ("rule_id",),
    "mirror_tests": ("code_prefix",),
    "nace": ("nace",),
    "sector_profiles": ("nace", "direction", "resource_id"),
    "distances": ("kind",),
    "words": ("word",),
    "broader": ("word", "broader"),
    "general_words": ("general_word",),
    "sector_codes": ("nace",),
    "source_words": ("source",),
}
# Columns that together say what a row is about: no second row may say the same.
UNIQUE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("factors", ("metric", "subject", "region", "year")),
    ("waste_codes", ("label_tr",)),
    ("waste_codes", ("label_en",)),
    ("broader", ("word",)),
)
GRADES = ("measured", "declared", "published", "assumption")
_CHAPTERS = (
    "organic", "fibre", "mineral", "metal", "chemical", "polymer", "mixed", "energy", "water",
    "shared",
)  # fmt: skip
SECTOR_GROUPS = (
    "food", "wood_furniture", "paper_packaging", "agri_chemicals", "machinery_metal_energy",
    "plastics", "construction", "textile", "waste_recovery", "tourism", "agriculture",
    "public_utility", "other",
)  # fmt: skip
RECOVERY = tuple(f"R{number}" for number in range(1, 14))
YES_NO = ("yes", "no")


CHOICES: dict[str, tuple[str, ...]] = {
    "resources.kind": tuple(UNITS),
    "resources.disposal_class": tuple(CLASSES),
    "resources.recovery_code": ("", *RECOVERY),
    "resources.chapter": _CHAPTERS,
    "waste_codes.hazardous": YES_NO,
    "waste_codes.entry_eu": ("absolute", "mirror_hazardous", "mirror_non_hazardous"),
    "waste_codes.entry_tr": ("", "A", "M"),
    "waste_codes.entry_tr_checked": YES_NO,
    "pathways.who": ("giver", "receiver", "third_party"),
    "pathways.usual": ("main", "common", "occasional", "rare"),
    "pathways.maturity": ("practised", "pilot", "research"),
    "pathways.legal_class": (
        "by_product", "recovery", "hazardous_recovery", "utility", "outside_waste_law", "service",
    ),
    "pathways.recovery_code": ("", *RECOVERY),
    "pathways.figures_grade": GRADES,
    "pathways.chapter": _CHAPTERS,
    "factors.metric": tuple(METRICS),
    "factors.chapter": (*_CHAPTERS, "general"),
    "qualities.fit": ("source_min", "source_max", "none"),
    "legal_rules.outcome": ("allowed", "conditional", "blocked"),
    "legal_rules.duty_of": ("", "waste", "hazardous", "non_hazardous"),
    "legal_rules.checked": YES_NO,
    "nace.section": tuple("ABCDEFGHIJKLMNOPQRSTU"),
    "nace.sector_group": SECTOR_GROUPS,
    "sector_profiles.direction": ("offer", "need"),
    "distances.kind": tuple(UNITS),
    "words.role": (
        "form", "material", "origin", "loss", "quality", "container", "generic", "noise",
    ),
}  # fmt: skip
GRADED = (
    "resources", "waste_codes", "pathways", "factors", "mirror_tests", "sector_profiles",
    "distances", "sector_codes",
)  # fmt: skip
CHOICES |= {f"{table}.grade": GRADES for table in GRADED}
SOURCED = (*GRADED, "legal_rules")
# A column whose cell, or each part of it, must be written so; with an example.
_ID, _CODE = r"[a-z][a-z0-9_]*", r"\d\d(\d\d(\d\d)?)?"
FORMS: dict[str, tuple[str, str]] = {
    "resources.resource_id": (_ID, "wood_waste"),
    "resources.family": (_ID, "wood"),
    "pathways.pathway_id": (_ID, "wood_to_panel"),
    "pathways.cases": (r"[1-9]\d*([,-])[1-9]\d*\1[1-9]\d*", "31,29,5"),
    "pathways.quality_needed": (
        r"[a-z][a-z0-9_]*(<=|>=)-?\d+(\.\d+)?", "moisture_percent<=15;temperature_c>=60",
    ),
    "factors.factor_id": (r"[\w.]+", "virgin_price.sawdust.ANY.2025"),
    "waste_codes.waste_code": (r"\d{6}", "030105"),
    "qualities.quality": (_ID, "moisture_percent"),
    "legal_rules.rule_id": (_ID, "code_ending_99"),
    "mirror_tests.code_prefix": (_CODE, "0105"),
    "nace.nace": (r"\d{2,4}", "2351"),
    "words.word": (_ID, "sludge"),
    "general_words.general_word": (_ID, "leftover"),
    "sector_codes.waste_codes": (_CODE, "0201|0301"),
}  # fmt: skip
LISTS: dict[str, str] = {
    "resources.qualities": "|",
    "resources.synonyms_tr": "|",
    "resources.synonyms_en": "|",
    "waste_codes.mirror_of": "|",
    "pathways.quality_needed": ";",
    "pathways.receiver_nace": "|",
    "pathways.treater_nace": "|",
    "pathways.extra_rules": "|",
    "pathways.cases": "|",
    "sector_profiles.qualities": ";",
    "words.words_tr": "|",
    "words.words_en": "|",
    "general_words.words_tr": "|",
    "general_words.words_en": "|",
    "general_words.resources": "|",
    "sector_codes.waste_codes": "|",
}
# A column, the column that must hold its entries, and what may stand there besides.
REFERENCES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("resources.parent_id", "resources.resource_id", ()),
    ("resources.waste_code", "waste_codes.waste_code", ()),
    ("resources.qualities", "qualities.quality", ()),
    ("waste_codes.resource_id", "resources.resource_id", ()),
    ("waste_codes.mirror_of", "waste_codes.waste_code", ()),
    ("pathways.from_resource", "resources.resource_id", ()),
    ("pathways.to_resource", "resources.resource_id", ()),
    ("pathways.extra_rules", "legal_rules.rule_id", ()),
    ("pathways.receiver_nace", "nace.nace", (OTHERS,)),
    ("pathways.treater_nace", "nace.nace", ()),
    ("sector_profiles.nace", "nace.nace", tuple("ABCDEFGHIJKLMNOPQRSTU")),
    ("sector_profiles.resource_id", "resources.resource_id", ()),
    ("sector_profiles.basis", "resources.resource_id", ("employee",)),
    ("sector_profiles.waste_code", "waste_codes.waste_code", ()),
    ("broader.word", "words.word", ()),
    ("broader.broader", "words.word", ()),
    ("general_words.resources", "resources.resource_id", ()),
    ("sector_codes.nace", "nace.nace", ()),
)
# Columns whose entries must begin an entry of the waste list.
BEGINNINGS = ("mirror_tests.code_prefix", "sector_codes.waste_codes")
_COST = (
    "treatment_cost_low_eur_per_unit",
    "treatment_cost_eur_per_unit",
    "treatment_cost_high_eur_per_unit",
)
_POWER = ("treatment_kwh_low_per_unit", "treatment_kwh_per_unit", "treatment_kwh_high_per_unit")
# Low, middle and high of a table.
RANGES: tuple[tuple[str, tuple[str, str, str]], ...] = (
    ("pathways", ("yield_low", "yield", "yield_high")),
    ("pathways", _COST),
    ("pathways", _POWER),
    ("factors", ("low", "value", "high")),
    ("sector_profiles", ("low", "mode", "high")),
)


@dataclass(frozen=True)
class Bound:
    """What a number may be; an empty cell is judged by `NEEDED`."""

    least: float = 0.0
    most: float | None = None
    above: bool = False  # greater than the least, not equal to it
    whole: bool = False


_POSITIVE, _SHARE, _YEAR = Bound(above=True), Bound(most=1.0), Bound(2000, 2050, whole=True)
BOUNDS: dict[str, Bound] = {
    "resources.density_t_per_m3": Bound(most=25, above=True),
    "resources.heating_value_mwh_per_t": Bound(most=40, above=True),
    "resources.storable_days": Bound(most=3650, whole=True),
    "pathways.yield": Bound(most=50, above=True),
    "pathways.yield_low": Bound(most=50, above=True),
    "pathways.yield_high": Bound(most=50, above=True),
    # 30: foamed plastic beads for gravel, the lightest for the heaviest.
    "pathways.substitution_ratio": Bound(most=30, above=True),
    "pathways.residue_share": _SHARE,
    **dict.fromkeys((f"pathways.{column}" for column in (*_COST, *_POWER)), Bound()),
    "pathways.treatment_year": _YEAR,
    "pathways.treatment_kgco2e_per_unit": Bound(),
    "pathways.max_share_of_need": Bound(most=1, above=True),
    "pathways.minimum_lot_per_year": Bound(),
    "factors.year": _YEAR,
    "sector_profiles.low": _POSITIVE,
    "sector_profiles.mode": _POSITIVE,
    "sector_profiles.high": _POSITIVE,
    "sector_profiles.share_of_firms": Bound(most=1, above=True),
    "distances.radius_km": Bound(most=20_000, above=True),
}
# Cells that may not be empty, besides keys, choices and sources.
NEEDED: tuple[str, ...] = (
    *(f"resources.{name}" for name in ("family", "name_tr", "name_en", "unit", "storable_days")),
    "waste_codes.label_tr",
    "waste_codes.label_en",
    *(
        f"pathways.{name}"
        for name in (
            "from_resource", "to_resource", "process_tr", "process_en", "trouble_tr", "trouble_en",
            "yield", "yield_low", "yield_high", "substitution_ratio", "residue_share", *_COST,
            "treatment_year", "treatment_kgco2e_per_unit", "max_share_of_need",
            "minimum_lot_per_year",
        )
    ),
    "factors.region",
    "factors.value",
    "factors.unit",
    *(f"qualities.{name}" for name in ("unit", "name_tr", "name_en")),
    *(f"legal_rules.{name}" for name in ("country", "title_tr", "title_en")),
    "mirror_tests.look_for_tr",
    "mirror_tests.look_for_en",
    "nace.name_tr",
    "nace.name_en",
    *(
        f"sector_profiles.{name}"
        for name in ("basis", "low", "mode", "high", "unit", "share_of_firms")
    ),
    "distances.radius_km",
    "general_words.resources",
    "sector_codes.waste_codes",
    "source_words.words_tr",
    "source_words.words_en",
)  # fmt: skip
# Texts that stand in both languages or in none.
IN_BOTH = ("pathways.evidence", "factors.note", "legal_rules.missing")
LONGEST = {"waste_codes.label_tr": 60, "waste_codes.label_en": 60}  # letters
