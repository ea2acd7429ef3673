"""A campaign in a workbook: events, attendance and quiz."""

from __future__ import annotations

import pandas as pd
import pytest
from workbook_files import ANTALYA, FIRM, ZONE, only, read_in, rules, workbook

EVENTS = ["event_id", "name", "kind", "date", "hours", "cost"]


def campaign(events=(), attendance=(), quiz=()):
    return workbook(
        {
            "Zone": [ZONE, ANTALYA],
            "Firmalar": [FIRM, ["F1", "Bir A.Ş."]],
            "Etkinlikler": [
                EVENTS,
                ["E1", "Açılış", "çalıştay", "14.03.2026", "2:30", "45.000,00 TL"],
                *events,
            ],
            "Katılım": [["event_id", "firm_id", "invited", "attended", "people"], *attendance],
            "Testler": [
                ["event_id", "person_code", "score_before", "score_after", "score_max"],
                *quiz,
            ],
        }
    )


def test_a_campaign_comes_in_with_its_events_attendance_and_quiz():
    reading = read_in(
        campaign(attendance=[["E1", "F1", "evet", "x", 3]], quiz=[["E1", "K1", 4, 8, 10]])
    )

    event = only(reading, "event")
    assert event[["kind", "hours", "cost", "cost_currency"]].tolist() == [
        "workshop",
        2.5,
        45000,
        "TRY",
    ]
    assert event["date"] == pd.Timestamp(2026, 3, 14)
    assert only(reading, "attendance")[["invited", "attended", "people"]].tolist() == [
        True,
        True,
        3,
    ]
    assert only(reading, "quiz")[["score_before", "score_after"]].tolist() == [4, 8]


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ({"events": [["E2", "İki", "şenlik", "1.1.2026"]]}, "choice_unknown"),
        ({"events": [["E2", "İki", "ziyaret", ""]]}, "required_missing"),
        ({"attendance": [["E9", "F1", "evet", "evet", 1]]}, "event_unknown"),
        ({"attendance": [["E1", "F9", "evet", "evet", 1]]}, "firm_unknown"),
        ({"attendance": [["E1", "F1", "evet", "evet", 1.5]]}, "number_not_whole"),
        ({"attendance": [["E1", "F1"], ["E1", "F1"]]}, "duplicate_id"),
        ({"quiz": [["E1", "K1", 4, 12, 10]]}, "score_above_most"),
        ({"quiz": [["E1", "", 4, 8, 10]]}, "required_missing"),
    ],
)
def test_a_mistake_in_the_campaign_is_named(rows, rule):
    assert rule in rules(read_in(campaign(**rows)).problems)
