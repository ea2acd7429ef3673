"""Who takes what: every pathway's sectors with their likelihood, and how near resources are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pandas as pd

from symbio.knowledge.lookup import nobody_takes
from symbio.knowledge.tables import OTHERS, Knowledge

# Decisions, few on purpose; `python -m symbio bench knowledge` shows what they do.
USUAL = {"main": 1.0, "common": 0.5, "occasional": 0.2, "rare": 0.07}
MATURITY = {"practised": 1.0, "pilot": 0.5, "research": 0.2}
_DECAY = 0.65  # of a receiver against the one that is named before it
_TREATER = 0.2  # share of a third party that treats, where a user is named as well
_DRAW = 0.2  # power of a sector's part in all that the tables hand over
_NEEDED = 0.1  # share of the sectors whose profile needs the product, beside those named
_NEEDED_AS_IT_IS = 0.5  # the same for a product that is handed on unchanged
_AS_IT_IS = 0.5  # a product that is handed on unchanged, beside its own pathways
# How much of what is known of a near resource is worth for this one, all of a kind together.
_NEAR = {"parent": 0.15, "child": 0.3, "sibling": 0.15, "family": 0.1, "kind": 0.06, "any": 0.03}


class Receivers:
    """Rows of (resource, pathway, division), and the nearness of resources.

    Attributes
    ----------
    resource : ndarray of int
        Per row, the resource as its place in the table.
    pathway, to_resource : list of str
        Per row; pathway "" where the resource is handed on as it is.
    division : ndarray of int
        Per row, place in `divisions`.
    codes : list of tuple of str
        Per row, the NACE prefixes in the division.
    share : ndarray of float
        Per row, the likelihood of pathway and division, given the resource; 1 in sum.
    draw : ndarray of float
        Per division, how much it takes of everything: among equals the great takers come first.
    near : ndarray of float
        [i, j]: how much of what is known of j holds for i.
    closed : ndarray of bool
        Per resource, whether nobody takes it.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        """Read pathways and the tree of resources."""
        table = knowledge.resources
        places = {name: place for place, name in enumerate(table["resource_id"])}
        needs = _needs(knowledge.sector_profiles)
        rows = [
            *_walked(knowledge.pathways, places, needs),
            *_as_it_is(knowledge.pathways, places, needs),
        ]
        self.divisions = sorted({row[2] for row in rows})
        number = {name: place for place, name in enumerate(self.divisions)}
        self.resource = np.array([row[0] for row in rows], dtype=int)
        self.pathway = [row[1] for row in rows]
        self.division = np.array([number[row[2]] for row in rows], dtype=int)
        self.codes = [row[3] for row in rows]
        self.to_resource = [row[4] for row in rows]
        weight = np.array([row[5] for row in rows])
        total = np.bincount(self.resource, weight, minlength=len(table))
        self.share = weight / total[self.resource]
        drawn = np.bincount(self.division, self.share, minlength=len(self.divisions))
        self.draw = (drawn / drawn.sum()) ** _DRAW if len(rows) else drawn
        self._relations = _relations(table)
        self.near = self._nearness(total > 0)
        self.closed = table["resource_id"].isin(nobody_takes(knowledge)).to_numpy(dtype=bool)

    def relation(self, one: int, other: int) -> str:
        """What `other` is to `one`: "" the same, or the name of the nearest relation."""
        if one == other:
            return ""
        return next(name for name, related in self._relations if related[one, other])

    def _nearness(self, walked: np.ndarray) -> np.ndarray:
        near = np.eye(len(walked))
        taken = np.eye(len(walked), dtype=bool)
        for name, related in self._relations:
            fresh = related & ~taken & walked
            count = fresh.sum(axis=1, keepdims=True)
            near += np.divide(fresh * _NEAR[name], count, where=count > 0, out=np.zeros(near.shape))
            taken |= related
        return near


Row = tuple[int, str, str, tuple[str, ...], str, float]
# Division to its codes and its share of all who take a thing.
Takers = dict[str, tuple[tuple[str, ...], float]]
Needs = dict[str, Takers]


def _needs(profiles: pd.DataFrame) -> Needs:
    """Per resource, the divisions whose profiles need it: their codes and share, 1 in sum."""
    found: dict[str, dict[str, tuple[dict[str, None], float]]] = {}
    rows = profiles[profiles["direction"] == "need"].sort_values(
        ["share_of_firms", "nace"], ascending=[False, True]
    )
    for row in rows.to_dict("records"):
        users = found.setdefault(row["resource_id"], {})
        kept, share = users.get(row["nace"][:2], ({}, 0.0))
        users[row["nace"][:2]] = (kept | {row["nace"]: None}, share + float(row["share_of_firms"]))
    needs: Needs = {}
    for resource, users in found.items():
        total = sum(share for _, share in users.values())
        needs[resource] = {
            division: (tuple(codes), share / total) for division, (codes, share) in users.items()
        }
    return needs


