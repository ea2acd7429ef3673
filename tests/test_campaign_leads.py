"""What the campaign led to: three events, three synergies, four firms, counted by hand."""

import math
from datetime import date

import pandas as pd
import pytest

from symbio import campaign
from symbio.zone.rows import Zone

TODAY = date(2025, 9, 1)


@pytest.fixture
def zone():
    firm = pd.DataFrame({"firm_id": ["A", "B", "C", "D"], "name": ["A", "B", "C", "D"]})
    event = pd.DataFrame(
        [
            ("E1", "Açılış", "workshop", "2025-01-10", "e-posta", 1000.0, "TRY"),
            ("E2", "Atölye", "workshop", "2025-03-05", "telefon", 500.0, "TRY"),
            ("E3", "Bülten", "newsletter", "2025-03-20", None, None, None),
        ],
        columns=["event_id", "name", "kind", "date", "channel", "cost", "cost_currency"],
    )
    attendance = pd.DataFrame(
        [
            ("E1", "A", True, True, 2, 1),
            ("E1", "B", True, True, 3, 0),
            ("E2", "A", True, True, 1, 1),
            ("E2", "C", True, False, None, None),
        ],
        columns=["event_id", "firm_id", "invited", "attended", "people", "women"],
    )
    stream = pd.DataFrame(
        [
            ("S1", "A", "offer", "whey"),
            ("S2", "A", "need", "animal_feed"),
            ("S3", "B", "need", "whey"),
        ],
        columns=["stream_id", "firm_id", "direction", "resource"],
    ).assign(grade="declared")
    synergy = pd.DataFrame(
        [
            ("Y1", "A", "B", "operating", "2025-06-10", "E1", None),
            ("Y2", "A", "C", "idea", "2025-03-05", "E2", "2025-08-01"),
            ("Y3", "D", "C", "idea", "2025-05-01", None, "2025-12-01"),
        ],
        columns=[
            "synergy_id",
            "giver_firm_id",
            "receiver_firm_id",
            "stage",
            "stage_date",
            "event_id",
            "next_step_date",
        ],
    ).assign(resource="whey")
    step = pd.DataFrame(
        [("Y1", "2025-01-20", "idea"), ("Y1", "2025-02-09", "sample")],
        columns=["synergy_id", "date", "stage"],
    )
    return Zone.of(
        {
            "firm": firm,
            "event": event.assign(date=pd.to_datetime(event["date"])),
            "attendance": attendance,
            "stream": stream,
            "synergy": synergy.assign(
                stage_date=pd.to_datetime(synergy["stage_date"]),
                next_step_date=pd.to_datetime(synergy["next_step_date"]),
            ),
            "synergy_step": step.assign(date=pd.to_datetime(step["date"])),
        }
    )


def test_the_funnel_goes_on_from_the_candidate_to_what_runs(zone):
    rows = campaign.funnel(zone, {"A", "B", "C"}).set_index("step")

    # Invited A, B, C; came A, B; both gave streams, have candidates, and share Y1 which runs.
    assert rows.loc[["invited", "attended", "gave_stream", "has_candidate"], "firms"].tolist() == [
        3, 2, 2, 2,
    ]  # fmt: skip
    assert rows.loc[["idea", "sample", "operating", "verified"], "firms"].tolist() == [2, 2, 2, 0]
    assert rows.loc[["idea", "sample", "operating", "verified"], "synergies"].tolist() == [
        3, 1, 1, 0,
    ]  # fmt: skip
    # From the first visit on 10 January to the idea on the 20th, for both firms.
    assert rows.loc["idea", ["median_days", "timed"]].tolist() == [10, 2]
    # From the sample on 9 February to running on 10 June.
    assert rows.loc["operating", "median_days"] == 121
    assert math.isnan(rows.loc["invited", "synergies"])


def test_each_kind_and_channel_has_the_ideas_that_came_of_it(zone):
    kinds = campaign.by_group(zone, by="kind").set_index("group")
    assert kinds.loc["workshop", ["events", "attended", "first_time", "people"]].tolist() == [
        2, 3, 2, 6,
    ]  # fmt: skip
    assert kinds.loc["workshop", ["ideas", "running"]].tolist() == [2, 1]
    assert kinds.loc["newsletter", "ideas"] == 0

    channels = campaign.by_group(zone, by="channel")
    assert set(channels["group"]) == {"e-posta", "telefon", ""}
    assert campaign.by_group(zone, by="month")["events"].tolist() == [1, 2]


def test_what_a_running_synergy_cost(zone):
    row = campaign.cost_per_running(zone).iloc[0]

    assert (row["currency"], row["cost"], row["running"], row["cost_per_running"]) == (
        "TRY", 1500, 1, 1500,
    )  # fmt: skip


def test_our_own_measures_stand_beside_the_published_ones(zone):
    ours = campaign.measures(zone)

    assert ours["resources_per_organisation"] == 3 / 2
    assert ours["ideas_per_organisation"] == 3 / 2
    assert ours["ideas_to_sample"] == pytest.approx(1 / 3)
    assert ours["people_per_event"] == 3  # 5 and 1 people
    assert math.isnan(ours["cost_per_firm_reached_usd"])
    assert set(campaign.programmes()["measure"]) == set(ours)
    assert campaign.programmes()["source"].str.len().min() > 5


def test_whom_to_visit_next_is_ranked_by_what_waits_there(zone):
    ranked = pd.DataFrame(
        [
            ("A", "B", "whey", "planned", 900.0, "allowed"),
            ("C", "B", "film", "planned", 400.0, "allowed"),
            ("B", "D", "heat", "possible", None, "allowed"),
            ("C", "D", "acid", "planned", 9999.0, "blocked"),
        ],
        columns=[
            "giver_firm_id",
            "receiver_firm_id",
            "from_resource",
            "standing",
            "value_per_year",
            "legal_state",
        ],
    )
    gaps = pd.DataFrame({"gap": ["no_quantity"], "firm_id": ["D"], "value_high_per_year": [700.0]})

    rows = campaign.next_activities(zone, ranked, gaps, today=TODAY)

    # A and B work on their whey already; what waits is C's film, and what D might have.
    assert rows["firm_id"].tolist() == ["D", "B", "C", "A"]
    assert rows.set_index("firm_id")["reason"].to_dict() == {
        "D": "quantity",
        "B": "follow_up",
        "C": "overdue",
        "A": "overdue",
    }
    assert rows.set_index("firm_id")["planned_value_per_year"].to_dict() == {
        "D": 0.0,
        "B": 400.0,
        "C": 400.0,
        "A": 0.0,
    }


def test_an_empty_zone_leads_nowhere_without_a_fault():
    empty = Zone.of({})

    assert campaign.by_group(empty, by="kind").empty
    assert campaign.cost_per_running(empty).empty
    assert math.isnan(campaign.measures(empty)["ideas_to_sample"])
