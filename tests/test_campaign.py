"""A campaign small enough to check in the head: four firms, three events."""

import math
from functools import partial

import pandas as pd
import pytest

from symbio import campaign
from symbio.zone.rows import Zone


@pytest.fixture
def zone():
    firm = pd.DataFrame(
        [
            ("A", "Süt", "1051", "5"),
            ("B", "Peynir", "1051", "60"),
            ("C", "Film", "2221", "250+"),
            ("D", "Yeni", None, None),
        ],
        columns=["firm_id", "name", "nace", "employees"],
    )
    event = pd.DataFrame(
        [
            ("E1", "Açılış", "workshop", "2025-01-10", 1000.0, "TRY"),
            ("E2", "Eğitim", "training", "2025-03-05", 500.0, "TRY"),
            ("E3", "Haber", "media", "2025-03-20", None, None),
        ],
        columns=["event_id", "name", "kind", "date", "cost", "cost_currency"],
    )
    attendance = pd.DataFrame(
        [
            ("E1", "A", True, True, 2, 1, 1),
            ("E1", "B", True, False, None, None, None),
            ("E1", "X", True, True, 5, 5, 0),  # no firm of the zone
            ("E2", "A", True, True, 1, None, None),
            ("E2", "C", False, True, 3, 1, None),  # came without an invitation
            ("E3", "D", True, False, None, None, None),
        ],
        columns=["event_id", "firm_id", "invited", "attended", "people", "women", "men"],
    )
    stream = pd.DataFrame(
        [
            ("S1", "A", "offer", "whey", "declared"),
            ("S2", "B", "offer", "whey", "declared"),
            ("S3", "C", "offer", "pe_film", "estimated"),
        ],
        columns=["stream_id", "firm_id", "direction", "resource", "grade"],
    )
    quiz = pd.DataFrame(
        [("E1", "P1", 1, 2, 5), ("E1", "P2", 2, 4, 5), ("E1", "P3", 3, 3, 5)],
        columns=["event_id", "person_code", "score_before", "score_after", "score_max"],
    )
    return Zone.of(
        {"firm": firm, "event": event, "attendance": attendance, "stream": stream, "quiz": quiz}
    )


def values(frame):
    return frame.to_numpy().tolist()


def test_a_firm_is_reached_when_it_attended_and_only_firms_of_the_zone_count(zone):
    assert campaign.reached_firms(zone) == {"A", "C"}
    assert values(campaign.reach(zone)) == [["all", 4, 2, 0.5]]


def test_reach_by_sector_names_the_denominator_and_the_largest_comes_first(zone):
    assert values(campaign.reach(zone, by="sector")) == [
        ["food", 2, 1, 0.5],
        ["other", 1, 0, 0.0],
        ["plastics", 1, 1, 1.0],
    ]


def test_reach_by_size_goes_from_micro_to_unknown(zone):
    assert values(campaign.reach(zone, by="size")) == [
        ["micro", 1, 1, 1.0],
        ["medium", 1, 0, 0.0],
        ["large", 1, 1, 1.0],
        ["unknown", 1, 0, 0.0],
    ]


def test_an_unknown_grouping_is_refused(zone):
    with pytest.raises(ValueError, match="by must be"):
        campaign.reach(zone, by="region")


def test_never_reached_counts_the_invitations_in_vain(zone):
    missed = campaign.never_reached(zone)

    assert values(missed[["firm_id", "sector", "size", "invitations"]]) == [
        ["B", "food", "medium", 1],
        ["D", "other", "unknown", 1],
    ]


def test_a_firm_is_new_in_its_first_month_and_returning_after(zone):
    months = campaign.new_and_returning(zone)

    assert months["month"].dt.strftime("%Y-%m").tolist() == ["2025-01", "2025-02", "2025-03"]
    assert values(months.drop(columns="month")) == [
        [1, 1, 0, 1, 2],
        [0, 0, 0, 1, 0],
        [2, 1, 1, 2, 4],
    ]


def test_the_quiz_change_has_a_student_interval(zone):
    change = campaign.quiz_change(zone.quiz)

    # Changes 1, 2, 0: mean 1, standard deviation 1; t(0.975, 2) = 4.3027; 4.3027 / √3 = 2.4841
    assert (change.n, change.score_max, change.mean_change) == (3, 5.0, 1.0)
    assert (change.mean_before, change.mean_after) == (2.0, 3.0)
    assert (change.low, change.high) == pytest.approx((-1.4841, 3.4841), abs=1e-4)


def test_one_pair_gives_a_mean_and_no_interval(zone):
    change = campaign.quiz_change(zone.quiz.head(1))

    assert (change.n, change.mean_change) == (1, 1.0)
    assert math.isnan(change.low)
    assert math.isnan(change.high)


def test_a_missing_score_leaves_the_pair_out(zone):
    half = zone.quiz.assign(score_after=[2.0, None, None])

    assert campaign.quiz_change(half).n == 1


