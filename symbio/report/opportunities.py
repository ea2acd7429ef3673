"""The ranked list as an Excel workbook, for the facilitator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name, source_words
from symbio.locale import text
from symbio.opportunities import Wording
from symbio.report.excel import Column, Sheet, write

# Field, name of its heading, unit, decimals.
_FIELDS: tuple[tuple[str, str, str, int | None], ...] = (
    ("rank", "column_rank", "", None),
    ("standing", "column_standing", "", None),
    ("giver_name", "column_giver", "", None),
    ("receiver_name", "column_receiver", "", None),
    ("treater_name", "column_treater", "", None),
    ("from_resource", "column_from", "", None),
    ("to_resource", "column_to", "", None),
    ("kind", "column_kind", "", None),
    ("process", "column_pathway", "", None),
    ("unit", "column_unit", "", None),
    ("quantity_per_year", "column_quantity", "", 1),
    ("planned_per_year", "column_planned", "", 1),
    ("distance_km", "column_distance", "km", 2),
    ("value_per_unit", "column_value_unit", "each", 2),
    ("value_per_year", "column_value", "money", 0),
    ("fee_low_per_unit", "column_fee_low", "each", 2),
    ("fee_high_per_unit", "column_fee_high", "each", 2),
    ("avoided_disposal_per_unit", "term_avoided_disposal", "each", 2),
    ("avoided_purchase_per_unit", "term_avoided_purchase", "each", 2),
    ("treatment_per_unit", "term_treatment", "each", 2),
    ("residue_disposal_per_unit", "term_residue_disposal", "each", 2),
    ("handling_per_unit", "term_handling", "each", 2),
    ("transport_per_unit", "term_transport", "each", 2),
    ("co2e_t_per_year", "column_co2e", "t", 1),
    ("legal_state", "column_legal", "", None),
    ("missing", "column_missing", "", None),
    ("data_grade", "column_grade", "", None),
    ("price_grade", "column_price_grade", "", None),
    ("reasons", "column_reasons", "", None),
)
_RULE_HEADERS = {
    "title": "column_rule",
    "outcome": "column_legal",
    "missing": "column_missing",
    "regulation": "column_regulation",
    "checked": "column_checked",
    "source": "column_source",
}


def facilitator_workbook(
    shown: pd.DataFrame,
    knowledge: Knowledge,
    *,
    language: str,
    currency: str,
    made_on: dt.date,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Write the candidates as a facilitator sees them: with fee band and costs.

    Not for other firms; what one firm may see is `symbio.opportunities.for_firm`.

    Parameters
    ----------
    shown : DataFrame
        Rows of `symbio.opportunities.rank`, in the order to write.
    knowledge : Knowledge
        For the words and sources of processes and rules.
    language, currency : str
        Of the reader; of the amounts (ISO 4217).
    made_on : date
        For the notes.
    notes : sequence of (subject, words)
        What the screen was filtered by, which zone, which scenario.

    Returns
    -------
    bytes
        Sheets: the list, the processes in it, the rules in it, the notes.
    """
    say = Wording.of(knowledge, language, currency)
    sheets = (
        Sheet(
            text(language, "opportunities.sheet_list"),
            _worded(shown, say),
            _columns(language, currency),
        ),
        _pathways(shown, knowledge, language),
        _rules(shown, say, language),
    )
    standing_notes = (
        (text(language, "report.audience"), text(language, "report.audience_facilitator")),
        (text(language, "report.currency"), currency),
        *notes,
        (text(language, "report.assumptions"), text(language, "opportunities.note_overlap")),
        (text(language, "report.assumptions"), text(language, "opportunities.note_estimates")),
    )
    return write(
        text(language, "frame.page_opportunities"),
        sheets,
        language=language,
        made_on=made_on,
        notes=standing_notes,
    )


def _worded(shown: pd.DataFrame, say: Wording) -> pd.DataFrame:
    """The rows with every id in words and the reasons beside them."""
    code = say.language
    rows = shown.to_dict("records")
    return shown.assign(
        standing=[text(code, f"opportunities.standing_{row['standing']}") for row in rows],
        kind=[text(code, f"common.kind_{row['kind']}") for row in rows],
        legal_state=[text(code, f"common.legal_{row['legal_state']}") for row in rows],
        data_grade=[text(code, f"opportunities.grade_{row['data_grade']}") for row in rows],
        price_grade=[text(code, f"opportunities.price_{row['price_grade']}") for row in rows],
        unit=[say.unit(row["unit"]) for row in rows],
        from_resource=[resource_name(row["from_resource"], code) for row in rows],
        to_resource=[resource_name(row["to_resource"], code) for row in rows],
        process=[say.process(row) for row in rows],
        missing=[say.missing(row) for row in rows],
        reasons=[" ".join(say.reasons(row)) for row in rows],
    )


def _columns(language: str, currency: str) -> tuple[Column, ...]:
    units = {
        "km": "km",
        "each": text(language, "opportunities.money_unit"),
        "money": text(language, "common.per_year", unit=currency),
        "t": text(language, "common.per_year", unit="t"),
    }
    return tuple(
        Column(field, text(language, f"opportunities.{name}"), units.get(unit, ""), digits)
        for field, name, unit, digits in _FIELDS
    )


def _pathways(shown: pd.DataFrame, knowledge: Knowledge, language: str) -> Sheet:
    used = knowledge.pathways[knowledge.pathways["pathway_id"].isin(shown["pathway_id"])]
    named = used.assign(
        process=used[f"process_{language}"],
        trouble=used[f"trouble_{language}"],
        evidence=used[f"evidence_{language}"],
        source=[source_words(source, language, knowledge) for source in used["source"]],
        maturity=[text(language, f"opportunities.maturity_{stage}") for stage in used["maturity"]],
    )
    columns = (
        Column("process", text(language, "opportunities.column_pathway")),
        Column("yield", text(language, "opportunities.column_yield"), digits=2),
        Column("substitution_ratio", text(language, "opportunities.column_substitution"), digits=2),
        Column("maturity", text(language, "opportunities.column_maturity")),
        Column("trouble", text(language, "opportunities.column_trouble")),
        Column("evidence", text(language, "opportunities.column_evidence")),
        Column("source", text(language, "opportunities.column_source")),
    )
    return Sheet(text(language, "opportunities.sheet_pathways"), named, columns)


def _rules(shown: pd.DataFrame, say: Wording, language: str) -> Sheet:
    used = {
        rule.rule_id: rule
        for row in shown[["legal_rules"]].drop_duplicates().to_dict("records")
        for rule in say.legal_rules(row)
    }
    frame = pd.DataFrame(
        [vars(rule) for _, rule in sorted(used.items())], columns=list(_RULE_HEADERS)
    )
    frame = frame.assign(
        outcome=[text(language, f"common.legal_{state}") for state in frame["outcome"]]
    )
    columns = tuple(
        Column(field, text(language, f"opportunities.{name}"))
        for field, name in _RULE_HEADERS.items()
    )
    return Sheet(text(language, "opportunities.sheet_rules"), frame, columns)
