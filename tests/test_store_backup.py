"""Copies of a store in use, and the way back from one."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from sample_zone import assert_same, bring, incoming, rules

from symbio.errors import InputError
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import Store, open_store
from symbio.zone.store_file import MIGRATIONS, migrate


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store with rows, a mapping and a scenario."""
    opened = open_store(tmp_path / "zone.duckdb")
    bring(opened, incoming())
    opened.save_mapping("Liste", "a = 1")
    opened.save_scenario("Uzak", "x = 1")
    yield opened
    opened.close()


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    """A folder for copies."""
    (tmp_path / "copies").mkdir()
    return tmp_path / "copies"


def test_a_backup_is_dated_and_opens_as_a_store_of_its_own(store: Store, copies: Path) -> None:
    first, second = store.backup(copies), store.backup(copies)
    assert re.fullmatch(r"zone-backup-\d{4}-\d\d-\d\d-\d{6}\.duckdb", first.name)
    assert sorted(copies.iterdir()) == sorted([first, second])
    copy = open_store(first)
    assert_same(copy.read(), store.read())
    assert copy.scenarios() == store.scenarios()
    pd.testing.assert_frame_equal(copy.audit(), store.audit())
    assert copy.revision() == store.revision()
    copy.close()


def test_a_backup_keeps_keys_and_checks(store: Store, copies: Path) -> None:
    query = "SELECT table_name, constraint_text FROM duckdb_constraints() ORDER BY ALL"
    file = store.backup(copies)
    store.close()
    found = []
    for path in (store.path, file):
        with duckdb.connect(str(path)) as connection:
            found.append(connection.execute(query).fetchall())
    assert found[0] == found[1]
    assert len(found[0]) > 20


def test_a_backup_needs_a_folder(store: Store, copies: Path) -> None:
    with pytest.raises(InputError) as caught:
        store.backup(copies / "yok")
    assert rules(caught) == ["store_no_folder"]


def test_backups_while_others_write_are_whole(store: Store, copies: Path) -> None:
    seen = store.read()

    def write(number: int) -> None:
        word = f"r{number}"
        frames = {
            "firm": seen.firm.assign(region=word),
            "stream": seen.stream.assign(description=word),
        }
        store.apply(compare(store.read(), frames), who="telefon")

    with ThreadPoolExecutor(1) as pool:
        writing = [pool.submit(write, number) for number in range(8)]
        files = [store.backup(copies) for _ in range(4)]
        for future in writing:
            future.result()
    for file in files:
        copy = open_store(file)
        zone = copy.read()
        assert set(zone.firm["region"].fillna("")) == set(zone.stream["description"].fillna(""))
        copy.close()


def test_restore_brings_back_rows_and_texts_and_can_be_undone(store: Store, copies: Path) -> None:
    before = store.read()
    file = store.backup(copies)
    content = file.read_bytes()
    bring(store, incoming(firms=5, streams=7, seed=2), remove_gone=frozenset({"stream"}))
    store.save_mapping("Liste", "a = 2")
    store.delete_scenario("Uzak")
    store.save_scenario("Yakın", "x = 2")
    after, revision = store.read(), store.revision()

    safety = store.restore(file, who="Ayşe")

    assert_same(store.read(), before)
    assert store.mappings() == {"Liste": "a = 1"}
    assert store.scenarios() == {"Uzak": "x = 1"}
    assert store.revision() == revision + 1
    assert file.read_bytes() == content
    last = store.batches().iloc[0]
    assert (last["who"], last["kind"], last["note"]) == ("Ayşe", "restore", file.name)
    assert last["rows"] == (store.audit(limit=1000)["batch_id"] == revision + 1).sum() > 0

    assert safety.parent == store.path.parent
    copy = open_store(safety)
    assert_same(copy.read(), after)
    copy.close()

    assert store.undo("Ayşe", store.to_undo()) == last["rows"]
    assert_same(store.read(), after)
    assert store.mappings() == {"Liste": "a = 2"}
    assert store.scenarios() == {"Yakın": "x = 2"}


