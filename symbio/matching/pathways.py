"""Which offered resource can serve which need, through which pathway."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.tables import OTHERS
from symbio.matching.streams import Resources, resources_of

# What carries a pathway away from home: the offer itself, or the giver's product.
SAME_PREFIX = "same:"
_CONDITION = re.compile(r"^\s*(\w+)\s*(<=|>=|<|>)\s*(-?[0-9.]+)\s*$")
# Legal class of the implicit pathway by kind of the resource.
_SAME_CLASS = {
    "material": "by_product",
    "organic": "by_product",
    "energy": "utility",
    "water": "outside_waste_law",
}


@dataclass(frozen=True)
class Pathways:
    """Pathways by number: those of the table, then one "same:<resource>" per resource.

    Attributes
    ----------
    yield_ : ndarray
        Product per offer [unit of to_resource / unit of from_resource].
    substitution : ndarray
        Bought material replaced per product [1].
    conditions : tuple
        What the offer must fulfil: (quality, sign, number) of each pathway.
    receiver_nace : tuple
        Sectors that can use the product; empty is anybody.
    others : ndarray of bool
        Anybody else too, whom no other pathway with the same two ends names.
    """

    id: np.ndarray
    start: np.ndarray
    end: np.ndarray
    who: np.ndarray
    legal_class: np.ndarray
    recovery_code: np.ndarray
    yield_: np.ndarray
    substitution: np.ndarray
    residue_share: np.ndarray
    treatment_cost_eur: np.ndarray
    treatment_year: np.ndarray
    treatment_kg: np.ndarray
    share_cap: np.ndarray
    minimum_lot: np.ndarray
    assumed: np.ndarray
    heat_pump: np.ndarray
    others: np.ndarray
    extra_rules: tuple[tuple[str, ...], ...]
    receiver_nace: tuple[tuple[str, ...], ...]
    treater_nace: tuple[tuple[str, ...], ...]
    conditions: tuple[tuple[tuple[str, str, float], ...], ...]

    @cached_property
    def same(self) -> np.ndarray:
        """Which pathways are implicit: the resource as it is."""
        return np.char.startswith(self.id.astype("str"), SAME_PREFIX)

    @property
    def as_it_is(self) -> np.ndarray:
        """Which pathways change nothing: implicit ones, utilities and services to themselves."""
        to_itself = (self.start == self.end) & ~self.heat_pump
        return self.same | (to_itself & np.isin(self.legal_class, ("utility", "service")))


@lru_cache(maxsize=8)
def pathways_of(knowledge: Knowledge) -> Pathways:
    """Read the pathway table once and add the implicit pathways."""
    resources = resources_of(knowledge)
    table = knowledge.pathways
    code = pd.Index(resources.id)
    start, end = code.get_indexer(table["from_resource"]), code.get_indexer(table["to_resource"])
    table = table[(start >= 0) & (end >= 0)]
    start, end = start[(start >= 0) & (end >= 0)], end[(start >= 0) & (end >= 0)]
    count = len(resources.id)

    def texts(name: str, implicit: np.ndarray | str = "") -> np.ndarray:
        own = table[name].to_numpy(dtype="object") if name in table else np.full(len(table), "")
        return np.concatenate([own, np.broadcast_to(np.asarray(implicit, object), count)])

    def numbers(name: str, implicit: float, missing: float = np.nan) -> np.ndarray:
        own = table[name].to_numpy(dtype="float64")
        own = np.where(np.isnan(own), missing, own)
        return np.concatenate([own, np.full(count, implicit)])

    same_class = np.array([_SAME_CLASS.get(kind, "service") for kind in resources.kind], object)
    grade = texts("figures_grade" if "figures_grade" in table else "grade")
    id_ = texts("pathway_id", np.array([SAME_PREFIX + name for name in resources.id], object))
    return Pathways(
        id=id_,
        start=np.concatenate([start, np.arange(count)]),
        end=np.concatenate([end, np.arange(count)]),
        who=texts("who"),
        legal_class=texts("legal_class", same_class),
        recovery_code=texts("recovery_code"),
        yield_=numbers("yield", 1.0),
        substitution=numbers("substitution_ratio", 1.0),
        residue_share=numbers("residue_share", 0.0, missing=0.0),
        treatment_cost_eur=numbers("treatment_cost_eur_per_unit", 0.0),
        treatment_year=numbers("treatment_year", np.nan),
        treatment_kg=numbers("treatment_kgco2e_per_unit", 0.0),
        share_cap=numbers("max_share_of_need", 1.0, missing=1.0),
        minimum_lot=numbers("minimum_lot_per_year", 0.0, missing=0.0),
        assumed=grade == "assumption",
        heat_pump=np.array(["heat_pump" in name for name in id_], bool),
        others=np.array([OTHERS in cell for cell in texts("receiver_nace")], bool),
        extra_rules=tuple(tuple(filter(None, cell.split("|"))) for cell in texts("extra_rules")),
        receiver_nace=tuple(_parts(cell) for cell in texts("receiver_nace")),
        treater_nace=tuple(_parts(cell) for cell in texts("treater_nace")),
        conditions=tuple(_conditions(cell) for cell in texts("quality_needed")),
    )


def _parts(cell: str) -> tuple[str, ...]:
    plain = (re.sub(r"\D", "", part) for part in cell.split("|"))
    return tuple(part for part in plain if part)


def _conditions(cell: str) -> tuple[tuple[str, str, float], ...]:
    found = (_CONDITION.match(part) for part in cell.split(";"))
    return tuple((match[1], match[2], float(match[3])) for match in found if match)


@lru_cache(maxsize=8)
def routes_of(knowledge: Knowledge) -> np.ndarray:
    """Every (offered resource, needed resource, pathway) that fits, shape (routes, 3).

    A pathway also takes the children of its from_resource, and its product
    also serves needs for the parents of its to_resource: sawdust is wood
    waste, and who needs wood waste can take sawdust; not the other way round.
    Of matter, what is known of the child itself stands before what its parents
    say about the same product; heat and water are judged by temperature and
    quality instead. Where the table knows a pathway from a resource to itself
    (a repair, say), the implicit one does not exist, and that of a child does
    not serve it either; a heat pump does not count as such.
    """
    resources, pathways = resources_of(knowledge), pathways_of(knowledge)
    same, explicit_self = pathways.same, _explicit_self(pathways)
    from_start: dict[int, list[int]] = {}
    for place, start in enumerate(pathways.start):
        if not (same[place] and int(start) in explicit_self):
            from_start.setdefault(int(start), []).append(place)
    rows: set[tuple[int, int, int]] = set()
    for offered in range(len(resources.id)):
        known: set[int] = set()
        for ancestor in resources.ancestors[offered]:
            places = from_start.get(ancestor, [])
            for place in places:
                # The implicit pathway of a parent would name the child as the parent.
                if (same[place] and ancestor != offered) or int(pathways.end[place]) in known:
                    continue
                served = resources.ancestors[int(pathways.end[place])]
                rows.update(
                    (offered, needed, place)
                    for needed in served
                    if not (same[place] and needed in explicit_self)
                )
            if resources.kind[offered] in ("material", "organic"):
                known |= {int(pathways.end[place]) for place in places}
    return np.array(sorted(rows), dtype="int64").reshape(-1, 3)


def class_as_it_is(knowledge: Knowledge, resource: str) -> str:
    """The legal class of handing a resource on unchanged.

    "" where the table knows a pathway from it to itself, which stands in the place of that.
    """
    pathways = pathways_of(knowledge)
    (places,) = np.nonzero(pathways.id == SAME_PREFIX + resource)
    if not len(places) or int(pathways.start[places[0]]) in _explicit_self(pathways):
        return ""
    return str(pathways.legal_class[places[0]])


def _explicit_self(pathways: Pathways) -> set[int]:
    """Resources with a pathway of the table to themselves; a heat pump is none."""
    itself = ~pathways.same & ~pathways.heat_pump & (pathways.start == pathways.end)
    return set(pathways.start[itself].tolist())


def carried_kind(pathways: Pathways, resources: Resources) -> np.ndarray:
    """The kind of what travels: the product where the giver treats, else the offer."""
    giver = pathways.who == "giver"
    return resources.kind[np.where(giver, pathways.end, pathways.start)]
