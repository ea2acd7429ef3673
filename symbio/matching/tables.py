"""The frames of a result, from the arrays of a run."""

from __future__ import annotations

import numpy as np
import pandas as pd

from symbio.matching.allocate import Plan
from symbio.matching.names import Lexicon, Words, general_names
from symbio.matching.pathways import pathways_of
from symbio.matching.prepare import Prepared
from symbio.matching.priced import Priced
from symbio.matching.scenario import Scenario
from symbio.matching.value import Terms
from symbio.zone.rows import MONTHS

Rows = slice | np.ndarray
CHUNK = 1_000_000  # candidates whose ids are joined at once


def candidate_frame(prepared: Prepared, priced: Priced, lot: np.ndarray) -> pd.DataFrame:
    """The candidates with parties, law, distances and terms."""
    every = slice(None)  # no copy
    return pd.DataFrame(_columns(prepared, priced.terms(every), lot, every), copy=False)


def _columns(prepared: Prepared, terms: Terms, lot: np.ndarray, take: Rows) -> dict[str, object]:
    found, streams = prepared.found, prepared.streams
    pathways = pathways_of(prepared.knowledge)
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
        "price_known": ~np.isnan(terms.value),
        "own_price": terms.own,
    }
    return columns | _term_columns(terms)


def _words(prepared: Prepared, terms: Terms, take: Rows) -> dict[str, object]:
    """The columns that are texts."""
    found, streams, law = prepared.found, prepared.streams, prepared.law
    names, general = prepared.names, general_names(prepared.knowledge)
    offer, need, pathway = found.offer[take], found.need[take], found.pathway[take]
    offered, needed = streams.resource[offer], streams.resource[need]
    return {
        "candidate_id": _candidate_id(
            names.stream.texts, general.pathway.texts, offer, need, pathway
        ),
        "offer_stream_id": names.stream.take(offer),
        "need_stream_id": names.stream.take(need),
        "pathway_id": general.pathway.take(pathway),
        "giver_firm_id": names.firm.take(found.giver[take]),
        "receiver_firm_id": names.firm.take(found.receiver[take]),
        "treater_firm_id": names.firm.take(found.treater[take]),
        "from_resource": general.resource.take(offered),
        "to_resource": general.resource.take(needed),
        "kind": general.kind.take(offered),
        "unit": general.unit.take(offered),
        "need_unit": general.unit.take(needed),
        "legal_state": general.state.take(law.state[take]),
        "legal_rules": Lexicon(law.rule_texts).take(law.rules[take]),
        "price_grade": general.grade.take(terms.grade),
    }


def _term_columns(terms: Terms) -> dict[str, object]:
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
            for part in np.array_split(np.arange(len(offer)), len(offer) // CHUNK + 1)
        ],
        ignore_index=True,
    )


def exchange_frame(
    prepared: Prepared, priced: Priced, lot: np.ndarray, plan: Plan, scenario: Scenario
) -> pd.DataFrame:
    """The candidates that the plan uses, with quantities, value and CO2e of the year."""
    used = np.flatnonzero(plan.quantity > 0)
    rows = prepared.live[used]
    terms, quantity = priced.terms(rows), plan.quantity[used]
    month = _by_month(prepared, plan, used)
    columns = _columns(prepared, terms, lot, rows) | {
        "quantity_per_year": quantity,
        "delivered_per_year": prepared.body.replaced[rows] * quantity,
        "value_per_year": terms.value * quantity - terms.fixed,
        "co2e_t_per_year": terms.co2e * quantity / 1000,
        "carbon_value_per_year": scenario.carbon_price_per_t
        * np.nan_to_num(terms.co2e)
        * quantity
        / 1000,
        "support_per_unit": np.maximum(-terms.value, 0.0),
    }
    columns |= {name: month[:, place] for place, name in enumerate(MONTHS)}
    return pd.DataFrame(columns, copy=False)


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
    """What each stream has beside running synergies and netting; what is planned and left."""
    streams, general = prepared.streams, general_names(prepared.knowledge)
    given = np.bincount(prepared.arcs.offer, weights=plan.quantity, minlength=len(streams))
    covered = prepared.arcs.replaced * plan.quantity
    taken = np.bincount(prepared.arcs.need, weights=covered, minlength=len(streams))
    matched = np.where(streams.offer, given, taken)
    return pd.DataFrame(
        {
            "stream_id": prepared.names.stream.texts,
            "firm_id": prepared.names.firm.take(streams.firm),
            "direction": general.direction.take(streams.offer),
            "resource": general.resource.take(streams.resource),
            "kind": general.kind.take(streams.resource),
            "unit": general.unit.take(streams.resource),
            "quantity_per_year": streams.quantity,
            "committed_per_year": prepared.taken,
            "netted_per_year": prepared.before.quantity - prepared.taken - streams.quantity,
            "monthly": ~streams.yearly,
            "matched_per_year": matched,
            "left_per_year": np.maximum(streams.quantity - matched, 0.0),
        },
        copy=False,
    )
