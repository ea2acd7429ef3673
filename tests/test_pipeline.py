"""Synergies move from idea to verified tonne; what fails is counted with its reason."""

from datetime import date

import pandas as pd
import pytest

from symbio import pipeline
from symbio.errors import InputError
from symbio.knowledge import load
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import open_store

KNOWLEDGE = load()
TODAY = date(2026, 6, 1)
PARTIES = {"giver_firm_id": "A", "receiver_firm_id": "B", "resource": "sawdust"}


def zone_of(*synergies, steps=()):
    firms = [
        {"firm_id": "A", "name": "Ahşap A", "nace": "16.21"},
        {"firm_id": "B", "name": "Besin B", "nace": "10.51"},
        {"firm_id": "C", "name": "Çimento C", "nace": "23.51"},
    ]
    rows = [{"synergy_id": f"S{n}", **PARTIES, **row} for n, row in enumerate(synergies, start=1)]
    tables = {
        "firm": pd.DataFrame(firms),
        "synergy": pd.DataFrame(rows),
        "synergy_step": pd.DataFrame(list(steps), columns=["synergy_id", "date", "stage"]),
    }
    return Zone.of(tables)


def with_tables(zone, tables):
    for name, frame in tables.items():
        zone = zone.with_table(name, frame)
    return zone


def rules(caught):
    return [problem.rule for problem in caught.value.problems]


def test_a_new_synergy_gets_the_next_number_and_its_first_step():
    zone = zone_of({"synergy_id": "S0007", "stage": "idea"})

    zone = with_tables(zone, pipeline.start(zone, PARTIES, on=date(2026, 5, 4)))

    new = zone.synergy.set_index("synergy_id").loc["S0008"]
    assert (new["stage"], new["stage_date"]) == ("idea", pd.Timestamp("2026-05-04"))
    assert zone.synergy_step.to_dict("records")[0]["synergy_id"] == "S0008"


def test_each_move_is_kept_with_its_day():
    zone = zone_of()
    zone = with_tables(zone, pipeline.start(zone, PARTIES, on=date(2026, 1, 1)))
    zone = with_tables(zone, pipeline.move(zone, "S0001", "screened", on=date(2026, 1, 11)))
    zone = with_tables(
        zone,
        pipeline.move(
            zone, "S0001", "rejected", on=date(2026, 2, 1), reason="price", reason_note="kurutma"
        ),
    )
    zone = with_tables(zone, pipeline.move(zone, "S0001", "sample", on=date(2026, 3, 1)))

    assert zone.synergy_step["stage"].tolist() == ["idea", "screened", "rejected", "sample"]
    assert zone.synergy_step["note"].tolist()[2] == "kurutma"
    # Taken up again, it has no reason to be set aside any more.
    assert zone.synergy["reason"].isna().all()


@pytest.mark.parametrize(
    ("stage", "more", "rule"),
    [
        ("rejected", {}, "reason_missing"),
        ("parked", {"reason": ""}, "reason_missing"),
        ("verified", {}, "verified_without_quantity"),
    ],
)
def test_a_stage_asks_for_what_belongs_to_it(stage, more, rule):
    zone = zone_of({"stage": "operating"})

    with pytest.raises(InputError) as caught:
        pipeline.move(zone, "S1", stage, on=TODAY, **more)

    assert rules(caught) == [rule]


def test_a_verified_quantity_needs_its_evidence():
    zone = zone_of({"stage": "operating"})

    with pytest.raises(InputError) as caught:
        pipeline.edit(zone, "S1", {"quantity_verified_per_year": 40.0, "unit": "t"})
    assert rules(caught) == ["evidence_missing"]

    edited = with_tables(
        zone,
        pipeline.edit(
            zone, "S1", {"quantity_verified_per_year": 40.0, "unit": "t", "evidence": "kantar"}
        ),
    )
    moved = pipeline.move(edited, "S1", "verified", on=TODAY)
    assert moved["synergy"]["stage"].tolist() == ["verified"]


def test_a_firm_is_no_partner_of_itself():
    with pytest.raises(InputError) as caught:
        pipeline.start(zone_of(), PARTIES | {"receiver_firm_id": "A"}, on=TODAY)

    assert rules(caught) == ["synergy_one_firm"]


def test_a_synergy_that_someone_deleted_is_said():
    with pytest.raises(InputError) as caught:
        pipeline.move(zone_of(), "S1", "sample", on=TODAY)

    assert rules(caught) == ["synergy_gone"]


