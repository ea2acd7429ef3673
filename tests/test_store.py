"""The store on real files: rows in, rows out, and what is refused."""

from __future__ import annotations

import time
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from empty_store import empty_store, reopened
from sample_zone import assert_same, bring, incoming, rules

from symbio.errors import InputError
from symbio.zone.changes import compare
from symbio.zone.rows import KEYS, TABLES, Zone, dictionary
from symbio.zone.store import Store, open_store

store = pytest.fixture(empty_store)

_SQL_TYPES = {"float64": "DOUBLE", "Int64": "BIGINT", "boolean": "BOOLEAN", "str": "VARCHAR"}


def test_what_is_written_is_read_back_exactly(store: Store) -> None:
    tables = incoming()
    assert bring(store, tables) == 1 + 3 + 10 + 1 + 2 + 2
    assert_same(store.read(), Zone.of(tables))


def test_an_empty_store_reads_as_an_empty_zone(store: Store) -> None:
    assert_same(store.read(), Zone.of({}))
    assert store.revision() == 0


def test_importing_the_same_file_twice_changes_nothing(store: Store) -> None:
    bring(store, incoming())
    before, revision = store.read(), store.revision()
    assert compare(before, incoming()).empty
    assert bring(store, incoming()) == 0
    assert store.revision() == revision
    assert len(store.batches()) == 1
    assert_same(store.read(), before)


def test_writing_the_same_changes_twice_writes_once(store: Store) -> None:
    changes = compare(store.read(), incoming())
    assert store.apply(changes, who="Ayşe").rows == 19
    assert store.apply(changes, who="Ayşe").rows == 0


def test_rows_survive_closing_and_opening(tmp_path: Path, store: Store) -> None:
    bring(store, incoming())
    before, revision = store.read(), store.revision()
    store.close()
    again = open_store(tmp_path / "zone.duckdb")
    assert again is not store
    assert again.revision() == revision
    assert_same(again.read(), before)
    again.close()


