"""The frames of a result, from the arrays of a run."""

from __future__ import annotations

import numpy as np
import pandas as pd

from symbio.matching.allocate import Plan
from symbio.matching.legal import STATES
from symbio.matching.pathways import pathways_of
from symbio.matching.prepare import Prepared
from symbio.matching.prices import GRADES
from symbio.matching.scenario import Scenario
from symbio.matching.streams import resources_of
from symbio.matching.value import Terms
from symbio.zone.rows import MONTHS

# From so many rows on the texts of a candidate are categories: the same words, a tenth of the
# memory. A zone never has as many; a country does.
MANY = 1_000_000
Words = pd.api.extensions.ExtensionArray


def candidate_frame(
    prepared: Prepared, terms: Terms, lot: np.ndarray, rows: np.ndarray | None = None
) -> pd.DataFrame:
    """The candidates (or those of `rows`) with parties, law, distances and terms."""
    found, streams = prepared.found, prepared.streams
    pathways = pathways_of(prepared.knowledge)
    take = slice(None) if rows is None else rows
    offer, need, pathway = found.offer[take], found.need[take], found.pathway[take]
    columns: dict[str, object] = _words(prepared, terms, take)
    columns |= {
        "distance_km": found.distance_km[take],
        "distance_to_treater_km": found.to_treater_km[take],
        "distance_from_treater_km": found.from_treater_km[take],
        "yield": found.yield_[take],
        "substitution_ratio": pathways.substitution[pathway],
        "need_share_cap": pathways.share_cap[pathway],
        "minimum_lot_per_year": lot[take],
        "quantity_known": ~np.isnan(streams.quantity[offer] + streams.quantity[need]),
        "quality_known": ~found.quality_unknown[take],
        "monthly": ~(streams.yearly[offer] & streams.yearly[need]),
        "price_known": ~np.isnan(terms.value[take]),
        "own_price": terms.own[take],
    }
    columns |= {name: values[take] for name, values in _term_columns(terms).items()}
    return pd.DataFrame(columns, copy=False)


def _words(prepared: Prepared, terms: Terms, take: slice | np.ndarray) -> dict[str, object]:
    """The columns that are texts."""
    found, streams, law = prepared.found, prepared.streams, prepared.law
    resources, pathways = resources_of(prepared.knowledge), pathways_of(prepared.knowledge)
    offer, need, pathway = found.offer[take], found.need[take], found.pathway[take]
    offered, needed = streams.resource[offer], streams.resource[need]
    stream, firm, path = Lexicon(streams.id), Lexicon(prepared.firms.id), Lexicon(pathways.id)
    resource, unit = Lexicon(resources.id), Lexicon(resources.unit)
    return {
        "candidate_id": _candidate_id(stream.texts, path.texts, offer, need, pathway),
        "offer_stream_id": stream.take(offer),
        "need_stream_id": stream.take(need),
        "pathway_id": path.take(pathway),
        "giver_firm_id": firm.take(found.giver[take]),
        "receiver_firm_id": firm.take(found.receiver[take]),
        "treater_firm_id": firm.take(found.treater[take]),
        "from_resource": resource.take(offered),
        "to_resource": resource.take(needed),
        "kind": Lexicon(resources.kind).take(offered),
        "unit": unit.take(offered),
        "need_unit": unit.take(needed),
        "legal_state": Lexicon(np.array(STATES, object)).take(law.state[take]),
        "legal_rules": Lexicon(np.array([*law.rule_texts, ""], object)).take(law.rules[take]),
        "price_grade": Lexicon(np.array(GRADES, object)).take(terms.grade[take]),
    }


class Lexicon:
    """Texts by number; `take` turns numbers into a column, -1 into a missing text."""

    def __init__(self, texts: np.ndarray) -> None:
        self.texts: Words = pd.array(texts, dtype="str")

    def take(self, numbers: np.ndarray) -> Words:
        """The column of the texts with these numbers."""
        if len(numbers) < MANY:
            return self.texts.take(numbers.astype("int64"), allow_fill=True)
        code, distinct = pd.factorize(pd.Index(self.texts))
        return pd.Categorical.from_codes(
            np.append(code, -1)[numbers], categories=pd.Index(distinct)
        )