def test_quizzes_with_different_maxima_are_put_on_a_scale_of_100(zone):
    mixed = zone.quiz.assign(score_max=[5.0, 10.0, 5.0])

    change = campaign.quiz_change(mixed)

    # 20 → 40, 20 → 40, 60 → 60
    assert (change.score_max, change.mean_before, change.mean_change) == pytest.approx(
        (100.0, 100 / 3, 40 / 3)
    )


def test_cost_per_firm_reached_names_the_currency_and_the_events_without_a_cost(zone):
    [row] = campaign.cost_per_firm_reached(zone).to_dict("records")

    assert (row["currency"], row["cost"], row["firms_reached"]) == ("TRY", 1500.0, 2)
    assert (row["events"], row["without_cost"], row["cost_per_firm"]) == (2, 1, 750.0)


def test_currencies_are_not_added_up(zone):
    event = zone.event.assign(cost=[1000.0, 50.0, None], cost_currency=["TRY", "EUR", None])

    costs = campaign.cost_per_firm_reached(zone.with_table("event", event))

    assert values(costs[["currency", "cost", "cost_per_firm"]]) == [
        ["TRY", 1000.0, 500.0],
        ["EUR", 50.0, 25.0],
    ]


def test_a_firm_reached_has_given_half_an_offer_for_estimates_do_not_count(zone):
    # A and C were reached: A gave one offer, C's is an estimate, B came to nothing.
    assert campaign.streams_per_firm_reached(zone) == {"offer": 0.5, "need": 0.0}
    assert math.isnan(
        campaign.streams_per_firm_reached(zone.with_table("attendance", zone.attendance.head(0)))[
            "need"
        ]
    )


def test_nobody_reached_leaves_the_cost_per_firm_unknown(zone):
    nobody = zone.with_table("attendance", zone.attendance.head(0))

    assert math.isnan(campaign.cost_per_firm_reached(nobody)["cost_per_firm"].item())


def test_each_step_of_the_funnel_counts_firms_of_the_step_before(zone):
    # C gave only an estimate; B has a candidate but never came.
    steps = campaign.funnel(zone, {"A", "B", "C"})

    counted = steps[["step", "firms", "share_of_zone", "share_of_previous"]].head(4)
    assert values(counted) == [
        ["invited", 4, 1.0, 1.0],
        ["attended", 2, 0.5, 0.5],
        ["gave_stream", 1, 0.25, 0.5],
        ["has_candidate", 1, 0.25, 1.0],
    ]


def test_women_are_counted_where_the_split_is_known(zone):
    # A 1 of 2, C 1 of 3 (men follow from people), A's second visit has no split.
    assert campaign.women_share(zone) == campaign.WomenShare(2, 5, 6, 0.4)


def test_events_come_by_date_with_who_came_and_what_was_learned(zone):
    events = campaign.by_event(zone)

    columns = ["event_id", "invited", "attended", "first_time", "people", "women", "quiz_n"]
    assert values(events[columns]) == [
        ["E1", 2, 1, 1, 2, 1, 3],
        ["E2", 2, 2, 1, 4, 1, 0],
        ["E3", 1, 0, 0, 0, 0, 0],
    ]
    assert events["attendance_share"].tolist() == [0.5, 1.0, 0.0]
    assert events["women_share"].tolist()[:2] == [0.5, 1 / 3]
    assert math.isnan(events["women_share"].tolist()[2])
    assert events["quiz_change"].tolist()[0] == 1.0


def test_an_empty_zone_gives_empty_frames_with_the_usual_columns(zone):
    empty = Zone.of({})

    for make in (
        partial(campaign.reach, by="sector"),
        campaign.never_reached,
        campaign.new_and_returning,
        campaign.cost_per_firm_reached,
        campaign.by_event,
        campaign.attendance,
    ):
        assert make(empty).empty
        assert list(make(empty).columns) == list(make(zone).columns)
    assert values(campaign.reach(empty))[0][:3] == ["all", 0, 0]
    assert campaign.quiz_change(empty.quiz).n == 0
    assert campaign.funnel(empty, set())["firms"].tolist() == [0] * 12
    assert math.isnan(campaign.women_share(empty).share)


def test_nothing_is_changed_in_place(zone):
    before = zone.attendance.copy()

    campaign.by_event(zone)
    campaign.funnel(zone, {"A"})

    pd.testing.assert_frame_equal(zone.attendance, before)


def test_small_steps_and_events_say_nothing_where_five_firms_must_share(zone):
    steps = campaign.large_steps(campaign.funnel(zone, {"A"}), 3).set_index("step")
    # Four are invited, A and C came, A gave a stream.
    assert steps.loc["invited", "firms"] == 4
    assert steps.loc[["attended", "gave_stream"], "firms"].isna().all()
    assert math.isnan(steps.loc["gave_stream", "share_of_previous"])
    events = campaign.large_events(campaign.by_event(zone), 3)
    # A came to E1, A and C to E2, nobody to E3.
    assert events["attended"].fillna(-1).tolist() == [-1, -1, 0]
    assert events["people"].fillna(-1).tolist() == [-1, -1, 0]

    whole = campaign.funnel(zone, {"A"})
    pd.testing.assert_frame_equal(campaign.large_steps(whole, 0), whole, check_dtype=False)
