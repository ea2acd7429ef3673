"""What a file would change: pure comparison of frames."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest

from symbio.errors import InputError
from symbio.zone.changes import Changes, compare, removals, row_keys
from symbio.zone.rows import TABLES, Zone


def firms(*ids: str, **columns: object) -> pd.DataFrame:
    """Firms with an id each and the same values."""
    return pd.DataFrame({"firm_id": list(ids), "name": "Örnek", **columns})


def streams(*pairs: tuple[str, str], **columns: object) -> pd.DataFrame:
    """Streams from (stream_id, firm_id)."""
    ids = pd.DataFrame(list(pairs), columns=["stream_id", "firm_id"])
    return ids.assign(direction="offer", resource="wood_chips", **columns)


def differs(before: pd.DataFrame, after: pd.DataFrame, table: str = "stream") -> Changes:
    """Compare one table only."""
    return compare(Zone.of({table: before}), {table: after})


def test_new_changed_gone_and_same_rows_are_told_apart() -> None:
    before = firms("F1", "F2", "F3", employees="10")
    after = firms("F4", "F3", "F2", employees=["10", "99", "10"])
    part = differs(before, after, "firm").firm
    assert list(part.new["firm_id"]) == ["F4"]
    assert list(part.changed["firm_id"]) == ["F3"]
    assert list(part.changed["employees"]) == ["99"]
    assert list(part.gone["firm_id"]) == ["F1"]
    assert part.same == 1
    assert part.changed_fields.to_dict("records") == [
        {"key": "F3", "field": "employees", "before": "10", "after": "99"}
    ]


def test_counts_name_every_table_in_order() -> None:
    counts = differs(firms("F1"), firms("F1", "F2"), "firm").counts()
    assert list(counts.columns) == ["table", "new", "changed", "gone", "same"]
    assert list(counts["table"]) == list(TABLES)
    assert counts.set_index("table").loc["firm"].to_dict() == {
        "new": 1,
        "changed": 0,
        "gone": 0,
        "same": 1,
    }


def test_the_same_rows_in_another_order_change_nothing() -> None:
    zone = Zone.of({"firm": firms("F1", "F2"), "stream": streams(("S1", "F1"), ("S2", "F2"))})
    again = {name: frame.iloc[::-1] for name, frame in zone.tables().items()}
    changes = compare(zone, again)
    assert changes.empty
    assert changes.counts()["gone"].sum() == 0
    assert changes.counts()["same"].sum() == 4


def test_a_missing_number_equals_a_missing_number_but_not_zero() -> None:
    empty = streams(("S1", "F1"), quantity_per_year=np.nan)
    zero = streams(("S1", "F1"), quantity_per_year=0.0)
    assert differs(empty, empty).empty
    assert differs(empty, zero).stream.changed_fields.to_dict("records") == [
        {"key": "S1", "field": "quantity_per_year", "before": None, "after": 0.0}
    ]


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        (0.3, 0.1 + 0.2, True),
        (1e15, 1e15 + 1, True),
        (1e11, 1e11 + 1, False),
        (1.0, 1.0 + 1e-9, False),
        (0.0, 1e-300, False),
        (-5.0, 5.0, False),
    ],
)
def test_numbers_differ_beyond_twelve_digits(before: float, after: float, same: bool) -> None:
    one = streams(("S1", "F1"), quantity_per_year=before)
    other = streams(("S1", "F1"), quantity_per_year=after)
    assert differs(one, other).empty is same


def test_dates_are_compared_by_day() -> None:
    morning = firms("F1", source_date=pd.Timestamp("2024-03-01 08:00"))
    evening = firms("F1", source_date=pd.Timestamp("2024-03-01 20:00"))
    next_day = firms("F1", source_date=pd.Timestamp("2024-03-02"))
    assert differs(morning, evening, "firm").empty
    [line] = differs(morning, next_day, "firm").firm.changed_fields.to_dict("records")
    assert line["before"] == datetime.date(2024, 3, 1)
    assert line["after"] == datetime.date(2024, 3, 2)


def test_empty_text_is_missing_text() -> None:
    part = differs(firms("F1", region=""), firms("F1", region=None), "firm")
    assert part.empty
    assert differs(firms(), firms("F1", region=""), "firm").firm.new["region"].isna().all()


def test_booleans_and_integers_may_be_missing() -> None:
    before = pd.DataFrame({"event_id": ["E1"], "firm_id": ["F1"], "invited": [None], "people": [3]})
    after = before.assign(invited=False, people=None)
    lines = differs(before, after, "attendance").attendance.changed_fields
    assert lines.to_numpy().tolist() == [
        ["E1 / F1", "invited", None, False],
        ["E1 / F1", "people", 3, None],
    ]


def test_changed_fields_come_by_row_then_in_the_order_of_the_dictionary() -> None:
    before = firms("F1", "F2", region="A", nace="10")
    lines = differs(before, firms("F2", "F1", region="B", nace="20"), "firm").firm.changed_fields
    assert list(zip(lines["key"], lines["field"], strict=True)) == [
        ("F1", "nace"),
        ("F1", "region"),
        ("F2", "nace"),
        ("F2", "region"),
    ]


def test_a_table_that_is_not_in_the_file_is_untouched() -> None:
    zone = Zone.of({"firm": firms("F1"), "stream": streams(("S1", "F1"))})
    part = compare(zone, {"firm": firms("F1")}).stream
    assert part.gone.empty
    assert part.same == 1


def test_streams_and_attendance_of_a_gone_firm_are_gone_with_it() -> None:
    attendance = pd.DataFrame({"event_id": ["E1", "E1"], "firm_id": ["F1", "F2"]})
    zone = Zone.of(
        {
            "firm": firms("F1", "F2"),
            "stream": streams(("S1", "F1"), ("S2", "F2"), ("S3", "F2")),
            "event": pd.DataFrame(
                {"event_id": ["E1"], "name": ["Çalıştay"], "kind": "visit", "date": "2024-01-05"}
            ),
            "attendance": attendance,
        }
    )
    changes = compare(zone, {"firm": firms("F1")})
    assert list(changes.firm.gone["firm_id"]) == ["F2"]
    assert list(changes.stream.gone["stream_id"]) == ["S2", "S3"]
    assert changes.stream.same == 1
    assert list(row_keys("attendance", changes.attendance.gone)) == ["E1 / F2"]
    assert changes.empty


def test_only_what_is_asked_for_is_removed_and_what_belongs_to_it() -> None:
    zone = Zone.of(
        {"firm": firms("F1", "F2"), "stream": streams(("S1", "F1"), ("S2", "F1"), ("S3", "F2"))}
    )
    changes = compare(zone, {"firm": firms("F1"), "stream": streams(("S1", "F1"))})
    assert list(changes.stream.gone["stream_id"]) == ["S2", "S3"]
    assert all(frame.empty for frame in removals(changes, ()).values())
    picked = removals(changes, {"firm"})
    assert list(picked["firm"]["firm_id"]) == ["F2"]
    assert list(picked["stream"]["stream_id"]) == ["S3"]


def test_another_zone_takes_the_old_ones_place() -> None:
    old = pd.DataFrame({"name": ["Eski"], "country": "TR", "currency": "TRY"})
    changes = differs(old, old.assign(name="Yeni"), "zone")
    assert list(removals(changes, ())["zone"]["name"]) == ["Eski"]


def test_rows_without_a_key_and_keys_on_two_rows_are_named_at_once() -> None:
    with pytest.raises(InputError) as caught:
        differs(firms(), firms("F1", "F1", "F1", "", "F2"), "firm")
    assert [(problem.rule, problem.value) for problem in caught.value.problems] == [
        ("store_key_missing", ""),
        ("store_key_twice", "F1"),
    ]


def test_nothing_given_is_changed_in_place() -> None:
    after = firms("F2", "F1", region=["", "B"])
    copy = after.copy(deep=True)
    differs(firms("F1"), after, "firm")
    pd.testing.assert_frame_equal(after, copy)
