"""The laws of the knowledge tables, each broken one said with its sheet, row and column.

The tables are edited by experts in Excel; what a test would only call false is
explained here, all of it at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from symbio.errors import Problem
from symbio.knowledge.lookup import lineage
from symbio.knowledge.tables import Knowledge

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
GRADES = ("measured", "declared", "published", "assumption")
UNITS = {
    "material": "t",
    "organic": "t",
    "energy": "MWh",
    "water": "m3",
    "asset": "h",
    "logistics": "lane",
    "expertise": "person_day",
}
CLASSES = ("municipal", "inert", "hazardous", "organic", "liquid", "none")
CURRENCIES = ("EUR", "TRY", "GBP", "USD")
VEHICLES = ("articulated_over_33t", "rigid_over_17t", "van")
CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("resources", "kind"): tuple(UNITS),
    ("resources", "disposal_class"): CLASSES,
    ("pathways", "who"): ("giver", "receiver", "third_party"),
    ("pathways", "usual"): ("main", "common", "occasional", "rare"),
    ("pathways", "maturity"): ("practised", "pilot", "research"),
    ("pathways", "legal_class"): (
        "by_product",
        "recovery",
        "hazardous_recovery",
        "utility",
        "outside_waste_law",
        "service",
    ),
    ("waste_codes", "hazardous"): ("yes", "no"),
    ("legal_rules", "outcome"): ("allowed", "conditional", "blocked"),
    ("sector_profiles", "direction"): ("offer", "need"),
    **dict.fromkeys(
        (
            ("resources", "grade"),
            ("pathways", "grade"),
            ("pathways", "figures_grade"),
            ("factors", "grade"),
            ("waste_codes", "grade"),
            ("sector_profiles", "grade"),
        ),
        GRADES,
    ),
}
# Table, column, sign between several, table and column that must hold it.
REFERENCES = (
    ("resources", "parent_id", "", "resources", "resource_id"),
    ("resources", "waste_code", "", "waste_codes", "waste_code"),
    ("resources", "qualities", "|", "qualities", "quality"),
    ("waste_codes", "resource_id", "", "resources", "resource_id"),
    ("pathways", "from_resource", "", "resources", "resource_id"),
    ("pathways", "to_resource", "", "resources", "resource_id"),
    ("pathways", "extra_rules", "|", "legal_rules", "rule_id"),
    ("pathways", "receiver_nace", "|", "nace", "nace"),
    ("pathways", "treater_nace", "|", "nace", "nace"),
    ("sector_profiles", "resource_id", "", "resources", "resource_id"),
    ("general_words", "resources", "|", "resources", "resource_id"),
    ("sector_profiles", "waste_code", "", "waste_codes", "waste_code"),
)
RANGES = (
    ("pathways", "yield_low", "yield", "yield_high"),
    (
        "pathways",
        "treatment_cost_low_eur_per_unit",
        "treatment_cost_eur_per_unit",
        "treatment_cost_high_eur_per_unit",
    ),
    (
        "pathways",
        "treatment_kwh_low_per_unit",
        "treatment_kwh_per_unit",
        "treatment_kwh_high_per_unit",
    ),
    ("factors", "low", "value", "high"),
    ("sector_profiles", "low", "mode", "high"),
)
BOUNDS = (
    ("pathways", "max_share_of_need", 0.0, 1.0),
    ("pathways", "residue_share", 0.0, 1.0),
    ("pathways", "yield", 0.0, 50.0),
    ("sector_profiles", "share_of_firms", 0.0, 1.0),
)
IN_BOTH = ("name", "label", "title", "process", "trouble", "evidence", "missing")
ANYBODY = "*"  # the mark for "anybody else" at the end of a list of sectors


def problems(knowledge: Knowledge) -> list[Problem]:
    """Say every law that the tables break.

    Parameters
    ----------
    knowledge : Knowledge

    Returns
    -------
    list of Problem
        With the table as sheet, and the row as in the exported workbook (the
        headings are row 1). Empty where all holds.
    """
    found = [
        *_keys(knowledge),
        *_choices(knowledge),
        *_references(knowledge),
        *_ranges(knowledge),
        *_texts(knowledge),
        *_units(knowledge),
        *_subjects(knowledge),
    ]
    # A tree with a ring in it has no lineage to follow.
    rings = list(_rings(knowledge))
    return found + rings + ([] if rings or found else list(_orphans(knowledge)))


def _problem(
    rule: str, table: str, place: object, column: str, value: object, **values: object
) -> Problem:
    return Problem(
        f"knowledge_{rule}",
        sheet=table,
        row=int(str(place)) + 2,
        column=column,
        value=str(value)[:80],
        values=values,
    )


def _keys(knowledge: Knowledge) -> Iterator[Problem]:
    for table, key in KEYS.items():
        frame = getattr(knowledge, table)
        for place in frame.index[(frame[list(key)] == "").any(axis="columns")]:
            yield _problem("key_missing", table, place, key[0], "")
        if table == "sector_profiles":  # one sector may offer a resource under two codes
            key = (*key, "waste_code", "basis", "qualities")
        twice = frame[frame.duplicated(list(key), keep="first")]
        for place, row in twice.iterrows():
            yield _problem("key_twice", table, place, key[0], row[key[0]])


def _choices(knowledge: Knowledge) -> Iterator[Problem]:
    for (table, column), allowed in CHOICES.items():
        frame = getattr(knowledge, table)
        for place, value in frame.loc[~frame[column].isin(allowed), column].items():
            yield _problem("choice", table, place, column, value, choices=", ".join(allowed))


def _references(knowledge: Knowledge) -> Iterator[Problem]:
    for table, column, sign, target, named in REFERENCES:
        frame, known = getattr(knowledge, table), {ANYBODY, *getattr(knowledge, target)[named]}
        for place, cell in frame[column].items():
            for part in cell.split(sign) if sign else [cell]:
                if part and part not in known:
                    yield _problem("unknown", table, place, column, part, target=target)


def _ranges(knowledge: Knowledge) -> Iterator[Problem]:
    for table, low, middle, high in RANGES:
        frame = getattr(knowledge, table)
        wrong = (frame[low] > frame[middle]) | (frame[middle] > frame[high])
        for place, row in frame[wrong | (frame[low] > frame[high])].iterrows():
            values = {
                "low": f"{row[low]:g}",
                "middle": f"{row[middle]:g}",
                "high": f"{row[high]:g}",
            }
            yield _problem("range", table, place, middle, row[middle], **values)
    for table, column, least, most in BOUNDS:
        frame = getattr(knowledge, table)
        outside = ~frame[column].between(least, most) & frame[column].notna()
        for place, value in frame.loc[outside, column].items():
            bounds = {"least": f"{least:g}", "most": f"{most:g}"}
            yield _problem("bounds", table, place, column, f"{value:g}", **bounds)


def _texts(knowledge: Knowledge) -> Iterator[Problem]:
    """A text in one language only, and a row without its source."""
    for table in KEYS:
        frame = getattr(knowledge, table)
        for name in IN_BOTH:
            columns = [f"{name}_tr", f"{name}_en"]
            if set(columns) <= set(frame.columns):
                one = (frame[columns[0]] == "") != (frame[columns[1]] == "")
                for place in frame.index[one]:
                    empty = columns[0] if frame.at[place, columns[0]] == "" else columns[1]
                    yield _problem("one_language", table, place, empty, "")
        if "source" in frame:
            for place in frame.index[frame["source"].str.strip() == ""]:
                yield _problem("no_source", table, place, "source", "")


def _units(knowledge: Knowledge) -> Iterator[Problem]:
    frame = knowledge.resources
    for place, (kind, unit) in enumerate(zip(frame["kind"], frame["unit"], strict=True)):
        if kind in UNITS and unit != UNITS[kind]:
            yield _problem("unit", "resources", place, "unit", unit, kind=kind, unit=UNITS[kind])


def _subjects(knowledge: Knowledge) -> Iterator[Problem]:
    """What a factor is of, and what a profile is counted by."""
    resources = {*knowledge.resources["resource_id"]}
    bases = {"employee", "t_product", *resources}
    profiles = knowledge.sector_profiles
    for place, basis in profiles.loc[~profiles["basis"].isin(bases), "basis"].items():
        yield _problem("unknown", "sector_profiles", place, "basis", basis, target="resources")
    known = {"", *resources, *CLASSES, *UNITS, *CURRENCIES, *VEHICLES}
    frame = knowledge.factors
    for place, subject in frame.loc[~frame["subject"].isin(known), "subject"].items():
        yield _problem("unknown", "factors", place, "subject", subject, target="resources")


def _rings(knowledge: Knowledge) -> Iterator[Problem]:
    parents = dict(
        zip(knowledge.resources["resource_id"], knowledge.resources["parent_id"], strict=True)
    )
    for place, start in enumerate(parents):
        seen, name = {start}, parents[start]
        while name and name in parents and name not in seen:
            seen.add(name)
            name = parents[name]
        if name in seen:
            yield _problem("ring", "resources", place, "parent_id", start)


def _orphans(knowledge: Knowledge) -> Iterator[Problem]:
    """Resources that nothing becomes and that become nothing, themselves or their parents."""
    ends = {*knowledge.pathways["from_resource"], *knowledge.pathways["to_resource"]}
    factors = knowledge.factors[knowledge.factors["metric"] == "virgin_price"]
    treated = set(factors.loc[factors["value"] == 0, "subject"])
    frame = knowledge.resources
    for place, (name, kind) in enumerate(zip(frame["resource_id"], frame["kind"], strict=True)):
        service = kind in ("asset", "logistics", "expertise")
        chain = set(lineage(knowledge, name))
        if not (service or ends & chain or treated & chain):
            yield _problem("orphan", "resources", place, "resource_id", name)
