"""The laws of resources: their tree, names, units, hazard, and that each leads somewhere."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from symbio.errors import Problem
from symbio.knowledge.check.counted import CLASSES, METRICS, UNITS
from symbio.knowledge.check.given import YES_NO
from symbio.knowledge.check.said import Law, law, looked_up, parts, row_of, rows, wrong
from symbio.knowledge.tables import Knowledge
from symbio.locale.letters import fold

_SERVICES = ("asset", "logistics", "expertise")
_VALUES = ("virgin_price", "disposal_cost", "handling_cost", "co2e_virgin", "co2e_disposal")


def _chain(parents: dict[str, str], name: str) -> list[str]:
    """`name` and its parents from near to far; ends where it meets itself."""
    found: list[str] = []
    while name and name not in found:
        found.append(name)
        name = parents.get(name, "")
    return found


@law("resources: resource_id parent_id")
def _rings(knowledge: Knowledge) -> Iterator[Problem]:
    parents = looked_up(knowledge.resources, "resource_id", "parent_id")
    for place, row in rows(knowledge.resources[["resource_id", "parent_id"]]):
        chain = _chain(parents, row["parent_id"])
        if row["resource_id"] and row["resource_id"] in chain:
            yield wrong("ring", "resources", place, "parent_id", row["resource_id"])


@law("resources: kind unit")
def _unit(knowledge: Knowledge) -> Iterator[Problem]:
    for place, row in rows(knowledge.resources[["kind", "unit"]]):
        kind, unit = row["kind"], row["unit"]
        if unit and kind in UNITS and unit != UNITS[kind]:
            yield wrong("unit", "resources", place, "unit", unit, kind=kind, unit=UNITS[kind])


@law("resources: resource_id parent_id kind")
def _parent_kind(knowledge: Knowledge) -> Iterator[Problem]:
    """Factors and pathways are inherited, and so per the same unit."""
    kinds = looked_up(knowledge.resources, "resource_id", "kind")
    for place, row in rows(knowledge.resources[["parent_id", "kind"]]):
        above, own = kinds.get(row["parent_id"], ""), row["kind"]
        if above in UNITS and own in UNITS and UNITS[above] != UNITS[own]:
            yield wrong("parent_kind", "resources", place, "parent_id", row["parent_id"], kind=own)


@law("resources: waste_code disposal_class", "waste_codes: waste_code hazardous")
def _hazard(knowledge: Knowledge) -> Iterator[Problem]:
    hazards = looked_up(knowledge.waste_codes, "waste_code", "hazardous")
    for place, row in rows(knowledge.resources[["waste_code", "disposal_class"]]):
        code, disposal = row["waste_code"], row["disposal_class"]
        hazardous = hazards.get(code) == "yes"
        judged = hazards.get(code) in YES_NO and disposal in CLASSES
        if judged and hazardous != (disposal == "hazardous"):
            rule = "hazard_code" if hazardous else "harmless_code"
            yield wrong(rule, "resources", place, "disposal_class", disposal, code=code)


@law("resources: resource_id name_tr name_en synonyms_tr synonyms_en")
def _names(knowledge: Knowledge) -> Iterator[Problem]:
    """No written name means two resources."""
    seen: dict[str, tuple[str, Hashable]] = {}
    columns = ["resource_id", "name_tr", "name_en", "synonyms_tr", "synonyms_en"]
    for place, row in rows(knowledge.resources[columns]):
        own = row["resource_id"]
        for column, cell in row.items():
            names = [own.replace("_", " ")] if column == "resource_id" else parts(cell)
            for name in dict.fromkeys(names):
                first, other = seen.setdefault(fold(name), (own, place))
                if first != own:
                    values = {"other": first, "row_of_other": row_of(other)}
                    yield wrong("name_taken", "resources", place, str(column), name, **values)


@law(
    "resources: resource_id parent_id kind",
    "pathways: from_resource to_resource",
    "factors: metric subject value",
)
def _orphans(knowledge: Knowledge) -> Iterator[Problem]:
    """Resources that nothing becomes and that become nothing, themselves or their parents."""
    ends = {*knowledge.pathways["from_resource"], *knowledge.pathways["to_resource"]}
    table = knowledge.factors
    # An empty value is said elsewhere; it may be the 0 of what is only treated.
    free = (table["metric"] == "virgin_price") & (table["value"].fillna(0) == 0)
    served = ends | set(table.loc[free, "subject"])
    parents = looked_up(knowledge.resources, "resource_id", "parent_id")
    for place, row in rows(knowledge.resources[["resource_id", "kind"]]):
        name = row["resource_id"]
        if name and row["kind"] not in _SERVICES and not served & {*_chain(parents, name)}:
            yield wrong("orphan", "resources", place, "resource_id", name)


@law("resources: resource_id parent_id kind disposal_class", "factors: metric subject region")
def _values(knowledge: Knowledge) -> Iterator[Problem]:
    """Every resource can be valued anywhere, as an offer and as a need."""
    table = knowledge.factors
    anywhere = table[table["region"] == "ANY"]
    held = {metric: set(part["subject"]) for metric, part in anywhere.groupby("metric")}
    # A row whose metric or region is wrong, and said to be, may be the one that is missed.
    known = table["metric"].isin(METRICS) & table["region"].str.fullmatch("[A-Z]{2,3}")
    unclear = set(table.loc[~known, "subject"])
    parents = looked_up(knowledge.resources, "resource_id", "parent_id")
    for place, row in rows(knowledge.resources):
        name, kind = row["resource_id"], row["kind"]
        if not name or kind not in UNITS:
            continue
        asked = {*_chain(parents, name), row["disposal_class"], kind, ""}
        # A lane is worth its kilometres.
        price = ("lane_rate",) if kind == "logistics" else _VALUES[:1]
        for metric in (*price, *_VALUES[1:]):
            if not asked & (held.get(metric, set()) | unclear):
                yield wrong("no_value", "resources", place, "resource_id", name, metric=metric)


LAWS: tuple[Law, ...] = (
    _rings, _unit, _parent_kind, _hazard, _names, _orphans, _values,
)  # fmt: skip