def test_a_store_that_was_never_written_to_takes_the_history_too(
    store: Store, copies: Path, tmp_path: Path
) -> None:
    bring(store, incoming(seed=2))
    file = store.backup(copies)
    fresh = open_store(tmp_path / "fresh.duckdb")
    fresh.restore(file, who="Ayşe")
    assert_same(fresh.read(), store.read())
    assert fresh.mappings() == store.mappings()
    pd.testing.assert_frame_equal(fresh.audit(limit=1000), store.audit(limit=1000))
    pd.testing.assert_frame_equal(fresh.batches().iloc[1:].reset_index(drop=True), store.batches())
    assert fresh.revision() == store.revision() + 1
    assert fresh.undo("Ayşe", fresh.to_undo()) == store.undo("Ayşe", store.to_undo()) > 0
    assert_same(fresh.read(), store.read())
    assert_same(fresh.read(), Zone.of(incoming()))
    fresh.close()


def test_a_restore_that_changes_nothing_is_still_on_record(store: Store, copies: Path) -> None:
    revision = store.revision()
    store.restore(store.backup(copies))
    assert store.revision() == revision + 1
    assert store.undo("Ayşe", store.to_undo()) == 19
    assert store.read().firm.empty


def test_a_backup_of_an_older_program_is_brought_up_to_date(store: Store, tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    shutil.copy(MIGRATIONS / "0001_zone.sql", scripts)
    old = tmp_path / "old.duckdb"
    with duckdb.connect(str(old)) as connection:
        migrate(connection, old, scripts)
        connection.execute("INSERT INTO firm (firm_id, name) VALUES ('F7', 'Eski')")
    store.restore(old)
    assert list(store.read().firm["firm_id"]) == ["F7"]
    assert store.read().stream.empty
    with duckdb.connect(str(old), read_only=True) as connection:
        assert connection.execute("SELECT max(number) FROM migration").fetchall() == [(1,)]


def test_what_is_no_backup_is_refused_and_changes_nothing(store: Store, tmp_path: Path) -> None:
    good = store.backup(tmp_path)
    newer, empty, text, damaged = (
        tmp_path / f"{name}.duckdb" for name in ("newer", "empty", "text", "damaged")
    )
    shutil.copy(good, newer)
    with duckdb.connect(str(newer)) as connection:
        connection.execute("INSERT INTO migration VALUES (9999, '9999_future')")
    duckdb.connect(str(empty)).close()
    text.write_text("merhaba")
    damaged.write_bytes(good.read_bytes()[:20000])
    before, revision, files = store.read(), store.revision(), sorted(tmp_path.iterdir())
    for file, rule in {
        tmp_path / "yok.duckdb": "store_no_file",
        tmp_path: "store_no_file",
        newer: "store_newer",
        empty: "store_foreign",
        text: "store_foreign",
        damaged: "store_damaged",
    }.items():
        with pytest.raises(InputError) as caught:
            store.restore(file)
        assert rules(caught) == [rule]
        assert str(file) in caught.value.sentences("tr")[0]
    assert_same(store.read(), before)
    assert store.revision() == revision
    assert sorted(tmp_path.iterdir()) == files


def test_who_reads_while_a_backup_is_restored_sees_the_old_or_the_new_and_nothing_between(
    store: Store, copies: Path
) -> None:
    before = store.read()
    file = store.backup(copies)
    renamed = before.firm.assign(name=before.firm["name"] + " (yeni)")
    store.apply(compare(before, {"firm": renamed}), who="test")
    seen, stop = set(), threading.Event()

    def look() -> None:
        while not stop.is_set():
            seen.add(tuple(store.read().firm["name"].str.contains("yeni")))

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(3):
        store.restore(file, who="test")
        store.undo("test", store.to_undo())
    stop.set()
    for reader in readers:
        reader.join()

    assert all(len(set(names)) == 1 for names in seen)
    assert {names[0] for names in seen} == {True, False}