def _blended(named: Takers, needs: Takers, share: float) -> Takers:
    """Those who are named, and those whose profile needs the product with `share` of all."""
    if not (named and needs):
        return named or needs
    found = {division: (codes, part * (1 - share)) for division, (codes, part) in named.items()}
    for division, (codes, part) in needs.items():
        kept, before = found.get(division, (codes, 0.0))
        found[division] = (kept, before + part * share)
    return found


def _walked(pathways: pd.DataFrame, places: dict[str, int], needs: Needs) -> Iterator[Row]:
    """One row a pathway and division of those who take the waste."""
    for row in pathways.to_dict("records"):
        weight = USUAL.get(row["usual"], USUAL["common"]) * MATURITY.get(row["maturity"], 1.0)
        treater = row["treater_nace"] if row["who"] == "third_party" else ""
        resource, named = places[row["from_resource"]], (row["pathway_id"], row["to_resource"])
        takers = _takers(row["receiver_nace"], treater)
        takers = _blended(takers, needs.get(row["to_resource"], {}), _NEEDED)
        for division, (codes, share) in takers.items():
            yield resource, named[0], division, codes, named[1], weight * share


def _as_it_is(pathways: pd.DataFrame, places: dict[str, int], needs: Needs) -> Iterator[Row]:
    """What other wastes become can itself be on offer: its users take it unchanged."""
    walked = set(pathways["from_resource"])
    found: dict[str, dict[str, tuple[dict[str, None], float]]] = {}
    for row in pathways.to_dict("records"):
        weight = USUAL.get(row["usual"], USUAL["common"])
        users = found.setdefault(row["to_resource"], {})
        for division, (codes, share) in _takers(row["receiver_nace"], "").items():
            kept, sum_ = users.get(division, ({}, 0.0))
            users[division] = (kept | dict.fromkeys(codes), sum_ + weight * share)
    for resource in sorted((found.keys() | needs.keys()) & places.keys()):
        users = found.get(resource, {})
        total = sum(share for _, share in users.values())
        named: Takers = {
            division: (tuple(kept), share / total) for division, (kept, share) in users.items()
        }
        weight = _AS_IT_IS if resource in walked else 1.0
        takers = _blended(named, needs.get(resource, {}), _NEEDED_AS_IT_IS)
        for division, (codes, share) in takers.items():
            yield places[resource], "", division, codes, resource, weight * share


def _takers(receiver: str, treater: str) -> Takers:
    """Per division its codes and its weight, 1 for who is named first.

    A list that is longer takes nothing from the first: a waste that three sectors take
    is no less likely to go to the first of them.
    """
    lists = [_named(codes) for codes in (receiver, treater) if _named(codes)]
    shares = [1.0] if len(lists) == 1 else [1 - _TREATER, _TREATER]
    found: Takers = {}
    for codes, part in zip(lists, shares, strict=False):
        weights = _DECAY ** np.arange(len(codes))
        for code, weight in zip(codes, weights * part, strict=True):
            kept, share = found.get(code[:2], ((), 0.0))
            found[code[:2]] = (kept if code in kept else (*kept, code), share + float(weight))
    return found


def _named(codes: str) -> list[str]:
    return [code for code in codes.split("|") if code not in ("", OTHERS)]


def _relations(table: pd.DataFrame) -> list[tuple[str, np.ndarray]]:
    """Which resources are near to which, the nearest kind of relation first."""
    ids, parents = (table[name].to_numpy(dtype=object) for name in ("resource_id", "parent_id"))
    has_parent = parents != ""
    parent = parents[:, None] == ids[None, :]
    sibling = (parents[:, None] == parents[None, :]) & has_parent[:, None]
    same = {name: table[name].to_numpy(dtype=object) for name in ("family", "kind")}
    return [
        ("parent", parent),
        ("child", parent.T),
        ("sibling", sibling),
        ("family", same["family"][:, None] == same["family"][None, :]),
        ("kind", same["kind"][:, None] == same["kind"][None, :]),
        ("any", np.ones(parent.shape, dtype=bool)),
    ]


@lru_cache(maxsize=16)
def receivers(knowledge: Knowledge) -> Receivers:
    """The rows of the tables, read once."""
    return Receivers(knowledge)
