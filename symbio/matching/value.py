"""What one unit of an offer is worth to both firms together, term by term, and in CO2e.

    v = avoided disposal + yield · substitution · price of what is bought
        - treatment - disposal of the residue - handling - transport

Where a plant takes a waste in as it is, treatment is what its process costs after the sale
of its products. There is no price between the two firms in it: the fee only shares v. Every
term is a positive number that is added or subtracted as its name says.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symbio.knowledge import Knowledge
from symbio.matching.candidates import Candidates
from symbio.matching.pathways import Pathways, pathways_of
from symbio.matching.physical import Physical
from symbio.matching.prices import ASSUMPTION, MISSING, OWN, Amounts, Prices
from symbio.matching.scenario import Scenario

# A lane is a truck; with the factor of all heavy trucks this load gives about 1 kg CO2e per km.
LANE_LOAD_T = 10.0
GIVER_SHARE = 0.5  # of everything that is subtracted; the receiver bears the rest


@dataclass(frozen=True)
class Terms:
    """The terms of each candidate, per unit of the offer [currency/unit, kg CO2e/unit].

    `grade` is the weakest that entered (index of `prices.GRADES`); `own` says
    that a firm's own price entered; `general` is the value without own prices;
    `fixed` is the yearly cost of the link [currency/y].
    """

    avoided_disposal: np.ndarray
    avoided_purchase: np.ndarray
    treatment: np.ndarray
    residue_disposal: np.ndarray
    handling: np.ndarray
    transport: np.ndarray
    value: np.ndarray
    general: np.ndarray
    grade: np.ndarray
    own: np.ndarray
    fixed: np.ndarray
    co2e_disposal: np.ndarray
    co2e_virgin: np.ndarray
    co2e_treatment: np.ndarray
    co2e_transport: np.ndarray
    co2e: np.ndarray

    # Made when asked for: a country has millions of candidates.
    @property
    def fee_low(self) -> np.ndarray:
        """The least that the receiver must get; below zero, the most that it can pay."""
        return (1 - GIVER_SHARE) * self._costs - self.avoided_purchase

    @property
    def fee_high(self) -> np.ndarray:
        """The most that the giver can pay."""
        return self.avoided_disposal - GIVER_SHARE * self._costs

    @property
    def _costs(self) -> np.ndarray:
        return self.treatment + self.residue_disposal + self.handling + self.transport


def terms(
    found: Candidates,
    body: Physical,
    own: np.ndarray,
    prices: Prices,
    knowledge: Knowledge,
    scenario: Scenario,
) -> Terms:
    """Every term of every candidate.

    Parameters
    ----------
    own : ndarray, one per stream
        Own prices in the scenario's currency, as `own_prices` returns them.
    """
    pathways = pathways_of(knowledge)
    disposal, disposal_grade = _disposal(found, body, own, prices, scenario)
    purchase, purchase_grade = _purchase(found, body, own, prices, scenario)
    treatment, treatment_grade = _treatment(found, body, own, prices, pathways)
    share = pathways.residue_share[found.pathway]
    left = _of_residue(prices)
    residue_price = _changed(left.value, scenario.disposal_price_change_percent)
    residue = np.where(share > 0, share * residue_price[body.offered], 0.0)
    handling = prices.handling.value[body.offered]
    transport = _transport(body, prices, scenario)
    others = residue + handling + transport
    value = disposal[0] + purchase[0] - treatment[0] - others
    general = disposal[1] + purchase[1] - treatment[1] - others
    moved = (body.tonne_km > 0) | (body.detour_km > 0)
    grades = [
        disposal_grade,
        purchase_grade,
        treatment_grade,
        np.where(share > 0, left.grade[body.offered], OWN),
        np.where(handling != 0, prices.handling.grade[body.offered], OWN),
        np.where(moved, prices.freight.grade[0], OWN),
    ]
    grade = np.maximum.reduce(grades)
    fixed = _fixed(body, prices, scenario)
    priced = ~np.isnan(value) & ~np.isnan(fixed)
    carbon = _carbon(found, body, prices, pathways, scenario)
    return Terms(
        avoided_disposal=disposal[0],
        avoided_purchase=purchase[0],
        treatment=treatment[0],
        residue_disposal=residue,
        handling=handling,
        transport=transport,
        value=np.where(priced, value, np.nan),
        general=np.where(priced, general, np.nan),
        grade=np.where(priced, grade, MISSING),
        own=~np.isnan(own[found.offer]) | ~np.isnan(own[found.need]),
        fixed=fixed,
        **carbon,
    )


Both = tuple[np.ndarray, np.ndarray]  # with own prices first, and with general factors only


def _disposal(
    found: Candidates, body: Physical, own: np.ndarray, prices: Prices, scenario: Scenario
) -> tuple[Both, np.ndarray]:
    """What the giver no longer pays (or no longer earns, negative) per unit of the offer.

    The scenario's change moves what is paid; an income today stays as it is.
    """
    percent = scenario.disposal_price_change_percent
    paid = own[found.offer]
    buried, usual, buried_at = _buried(body, prices), prices.disposal, prices.landfill
    default = np.where(buried, buried_at.value[body.offered], usual.value[body.offered])
    grade = np.where(buried, buried_at.grade[body.offered], usual.grade[body.offered])
    # The default of a class is a landfill's gate fee: weak for what is recovered today.
    grade = np.where(body.recovered_today & (grade != MISSING), ASSUMPTION, grade)
    has = ~np.isnan(paid)
    both = _changed(np.where(has, paid, default), percent), _changed(default, percent)
    return both, np.where(has, OWN, grade)


def _buried(body: Physical, prices: Prices) -> np.ndarray:
    """Offers that go to disposal today although their resource is usually sold."""
    return body.disposed_today & (prices.disposal.value[body.offered] < 0)


def _of_residue(prices: Prices) -> Amounts:
    """What is left of a resource that is sold is not sold: it costs what its class costs."""
    sold = prices.disposal.value < 0
    return Amounts(
        np.where(sold, prices.landfill.value, prices.disposal.value),
        np.where(sold, prices.landfill.grade, prices.disposal.grade),
    )


def _changed(price: np.ndarray, percent: float) -> np.ndarray:
    """A cost changed by `percent`; an income stays."""
    return np.where(price > 0, price * (1 + percent / 100), price)


def _purchase(
    found: Candidates, body: Physical, own: np.ndarray, prices: Prices, scenario: Scenario
) -> tuple[Both, np.ndarray]:
    """What the receiver no longer buys per unit of the offer."""
    change = 1 + scenario.virgin_price_change_percent / 100
    paid = own[found.need]
    default = prices.virgin.value[body.needed]
    grade = prices.virgin.grade[body.needed]
    # A lane that nobody priced costs its kilometres.
    unpriced_lane = np.isnan(default) & (body.lane_km > 0)
    per_lane = prices.lane.value[body.needed] * scenario.detour_factor * body.lane_km
    default = np.where(unpriced_lane, per_lane, default)
    grade = np.where(unpriced_lane, prices.lane.grade[body.needed], grade)
    has = ~np.isnan(paid)
    with_own = np.where(has, paid, default) * change * body.replaced
    return (with_own, default * change * body.replaced), np.where(has, OWN, grade)


def _treatment(
    found: Candidates, body: Physical, own: np.ndarray, prices: Prices, pathways: Pathways
) -> tuple[Both, np.ndarray]:
    """The process, the electricity that a heat pump draws, and what taking a waste in costs.

    A need with a price of its own says itself what the waste is worth to the receiver.
    """
    cost = prices.treatment.value[found.pathway]
    grade = prices.treatment.grade[found.pathway]
    pump = found.electricity != 0
    cost = np.where(pump, cost + found.electricity * prices.electricity.value[0], cost)
    grade = np.where(pump, np.maximum(grade, prices.electricity.grade[0]), grade)
    taken = pathways.same[found.pathway]
    general = np.where(taken, cost + prices.intake.value[body.needed], cost)
    taken = taken & np.isnan(own[found.need])
    grade = np.where(taken, np.maximum(grade, prices.intake.grade[body.needed]), grade)
    return (np.where(taken, general, cost), general), grade


def _transport(body: Physical, prices: Prices, scenario: Scenario) -> np.ndarray:
    """Freight of what travels by road, and the detour of a lane."""
    change = (1 + scenario.transport_change_percent / 100) * scenario.detour_factor
    road = np.where(body.tonne_km == 0, 0.0, prices.freight.value[0] * body.tonne_km)
    lane = np.where(body.detour_km == 0, 0.0, prices.lane.value[body.offered] * body.detour_km)
    return change * (road + lane)


def _fixed(body: Physical, prices: Prices, scenario: Scenario) -> np.ndarray:
    """The yearly cost of the link: the scenario's, and the pipe by its length."""
    if not scenario.count_pipe_cost:
        return np.full(len(body.pipe_km), scenario.fixed_link_cost_per_year)
    pipe = np.where(body.pipe_km == 0, 0.0, prices.link.value[body.carried] * body.pipe_km)
    return scenario.fixed_link_cost_per_year + pipe