def test_one_file_is_opened_once_however_it_is_named(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link.duckdb").symlink_to(store.path)
    monkeypatch.chdir(tmp_path)
    assert open_store(Path("zone.duckdb")) is store
    assert open_store(tmp_path / "link.duckdb") is store
    assert store.path == (tmp_path / "zone.duckdb").resolve()


def test_what_a_caller_does_to_its_frames_stays_with_the_caller(store: Store) -> None:
    bring(store, incoming())
    seen = store.read()
    seen.firm.loc[0, "name"] = "karalama"
    seen.stream["resource"] = "karalama"
    assert_same(store.read(), Zone.of(incoming()))


def test_gone_rows_stay_until_their_removal_is_asked_for(store: Store) -> None:
    bring(store, incoming())
    fewer = {"firm": incoming()["firm"].iloc[:2]}
    assert bring(store, fewer) == 0
    assert len(store.read().firm) == 3
    # Firm 2 has the streams 2, 5 and 8 and came to no event.
    assert bring(store, fewer, remove_gone=frozenset({"firm"})) == 4
    left = store.read()
    assert list(left.firm["firm_id"]) == ["F00000", "F00001"]
    assert len(left.stream) == 7
    assert len(left.attendance) == 2


def test_there_is_one_zone_and_a_new_name_replaces_it(store: Store) -> None:
    bring(store, incoming())
    renamed = incoming()["zone"].assign(name="Başka OSB")
    assert bring(store, {"zone": renamed}) == 2
    assert list(store.read().zone["name"]) == ["Başka OSB"]
    with pytest.raises(InputError) as caught:
        bring(store, {"zone": pd.concat([renamed, renamed.assign(name="Üçüncü")])})
    assert rules(caught) == ["store_two_zones"]


def test_the_dictionary_and_the_tables_of_the_file_agree(store: Store) -> None:
    store.close()
    with duckdb.connect(str(store.path)) as connection:
        for table in TABLES:
            found = connection.execute(
                "SELECT column_name, data_type, is_nullable FROM information_schema.columns "
                "WHERE table_name = ? ORDER BY ordinal_position",
                [table],
            ).fetchall()
            assert found == [
                (
                    entry.field,
                    _SQL_TYPES.get(entry.dtype, "DATE"),
                    "NO" if entry.required or entry.field in KEYS[table] else "YES",
                )
                for entry in dictionary(table)
            ]
            constraints = connection.execute(
                "SELECT constraint_type, constraint_column_names, expression "
                "FROM duckdb_constraints() WHERE table_name = ?",
                [table],
            ).fetchall()
            assert [tuple(names) for kind, names, _ in constraints if kind == "PRIMARY KEY"] == [
                KEYS[table]
            ]
            checks = {names[0]: text for kind, names, text in constraints if kind == "CHECK"}
            choices = {entry.field: entry.choices for entry in dictionary(table) if entry.choices}
            assert checks.keys() == choices.keys()
            for field, values in choices.items():
                assert checks[field].count("'") == 2 * len(values)
                assert all(f"'{value}'" in checks[field] for value in values)


def test_the_connection_keeps_to_its_share_of_the_machine(store: Store) -> None:
    names = ("memory_limit", "threads", "TimeZone", "temp_directory")
    with store._file.cursor() as cursor:
        query = "SELECT " + ", ".join(f"current_setting('{name}')" for name in names)
        [values] = cursor.execute(query).fetchall()
        autoload = "SELECT current_setting('autoload_known_extensions')"
        assert cursor.execute(autoload).fetchall() == [(False,)]
    assert values == ("953.6 MiB", 2, "Europe/Istanbul", f"{store.path}.tmp")


def test_ten_thousand_rows_are_written_in_well_under_two_seconds(store: Store) -> None:
    changes = compare(store.read(), incoming(firms=500, streams=9500))
    started = time.perf_counter()
    assert store.apply(changes, who="Ayşe").rows > 10_000
    assert time.perf_counter() - started < 2


# The last gate
def test_rows_of_firms_and_events_that_are_not_there_are_refused_by_name(store: Store) -> None:
    tables = incoming()
    tables["stream"].loc[[1, 4], "firm_id"] = "F9"
    tables["attendance"].loc[0, "event_id"] = "E9"
    tables["quiz"].loc[1, "event_id"] = "E8"
    with pytest.raises(InputError) as caught:
        bring(store, tables)
    assert sorted(rules(caught)) == ["store_no_event", "store_no_event", "store_no_firm"]
    firm = next(problem for problem in caught.value.problems if problem.rule == "store_no_firm")
    assert firm.value == "F9"
    assert firm.sentence("en").startswith(
        "There is no firm with the id “F9”, but 2 rows of the table “stream” name it "
        "(for example S000001)."
    )
    assert_same(reopened(store).read(), Zone.of({}))
    assert reopened(store).audit().empty


def test_removing_a_firm_that_a_stream_still_names_is_refused(store: Store) -> None:
    bring(store, incoming())
    before = store.read()
    changes = compare(before, {"firm": incoming()["firm"].iloc[:2], "stream": before.stream})
    with pytest.raises(InputError) as caught:
        store.apply(changes, who="Ayşe", remove_gone=frozenset({"firm"}))
    assert rules(caught) == ["store_no_firm"]
    assert_same(reopened(store).read(), before)


def test_a_value_that_the_table_does_not_allow_is_refused(store: Store) -> None:
    with pytest.raises(InputError) as caught:
        bring(store, incoming() | {"firm": incoming()["firm"].assign(origin="rumour")})
    assert rules(caught) == ["store_refused"]
    assert reopened(store).read().zone.empty


def test_what_someone_else_changed_meanwhile_is_not_written_over(store: Store) -> None:
    bring(store, incoming())
    seen = store.read()
    mine = compare(seen, {"firm": seen.firm.assign(region="Kepez")})
    bring(store, {"firm": seen.firm.assign(region=["Aksu", None, None])})
    with pytest.raises(InputError) as caught:
        store.apply(mine, who="Mehmet")
    assert [problem.value for problem in caught.value.problems] == ["F00000"]
    assert rules(caught) == ["store_changed_meanwhile"]
    assert list(store.read().firm["region"].fillna("-")) == ["Aksu", "-", "-"]


def test_a_row_that_someone_else_added_or_changed_is_not_overwritten_or_deleted(
    store: Store,
) -> None:
    bring(store, incoming())
    seen = store.read()
    other = pd.concat([seen.firm, pd.DataFrame({"firm_id": ["F9"], "name": "Benim"})])
    mine = compare(seen, {"firm": other})
    removal = compare(seen, {"firm": seen.firm.iloc[:2]})
    theirs = pd.concat([seen.firm.assign(region="Aksu"), other.iloc[-1:].assign(name="Onun")])
    bring(store, {"firm": theirs})
    for changes in (mine, removal):
        with pytest.raises(InputError) as caught:
            store.apply(changes, who="Mehmet", remove_gone=frozenset({"firm"}))
        assert set(rules(caught)) == {"store_changed_meanwhile"}
