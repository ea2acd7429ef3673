"""Synergies come in from a workbook: parties, stage, amounts, and what a stage demands."""

import datetime as dt

import pytest
from workbook_files import ANTALYA, FIRM, ZONE, read_in, rules, workbook

SYNERGY = ["synergy_id", "giver_firm_id", "receiver_firm_id", "resource", "stage"]
FIRMS = [FIRM, ["F1", "Bir", 37.0, 30.6], ["F2", "İki", 37.01, 30.6]]


def read_synergy(cells, steps=None):
    """A zone of two firms with one synergy, whose cells are `cells` over a plain one."""
    row = {
        "synergy_id": "S1",
        "giver_firm_id": "F1",
        "receiver_firm_id": "F2",
        "resource": "sawdust",
        "stage": "sample",
        **cells,
    }
    sheets = {
        "zone": [ZONE, ANTALYA],
        "firm": FIRMS,
        "synergy": [list(row), list(row.values())],
    }
    if steps is not None:
        sheets["synergy_step"] = [["synergy_id", "date", "stage", "reason"], *steps]
    return read_in(workbook(sheets))


def test_quantities_come_in_the_resources_own_unit_and_money_in_the_zones_currency():
    reading = read_synergy(
        {"quantity_planned_per_year": "12 500 kg", "unit": "", "investment": "25.000,50 €"}
    )

    (row,) = reading.tables["synergy"].to_dict("records")
    assert (row["quantity_planned_per_year"], row["unit"]) == (12.5, "t")
    assert (row["investment"], row["money_currency"]) == (25000.5, "EUR")
    assert not reading.problems


@pytest.mark.parametrize(
    ("word", "stage"),
    [("numune", "sample"), ("devam ediyor", "operating"), ("Doğrulandı", "verified")],
)
def test_a_stage_is_known_by_the_words_that_people_use(word, stage):
    reading = read_synergy(
        {"stage": word, "quantity_verified_per_year": 3, "evidence": "kantar fişleri"}
    )

    assert reading.tables["synergy"]["stage"].tolist() == [stage]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"stage": "rejected"}, "reason_missing"),
        ({"stage": "parked", "reason": "bilmem"}, "choice_unknown"),
        ({"quantity_verified_per_year": 3}, "evidence_missing"),
        ({"co2e_verified_t_per_year": 3}, "evidence_missing"),
        ({"gain_verified_per_year": 3}, "evidence_missing"),
        ({"stage": "verified", "evidence": "fiş"}, "verified_without_quantity"),
        ({"receiver_firm_id": "F1"}, "synergy_one_firm"),
        ({"receiver_firm_id": "F9"}, "firm_unknown"),
        ({"offer_stream_id": "yok"}, "stream_unknown"),
        ({"quantity_planned_per_year": "5 kişi·gün"}, "unit_not_convertible"),
    ],
)
def test_what_does_not_belong_together_is_said_with_its_cell(cells, rule):
    reading = read_synergy(cells)

    (problem,) = [problem for problem in reading.problems if problem.rule == rule]
    assert problem.row == 2
    assert problem.column


def test_a_step_of_an_unknown_synergy_is_refused():
    reading = read_synergy({}, steps=[["S1", dt.date(2026, 1, 5), "idea", ""]])
    assert not reading.problems

    reading = read_synergy({}, steps=[["S9", dt.date(2026, 1, 5), "idea", ""]])
    assert {"synergy_unknown", "synergy_alike"} & set(rules(reading.problems))


def test_a_rejection_in_the_history_needs_its_reason_too():
    reading = read_synergy({}, steps=[["S1", dt.date(2026, 1, 5), "rejected", ""]])

    assert "reason_missing" in rules(reading.problems)