def _carbon(
    found: Candidates, body: Physical, prices: Prices, pathways: Pathways, scenario: Scenario
) -> dict[str, np.ndarray]:
    """The terms in kg CO2e: what is avoided, less treatment and transport.

    The treatment holds the reprocessing, so that the factor of what is bought
    is the primary one and nothing is subtracted twice. What is recovered today
    avoids no landfill, and today's taker loses what it saves with it.
    """
    today = prices.disposal_kg[body.offered]
    today = np.where(_buried(body, prices), prices.landfill_kg[body.offered], today)
    disposal = np.where(body.recovered_today, np.minimum(today, 0.0), today)
    per_km = prices.freight_kg * scenario.detour_factor
    lane = np.where(body.lane_km > 0, per_km * LANE_LOAD_T * body.lane_km, 0.0)
    virgin = prices.virgin_kg[body.needed] * body.replaced + lane
    treatment = pathways.treatment_kg[found.pathway]
    taken = pathways.same[found.pathway]
    treatment = np.where(taken, treatment + prices.intake_kg[body.needed], treatment)
    grid = np.where(found.electricity == 0, 0.0, found.electricity * prices.grid_kg)
    moved = body.tonne_km + LANE_LOAD_T * body.detour_km
    transport = np.where(moved == 0, 0.0, per_km * moved)
    return {
        "co2e_disposal": disposal,
        "co2e_virgin": virgin,
        "co2e_treatment": treatment + grid,
        "co2e_transport": transport,
        "co2e": disposal + virgin - treatment - grid - transport,
    }
