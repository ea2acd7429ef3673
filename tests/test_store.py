"""The store on real files: rows, history, many threads."""

from __future__ import annotations

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from sample_zone import assert_same, bring, incoming, rules

from symbio.errors import InputError
from symbio.zone.changes import compare
from symbio.zone.rows import KEYS, TABLES, Zone, dictionary
from symbio.zone.store import Store, open_store

_SQL_TYPES = {"float64": "DOUBLE", "Int64": "BIGINT", "boolean": "BOOLEAN", "str": "VARCHAR"}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store of its own."""
    opened = open_store(tmp_path / "zone.duckdb")
    yield opened
    open_store(opened.path).close()


def reopened(store: Store) -> Store:
    """The same file opened anew: what it holds, not what the process remembers."""
    store.close()
    return open_store(store.path)


# Rows in, rows out


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


# History


def test_undo_brings_back_every_cell(store: Store) -> None:
    bring(store, incoming())
    before = store.read()
    other = incoming(firms=5, streams=8, seed=2)
    assert bring(store, other, remove_gone=frozenset(TABLES)) > 0
    assert_same(store.read(), Zone.of(other))
    assert store.undo("Mehmet", store.to_undo()) > 0
    assert_same(store.read(), before)


def test_undo_goes_back_step_by_step_to_the_empty_store(store: Store) -> None:
    states = []
    for seed in (1, 2, 3):
        states.append(store.read())
        bring(store, incoming(seed=seed))
    store.save_scenario("Uzak", "radius = 1")
    for state in reversed(states):
        assert store.undo("Mehmet", store.to_undo()) > 0
        assert_same(store.read(), state)
    assert store.to_undo() == 0
    assert store.scenarios() == {"Uzak": "radius = 1"}
    undone = store.batches().dropna(subset="undoes")
    assert list(undone["undoes"]) == [1, 2, 3]


def test_a_write_is_taken_back_only_as_long_as_it_is_the_last_one(store: Store) -> None:
    changes = compare(store.read(), incoming())
    mine = store.apply(changes, who="Ayşe")
    assert (mine.rows, mine.batch_id) == (19, 1)
    assert store.apply(changes, who="Ayşe").batch_id == 0
    bring(store, {"zone": incoming()["zone"].assign(name="Başka OSB")}, note="liste.xlsx")
    after = store.read()
    for late in (mine.batch_id, 0, 9):
        with pytest.raises(InputError) as caught:
            store.undo("Mehmet", late)
        assert rules(caught) == ["store_undo_meanwhile"]
    assert_same(store.read(), after)
    assert store.to_undo() == store.to_undo("liste.xlsx") == 2

    assert store.undo("Mehmet", 2) > 0
    assert store.undo("Mehmet", mine.batch_id) == 19
    with pytest.raises(InputError):
        store.undo("Mehmet", mine.batch_id)


def test_each_row_changed_has_an_audit_row_with_before_and_after(store: Store) -> None:
    bring(store, incoming())
    changed = incoming()["firm"].iloc[:2].assign(region=[None, "Kepez"])
    bring(store, {"firm": changed}, remove_gone=frozenset({"firm"}), note="liste.xlsx")
    store.undo("Mehmet", store.to_undo())
    audit = store.audit(limit=1000)
    assert list(audit["batch_id"].value_counts(sort=False)) == [5, 5, 19]
    assert (audit["at"].dt.tz_convert("UTC").diff().dropna() <= pd.Timedelta(0)).all()
    second = audit[audit["batch_id"] == 2].set_index("key")
    assert list(second["action"]) == ["update", "delete", "delete", "delete", "delete"]
    assert set(second["who"]) == {"Ayşe"}
    assert set(second["note"]) == {"liste.xlsx"}
    assert set(second["table"]) == {"firm", "stream"}
    update = second.loc["F00001"]
    before, after = json.loads(update["before"]), json.loads(update["after"])
    assert before.pop("region") is None
    assert after.pop("region") == "Kepez"
    assert before == after
    assert before["latitude"] == incoming()["firm"]["latitude"][1]
    assert before["source_date"] == "1999-12-31"
    assert json.loads(second.loc["F00002", "before"])["name"] == 'Işıl "Çelik" İ.Ş.\n\t\\'
    assert pd.isna(second.loc["F00002", "after"])
    inserts = audit[audit["batch_id"] == 1]
    assert set(inserts["action"]) == {"insert"}
    assert inserts["before"].isna().all()
    assert "E1 / F00001" in set(inserts["key"])
    assert set(audit[audit["batch_id"] == 3]["who"]) == {"Mehmet"}


def test_the_audit_list_comes_in_pages(store: Store) -> None:
    bring(store, incoming())
    whole = store.audit(limit=100)
    pages = [store.audit(limit=7, offset=offset) for offset in (0, 7, 14)]
    assert [len(page) for page in pages] == [7, 7, 5]
    pd.testing.assert_frame_equal(pd.concat(pages, ignore_index=True), whole)


def test_batches_say_who_wrote_what_kind_and_how_many_rows(store: Store) -> None:
    bring(store, incoming(), note="liste.xlsx")
    store.save_mapping("Liste", "a = 1", who="Mehmet")
    store.undo("Ayşe", store.to_undo())
    columns = ["batch_id", "who", "kind", "note", "rows"]
    assert store.batches()[columns].to_numpy().tolist() == [
        [3, "Ayşe", "undo", "", 19],
        [2, "Mehmet", "mapping", "", 1],
        [1, "Ayşe", "apply", "liste.xlsx", 19],
    ]


def test_mappings_and_scenarios_are_kept_by_name_and_audited(store: Store) -> None:
    store.save_mapping("İhale", "a = 1")
    store.save_mapping("İhale", "a = 2")
    store.save_mapping("İhale", "a = 2")
    store.save_scenario("Uzak", "x = 1", who="Ayşe")
    store.delete_scenario("Uzak", who="Ayşe")
    store.delete_scenario("Yok")
    assert store.mappings() == {"İhale": "a = 2"}
    assert store.scenarios() == {}
    audit = store.audit()
    assert list(audit["action"]) == ["delete", "insert", "update", "insert"]
    assert json.loads(audit.loc[2, "before"]) == {"name": "İhale", "content": "a = 1"}
    assert json.loads(audit.loc[0, "before"])["content"] == "x = 1"
    assert store.revision() == 4


# What the zone calls its resources


def test_confirmed_names_are_kept_replaced_undone_and_restored(store: Store, tmp_path) -> None:
    assert store.synonyms() == ()
    assert store.save_synonyms({"Bizim ÇAMUR": "marble_slurry", "pas": "whey"}, who="Ayşe") == 2
    assert store.save_synonyms({"bizim çamur": "fly_ash"}, who="Ayşe") == 2
    assert dict(store.synonyms()) == {"bizim çamur": "fly_ash", "pas": "whey"}
    assert store.undo("Ayşe", store.to_undo()) == 2
    assert dict(store.synonyms()) == {"Bizim ÇAMUR": "marble_slurry", "pas": "whey"}
    copy = store.backup(tmp_path)
    assert store.save_synonyms({"pas": None, "yok": None}, who="Ayşe") == 1
    assert dict(store.synonyms()) == {"Bizim ÇAMUR": "marble_slurry"}
    store.restore(copy)
    assert dict(store.synonyms()) == {"Bizim ÇAMUR": "marble_slurry", "pas": "whey"}
    audit = store.audit()
    assert set(audit["table"]) == {"synonym"}
    assert set(store.batches()["kind"]) == {"synonym", "undo", "restore"}


# Many at once


def test_twenty_threads_of_small_writes_are_all_there(store: Store) -> None:
    bring(store, incoming())
    nothing = Zone.of({})

    def write(phone: int) -> list[int]:
        answers = [
            pd.DataFrame({"event_id": ["E1"], "person_code": f"{phone}-{number}", "score_after": 1})
            for number in range(20)
        ]
        return [
            store.apply(compare(nothing, {"quiz": answer}), who=f"telefon {phone}").rows
            for answer in answers
        ]

    with ThreadPoolExecutor(20) as pool:
        counts = [count for found in pool.map(write, range(20)) for count in found]
    assert counts == [1] * 400
    codes = {f"{phone}-{number}" for phone in range(20) for number in range(20)}
    assert set(store.read().quiz["person_code"]) == codes | {"a", "b"}
    assert store.revision() == 401
    assert list(store.batches()["batch_id"]) == list(range(401, 0, -1))
    assert len(store.audit(limit=1000)) == 400 + 19


def test_of_eight_threads_that_count_up_one_number_none_is_lost(store: Store) -> None:
    bring(store, incoming() | {"quiz": incoming()["quiz"].iloc[:1].assign(score_before=0)})

    def count_up(_thread: int) -> None:
        written = 0
        while not written:  # 0: another thread has just written the same next number
            seen = store.read()
            more = seen.quiz.assign(score_before=seen.quiz["score_before"] + 1)
            with suppress(InputError):  # another thread has written meanwhile
                written = store.apply(compare(seen, {"quiz": more}), who="telefon").rows

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count_up, range(8)))
    assert list(store.read().quiz["score_before"]) == [8.0]


def test_a_reader_never_sees_half_a_write(store: Store) -> None:
    bring(store, incoming())
    stop = threading.Event()
    torn = []

    def look() -> None:
        while not stop.is_set():
            zone = store.read()
            if set(zone.firm["region"].fillna("")) != set(zone.stream["description"].fillna("")):
                torn.append(zone)
            time.sleep(0.005)

    with ThreadPoolExecutor(4) as pool:
        looking = [pool.submit(look) for _ in range(3)]
        for number in range(15):
            seen = store.read()
            word = f"r{number}"
            frames = {
                "firm": seen.firm.assign(region=word),
                "stream": seen.stream.assign(description=word),
            }
            bring(store, frames)
        stop.set()
        for future in looking:
            future.result()
    assert not torn


def test_opening_from_many_threads_gives_one_store(tmp_path: Path) -> None:
    with ThreadPoolExecutor(20) as pool:
        opened = set(pool.map(lambda _: open_store(tmp_path / "new.duckdb"), range(20)))
    assert len(opened) == 1
    opened.pop().close()