def _term_columns(terms: Terms) -> dict[str, np.ndarray]:
    return {
        "avoided_disposal_per_unit": terms.avoided_disposal,
        "avoided_purchase_per_unit": terms.avoided_purchase,
        "treatment_per_unit": terms.treatment,
        "residue_disposal_per_unit": terms.residue_disposal,
        "handling_per_unit": terms.handling,
        "transport_per_unit": terms.transport,
        "value_per_unit": terms.value,
        "general_value_per_unit": terms.general,
        "fee_low_per_unit": terms.fee_low,
        "fee_high_per_unit": terms.fee_high,
        "co2e_disposal_kg_per_unit": terms.co2e_disposal,
        "co2e_virgin_kg_per_unit": terms.co2e_virgin,
        "co2e_treatment_kg_per_unit": terms.co2e_treatment,
        "co2e_transport_kg_per_unit": terms.co2e_transport,
        "co2e_kg_per_unit": terms.co2e,
        "fixed_link_cost_per_year": terms.fixed,
    }


def _candidate_id(
    stream: Words, path: Words, offer: np.ndarray, need: np.ndarray, pathway: np.ndarray
) -> pd.Series:
    """Offer, need and pathway joined by "~": says what it is, the same in every run."""
    left, right = pd.Series(stream) + "~", "~" + pd.Series(path)
    return pd.concat(
        [
            pd.Series(left.array.take(offer[part]), copy=False)
            + pd.Series(stream.take(need[part]), copy=False)
            + pd.Series(right.array.take(pathway[part]), copy=False)
            for part in np.array_split(np.arange(len(offer)), len(offer) // MANY + 1)
        ],
        ignore_index=True,
    )


def exchange_frame(
    prepared: Prepared, terms: Terms, lot: np.ndarray, plan: Plan, scenario: Scenario
) -> pd.DataFrame:
    """The candidates that the plan uses, with quantities, value and CO2e of the year."""
    used = np.flatnonzero(plan.quantity > 0)
    rows = prepared.live[used]
    quantity = plan.quantity[used]
    frame = candidate_frame(prepared, terms, lot, rows)
    value, co2e = terms.value[rows], terms.co2e[rows]
    month = _by_month(prepared, plan, used)
    return frame.assign(
        quantity_per_year=quantity,
        delivered_per_year=prepared.body.replaced[rows] * quantity,
        value_per_year=value * quantity - terms.fixed[rows],
        co2e_t_per_year=co2e * quantity / 1000,
        carbon_value_per_year=scenario.carbon_price_per_t * np.nan_to_num(co2e) * quantity / 1000,
        support_per_unit=np.maximum(-value, 0.0),
        **{name: month[:, place] for place, name in enumerate(MONTHS)},
    )


def _by_month(prepared: Prepared, plan: Plan, used: np.ndarray) -> np.ndarray:
    """Quantity of each month, shape (exchanges, 12).

    A period's quantity is spread evenly over its months, for they are alike; a
    year's quantity follows the months of the offer.
    """
    program, streams = prepared.program, prepared.streams
    offer, need = prepared.arcs.offer[used], prepared.arcs.need[used]
    yearly = streams.yearly[offer] & streams.yearly[need]
    has = streams.quantity[offer]
    share = streams.month[offer] / np.where(has > 0, has, 1.0)[:, None]
    month = np.where(yearly[:, None], share * plan.quantity[used][:, None], 0.0)
    place = np.full(len(plan.quantity), -1)
    place[used] = np.arange(len(used))
    row = place[program.arc[plan.column]]
    counted = ~yearly[row]
    column, row, x = plan.column[counted], row[counted], plan.x[counted]
    periods = program.periods[program.column_component[column]]
    mine = periods == program.period[column][:, None]
    np.add.at(month, row, mine * (x / mine.sum(axis=1))[:, None])
    return month


def stream_frame(prepared: Prepared, plan: Plan) -> pd.DataFrame:
    """What each stream has after netting, what the plan uses of it, what is left."""
    streams, resources = prepared.streams, resources_of(prepared.knowledge)
    given = np.bincount(prepared.arcs.offer, weights=plan.quantity, minlength=len(streams))
    covered = prepared.arcs.replaced * plan.quantity
    taken = np.bincount(prepared.arcs.need, weights=covered, minlength=len(streams))
    matched = np.where(streams.offer, given, taken)
    firm, resource = Lexicon(prepared.firms.id), Lexicon(resources.id)
    return pd.DataFrame(
        {
            "stream_id": Lexicon(streams.id).texts,
            "firm_id": firm.take(streams.firm),
            "direction": Lexicon(np.array(["need", "offer"], object)).take(streams.offer),
            "resource": resource.take(streams.resource),
            "kind": Lexicon(resources.kind).take(streams.resource),
            "unit": Lexicon(resources.unit).take(streams.resource),
            "quantity_per_year": streams.quantity,
            "netted_per_year": prepared.before.quantity - streams.quantity,
            "monthly": ~streams.yearly,
            "matched_per_year": matched,
            "left_per_year": np.maximum(streams.quantity - matched, 0.0),
        },
        copy=False,
    )