def test_overdue_steps_come_first_the_longest_overdue_before_the_others():
    zone = zone_of(
        {"stage": "idea"},
        {"stage": "sample", "next_step_date": pd.Timestamp("2026-05-30")},
        {"stage": "idea", "next_step_date": pd.Timestamp("2026-06-01")},
        {"stage": "first_talk", "next_step_date": pd.Timestamp("2026-03-01")},
        {"stage": "rejected", "reason": "law", "next_step_date": pd.Timestamp("2026-01-01")},
    )

    rows = pipeline.board(zone, KNOWLEDGE, today=TODAY)

    assert rows["synergy_id"].tolist() == ["S4", "S2", "S3", "S1", "S5"]
    assert rows["overdue"].tolist() == [True, True, False, False, False]
    assert rows["days_late"].tolist()[:2] == [92, 2]
    assert rows["giver_name"].tolist()[0] == "Ahşap A"


def test_the_sums_keep_units_currencies_and_plans_apart():
    zone = zone_of(
        {"stage": "operating", "co2e_planned_t_per_year": 10.0},
        {
            "stage": "verified",
            "quantity_verified_per_year": 40.0,
            "unit": "t",
            "co2e_planned_t_per_year": 5.0,
            "co2e_verified_t_per_year": 4.0,
            "gain_verified_per_year": 900.0,
            "money_currency": "TRY",
            "evidence": "kantar",
        },
        {"stage": "rejected", "reason": "law", "co2e_planned_t_per_year": 99.0},
    )

    said = pipeline.standing(pipeline.board(zone, KNOWLEDGE, today=TODAY))

    assert (said.all, said.open, said.running, said.verified, said.set_aside) == (3, 1, 2, 1, 1)
    assert said.quantity_verified == (("t", 40.0),)
    assert (said.co2e_planned_t_per_year, said.co2e_verified_t_per_year) == (15.0, 4.0)
    assert said.gain_verified == (("TRY", 900.0),)


def test_the_funnel_counts_every_stage_passed_and_times_the_dated_ones():
    zone = zone_of(
        {"stage": "sample", "stage_date": pd.Timestamp("2026-03-01")},
        {"stage": "screened", "stage_date": pd.Timestamp("2026-01-21")},
        {"stage": "rejected", "reason": "law", "stage_date": pd.Timestamp("2026-02-02")},
        steps=[
            ("S1", pd.Timestamp("2026-01-01"), "idea"),
            ("S1", pd.Timestamp("2026-01-11"), "screened"),
            ("S2", pd.Timestamp("2026-01-01"), "idea"),
            ("S3", pd.Timestamp("2026-01-01"), "idea"),
        ],
    )

    rows = pipeline.funnel(zone).set_index("stage")

    assert rows["synergies"].tolist() == [3, 2, 1, 1, 0, 0, 0, 0]
    assert rows.loc["screened", "share_of_previous"] == pytest.approx(2 / 3)
    # 10 and 20 days from idea to screened; 49 from screened to the sample, the talk has no day.
    assert rows.loc["screened", ["median_days", "timed"]].tolist() == [15, 2]
    assert rows.loc["sample", ["median_days", "timed"]].tolist() == [49, 1]
    assert rows.loc["operating", "share_of_previous"] != rows.loc["operating", "share_of_previous"]


def test_what_failed_for_one_reason_says_what_it_shares():
    dry = {"stage": "rejected", "reason": "price", "pathway_id": "marble_slurry_to_filler"}
    zone = zone_of(
        {**dry, "reason_note": "kurutma pahalı"},
        {**dry, "reason_note": "kurutma pahalı", "giver_firm_id": "C"},
        {"stage": "parked", "reason": "price", "resource": "whey"},
        {"stage": "rejected", "reason": "law"},
        {"stage": "operating"},
    )

    rows = pipeline.in_common(zone, KNOWLEDGE)

    assert rows["reason"].tolist() == ["price", "law"]
    price, law = rows.to_dict("records")
    # All three go to a dairy, but what two of three share more closely says more.
    assert (price["synergies"], price["alike"]) == (3, 2)
    assert (price["shared"], price["value"]) == ("pathway_id", "marble_slurry_to_filler")
    assert price["notes"] == "kurutma pahalı"
    assert (law["shared"], law["alike"]) == ("", 0)


def test_an_empty_zone_has_an_empty_pipeline():
    zone = Zone.of({})

    assert pipeline.board(zone, KNOWLEDGE, today=TODAY).empty
    assert pipeline.funnel(zone)["synergies"].sum() == 0
    assert pipeline.in_common(zone, KNOWLEDGE).empty


def test_a_move_is_stored_and_can_be_taken_back(tmp_path):
    store = open_store(tmp_path / "zone.duckdb")
    try:
        store.apply(
            compare(store.read(), zone_of({"stage": "idea"}).tables() | {"zone": Zone.of({}).zone}),
            who="test",
        )
        tables = pipeline.move(store.read(), "S1", "screened", on=TODAY)
        store.apply(compare(store.read(), tables), who="facilitator")
        assert store.read().synergy["stage"].tolist() == ["screened"]

        store.undo("facilitator", store.to_undo())
        assert store.read().synergy["stage"].tolist() == ["idea"]
        assert store.read().synergy_step.empty
    finally:
        store.close()
