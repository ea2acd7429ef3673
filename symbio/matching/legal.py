"""The legal screen: allowed, conditional (with what is missing) or blocked (with the rule).

A screen, not advice: texts and regulations of each rule are in legal_rules.csv.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from symbio.knowledge import Knowledge
from symbio.matching.candidates import Candidates
from symbio.matching.offer_codes import OfferCodes, offer_codes
from symbio.matching.pathways import Pathways, pathways_of
from symbio.matching.streams import Firms, Resources, Streams, resources_of

STATES = ("allowed", "conditional", "blocked")
# Rules and their outcome where legal_rules.csv does not say another; the worst first.
RULES: dict[str, str] = {
    "disposal_only": "blocked",
    "code_of_another_waste": "blocked",
    "hazardous_receiver_unlicensed": "blocked",
    "receiver_licence_missing": "blocked",
    "catering_waste_feed": "blocked",
    "abp_category_1": "blocked",
    "no_treater_known": "conditional",
    "receiver_licence_unknown": "conditional",
    "mirror_entry_test": "conditional",
    "mirror_entry_gb": "conditional",
    "by_product_test": "conditional",
    "animal_by_product": "conditional",
    "abp_category_2": "conditional",
    "abp_category_3": "conditional",
    "utility_permission": "conditional",
    "water_outside_waste_law": "conditional",
    "gas_outside_waste_law": "conditional",
    "farm_material_excluded": "conditional",
    "feed_registration": "conditional",
    "hazardous_transport": "conditional",
    "consignment_gb": "conditional",
    "co_incineration_permit": "conditional",
    "cement_alternative_raw_material": "conditional",
    "soil_use_permit": "conditional",
    "sewage_sludge_on_soil": "conditional",
    "waste_oil_only_refiner": "conditional",
    "used_cooking_oil_collector": "conditional",
    "construction_waste_acceptance": "conditional",
    "packaging_registered": "conditional",
    "code_ending_99": "conditional",
    "quality_unknown": "conditional",
    "licensed_recovery": "allowed",
    "licence_gb": "allowed",
    "service_agreement": "allowed",
    "product_not_waste": "allowed",
}
SERVICE_KINDS = ("asset", "logistics", "expertise")
# What counts as feed, and who uses plant tissue and manure on land.
FEED_RESOURCES = ("animal_feed", "protein_meal", "fish_feed")
FARM_NACE = ("01", "02")
# Sectors whose plants hold a waste permit by trade.
WASTE_NACE = ("37", "38", "39")


@dataclass(frozen=True)
class Law:
    """State (index of `STATES`) and rule ids of each candidate, the worst rule first."""

    state: np.ndarray
    rules: np.ndarray
    rule_texts: tuple[str, ...]


def screen(
    found: Candidates, streams: Streams, firms: Firms, knowledge: Knowledge, country: str
) -> Law:
    """Screen every candidate by the rules of `country`.

    Turkey's rules apply to TR; in GB a site with a permit (a licence on
    record, an entry in the public register, or a waste sector) counts as
    licensed; elsewhere the rules common to both apply.

    Parameters
    ----------
    country : str
        ISO 3166 alpha-2.
    """
    resources, pathways = resources_of(knowledge), pathways_of(knowledge)
    codes = offer_codes(found, streams, resources, knowledge, country)
    applies = _rules(found, streams, firms, resources, pathways, codes, country)
    table = knowledge.legal_rules
    outcome = RULES | dict(zip(table["rule_id"], table["outcome"], strict=True))
    known = set(table["rule_id"])
    here = table["country"].isin([country, "ANY"])
    for rule, where in _extra(found, pathways, set(table.loc[here, "rule_id"])).items():
        applies[rule] = applies.get(rule, where) | where
    order = sorted(RULES, key=lambda rule: -STATES.index(outcome[rule]))
    state = np.zeros(len(found), dtype="int8")
    mask = np.zeros(len(found), dtype="int64")
    for bit, rule in enumerate(order):
        if rule in applies:
            weight = np.int8(STATES.index(outcome[rule]))
            state = np.maximum(state, applies[rule] * weight)
            if rule in known:
                mask |= applies[rule].astype("int64") << bit
    masks, rules = np.unique(mask, return_inverse=True)
    texts = tuple(
        ";".join(rule for bit, rule in enumerate(order) if value >> bit & 1)
        for value in masks.tolist()
    )
    return Law(state, rules, texts)


def _rules(
    found: Candidates,
    streams: Streams,
    firms: Firms,
    resources: Resources,
    pathways: Pathways,
    codes: OfferCodes,
    country: str,
) -> dict[str, np.ndarray]:
    """Which rules apply to which candidate."""
    kind = resources.kind[streams.resource[found.offer]]
    law = pathways.legal_class[found.pathway]
    service = np.isin(kind, SERVICE_KINDS) | (law == "service")
    energy, water = (kind == "energy") & ~service, (kind == "water") & ~service
    matter = ~service & ~energy & ~water
    inside = firms.inside[found.giver] | firms.inside[found.receiver]
    outside = matter & (law == "outside_waste_law")
    animal = matter & (codes.animal | (outside & (kind == "organic")))
    gas = outside & ~animal
    turkey, britain = country == "TR", country == "GB"
    feed = matter & _is_feed(found, resources, pathways)
    farm = matter & codes.farm & _used_on_land_or_as_fuel(found, firms, resources, pathways)
    farm &= ~animal & ~gas & turkey
    waste = matter & codes.is_waste & ~animal & ~gas & ~farm
    third = pathways.who[found.pathway] == "third_party"
    no_treater = third & (found.treater < 0)
    licensed, silent = _licence(found, streams, firms, resources, pathways, britain=britain)
    asked = waste & ~no_treater
    treats = licensed | _in_waste_trade(firms)[found.receiver]
    absolute = codes.hazardous & ~codes.mirror
    by_product = law == "by_product"
    utility = (energy | water) & inside & turkey
    carrier = "consignment_gb" if britain else "hazardous_transport"
    unlicensed = asked & ~licensed
    return {
        "service_agreement": service,
        "utility_permission": utility,
        "water_outside_waste_law": water,
        "gas_outside_waste_law": gas,
        "farm_material_excluded": farm,
        "disposal_only": matter & codes.disposed_of,
        # As it is, it may still go to somebody who treats what the code says.
        "code_of_another_waste": matter & codes.another & ~(pathways.same[found.pathway] & treats),
        "catering_waste_feed": codes.catering & feed,
        "feed_registration": codes.is_waste & feed & ~animal & ~codes.catering & turkey,
        "product_not_waste": (energy & ~utility) | (matter & ~codes.is_waste & ~animal & ~gas),
        "animal_by_product": animal,
        "no_treater_known": no_treater,
        "licence_gb" if britain else "licensed_recovery": asked & licensed,
        "hazardous_receiver_unlicensed": unlicensed & absolute,
        "by_product_test": unlicensed & ~absolute & by_product,
        "receiver_licence_missing": unlicensed & ~absolute & ~by_product & ~silent,
        "receiver_licence_unknown": unlicensed & ~absolute & ~by_product & silent,
        "mirror_entry_gb" if britain else "mirror_entry_test": waste & codes.mirror,
        carrier: waste & codes.hazardous,
        "code_ending_99": waste & codes.unspecific & turkey,
        "packaging_registered": waste & codes.packaging & ~codes.hazardous & turkey,
        "waste_oil_only_refiner": waste & codes.oil & turkey,
        "construction_waste_acceptance": waste & codes.rubble & turkey,
        "quality_unknown": found.quality_unknown,
    }


def _is_feed(found: Candidates, resources: Resources, pathways: Pathways) -> np.ndarray:
    """Whether the product is feed for animals that are kept."""
    feed = np.array(
        [bool({*resources.id[list(up)]} & {*FEED_RESOURCES}) for up in resources.ancestors]
    )
    return np.asarray(feed[pathways.end][found.pathway])


def _used_on_land_or_as_fuel(
    found: Candidates, firms: Firms, resources: Resources, pathways: Pathways
) -> np.ndarray:
    land = np.array([nace.startswith(FARM_NACE) for nace in firms.nace], bool)
    fuel = resources.kind[pathways.end] == "energy"
    return np.asarray(land[found.receiver] | fuel[found.pathway])


def _extra(found: Candidates, pathways: Pathways, rules: set[str]) -> dict[str, np.ndarray]:
    """Rules that a pathway names itself, where they belong to the country."""
    named = {rule for cell in pathways.extra_rules for rule in cell} & rules
    return {
        rule: np.array([rule in cell for cell in pathways.extra_rules], bool)[found.pathway]
        for rule in sorted(named)
    }


def _recovery_code(
    found: Candidates, streams: Streams, resources: Resources, pathways: Pathways
) -> np.ndarray:
    """The R code of the treatment: the pathway's, else the offered resource's."""
    own = pathways.recovery_code[found.pathway]
    return np.where(own != "", own, resources.recovery_code[streams.resource[found.offer]])


def _in_waste_trade(firms: Firms) -> np.ndarray:
    return np.array([nace.startswith(WASTE_NACE) for nace in firms.nace], bool)


def _licence(
    found: Candidates,
    streams: Streams,
    firms: Firms,
    resources: Resources,
    pathways: Pathways,
    *,
    britain: bool,
) -> tuple[np.ndarray, np.ndarray]:
    """Whether the firm that treats holds the licence, and whether nothing is on record of it.

    Who treats is the giver, the receiver or the third party, as the pathway
    says; the resource as it is goes to the receiver.
    """
    who = pathways.who[found.pathway]
    holder = np.where(
        who == "giver", found.giver, np.where(who == "third_party", found.treater, found.receiver)
    )
    silent = ~firms.licences_known[holder]
    if britain:
        permitted = firms.licences_known | firms.public | _in_waste_trade(firms)
        return permitted[holder], silent
    codes, names = pd.factorize(_recovery_code(found, streams, resources, pathways))
    none = np.zeros(len(firms.id), bool)
    held = np.array([firms.operations.get(str(name), none) for name in names] or [none])
    # Without a code nobody can say which licence it takes.
    unsaid = np.array([name == "" for name in names] or [True])[codes]
    return held[codes, holder], silent | unsaid
