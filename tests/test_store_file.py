"""Files that cannot be opened or written, other processes, migrations."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from sample_zone import assert_same, bring, incoming, rules

from symbio.errors import InputError
from symbio.zone.rows import Zone
from symbio.zone.store import open_store
from symbio.zone.store_file import MIGRATIONS, migrate

_PRELUDE = """
import sys
from pathlib import Path
import pandas as pd
from symbio.errors import InputError
from symbio.zone.changes import compare
from symbio.zone.store import open_store

path = Path(sys.argv[1])

def add(store, number, count=1):
    ids = [f"N{number:06d}-{row}" for row in range(count)]
    frame = pd.DataFrame({"firm_id": ids, "name": [f"{i} {hash(i)}" * 40 for i in ids]})
    return store.apply(compare(store.read(), {"firm": frame}), who="ikinci").rows
"""


def in_another_process(script: str, path: Path) -> subprocess.Popen[str]:
    """Start a Python process that runs `script` on the store at `path`."""
    return subprocess.Popen(
        [sys.executable, "-c", _PRELUDE + script, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=Path(__file__).parent.parent,
    )


def refused(path: Path) -> list[str]:
    """Rules said when the file at `path` is opened; the file is left as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(InputError) as caught:
        open_store(path)
    if before is not None:
        assert path.read_bytes() == before
    assert str(path) in caught.value.sentences("tr")[0]
    return rules(caught)


# What cannot be opened


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "yok" / "zone.duckdb") == ["store_no_folder"]
    assert not (tmp_path / "yok").exists()


def test_a_folder_in_place_of_a_file_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path) == ["store_is_folder"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 workbook", b"name;employees\n" * 9000])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "zone.duckdb").write_bytes(content)
    assert refused(tmp_path / "zone.duckdb") == ["store_foreign"]


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "other.duckdb")) as connection:
        connection.execute("CREATE TABLE firm (name VARCHAR)")
    assert refused(tmp_path / "other.duckdb") == ["store_foreign"]


def test_a_damaged_or_truncated_file_is_refused(tmp_path: Path) -> None:
    store = open_store(tmp_path / "zone.duckdb")
    bring(store, incoming(streams=2000))
    store.close()
    whole = store.path.read_bytes()
    for name, content in {
        "short": whole[: len(whole) // 2],
        "header": whole[:5000],
        "block": whole[:12288] + b"\xff" * (len(whole) - 12288),
    }.items():
        (tmp_path / f"{name}.duckdb").write_bytes(content)
        assert refused(tmp_path / f"{name}.duckdb") == ["store_damaged"]


def test_a_file_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    store = open_store(tmp_path / "zone.duckdb")
    store.close()
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("INSERT INTO migration VALUES (9999, '9999_future')")
    assert refused(store.path) == ["store_newer"]


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="needs Linux")
def test_a_place_where_nobody_may_write_is_named() -> None:
    # sysfs refuses new files even to root, which permissions on a folder do not.
    assert refused(Path("/sys/kernel/symbio.duckdb")) == ["store_read_only"]


def test_a_store_on_a_read_only_disk_is_named(tmp_path: Path) -> None:
    store = open_store(tmp_path / "zone.duckdb")
    bring(store, incoming())
    store.close()
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("mounting is not permitted here")
    try:
        shutil.copy(store.path, disk)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        assert refused(disk / "zone.duckdb") == ["store_read_only"]
        assert refused(disk / "new.duckdb") == ["store_read_only"]
    finally:
        subprocess.run(["umount", disk], check=True)


# Other processes


def test_a_second_process_is_told_who_holds_the_file(tmp_path: Path) -> None:
    store = open_store(tmp_path / "zone.duckdb")
    script = """
try:
    open_store(path)
except InputError as error:
    print(error.sentences("tr")[0])
    print(error.sentences("en")[0])
"""
    said, _ = in_another_process(script, store.path).communicate(timeout=60)
    store.close()
    turkish, english = said.strip().splitlines()
    assert f"işlem no {os.getpid()}" in turkish
    assert "Veri → Yedek" in turkish
    assert f"process {os.getpid()}" in english


def test_a_store_held_by_another_process_opens_when_that_ends(tmp_path: Path) -> None:
    path = tmp_path / "zone.duckdb"
    other = in_another_process("store = open_store(path); print('open', flush=True); input()", path)
    assert other.stdout.readline() == "open\n"
    with pytest.raises(InputError) as caught:
        open_store(path)
    assert rules(caught) == ["store_held"]
    assert f"{other.pid}" in caught.value.sentences("tr")[0]
    other.kill()
    other.wait()
    store = open_store(path)
    assert_same(store.read(), Zone.of({}))
    store.close()


def test_a_killed_process_leaves_every_row_that_it_was_told_is_written(tmp_path: Path) -> None:
    path = tmp_path / "zone.duckdb"
    script = """
store = open_store(path)
number = 0
while True:
    add(store, number)
    print(number, flush=True)
    number += 1
"""
    other = in_another_process(script, path)
    told = [int(other.stdout.readline()) for _ in range(8)]
    other.send_signal(signal.SIGKILL)
    rest, _ = other.communicate()
    told += [int(line) for line in rest.splitlines()]
    store = open_store(path)
    written = {int(name[1:7]) for name in store.read().firm["firm_id"]}
    assert set(told) <= written
    # At most the one that was under way; each with its audit row, never half.
    assert len(written) <= len(told) + 1
    assert len(store.audit(limit=1000)) == len(written) == store.revision()
    store.close()


@pytest.mark.parametrize(
    ("rows", "free", "cause"),
    [(400, 2_500_000, "Failed to commit"), (4000, 24_000_000, "Failed to create checkpoint")],
    ids=["in the log of writes", "when the log goes into the file"],
)
def test_a_full_disk_keeps_what_was_written_and_the_store_usable(
    tmp_path: Path, rows: int, free: int, cause: str
) -> None:
    # A limit on file size stops writes exactly as a full disk does, and needs no mount.
    script = f"""
import resource
store = open_store(path)
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, ({free}, most))
rules = []
for number in range(40):
    try:
        add(store, number, {rows})
    except InputError as error:
        rules += [problem.rule for problem in error.problems]
        assert "{cause}" in str(error.__cause__), error.__cause__
        break
assert rules == ["store_full"], rules
assert len(store.read().firm) == {rows} * number
assert store.revision() == number > 0
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
assert add(store, number, {rows}) == {rows}
assert len(store.read().firm) == {rows} * (number + 1) == len(store.audit(10**6))
print("written", {rows} * (number + 1))
store.close()
"""
    said, _ = in_another_process(script, tmp_path / "zone.duckdb").communicate(timeout=120)
    assert said.startswith("written "), said
    store = open_store(tmp_path / "zone.duckdb")
    assert len(store.read().firm) == int(said.split()[1])
    store.close()


def test_a_full_disk_stops_a_backup_and_leaves_no_half_copy(tmp_path: Path) -> None:
    script = """
import resource
store = open_store(path)
add(store, 0, 20_000)
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, most))
try:
    store.backup(path.parent / "copies")
except InputError as error:
    print([problem.rule for problem in error.problems], list((path.parent / "copies").iterdir()))
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
print(add(store, 1), len(store.read().firm), store.backup(path.parent / "copies").exists())
store.close()
"""
    (tmp_path / "copies").mkdir()
    said, _ = in_another_process(script, tmp_path / "zone.duckdb").communicate(timeout=120)
    assert said.splitlines() == ["['store_full'] []", "1 20001 True"]


# Migrations


def test_migrations_run_once_in_order_and_are_listed(tmp_path: Path) -> None:
    store = open_store(tmp_path / "zone.duckdb")
    store.close()
    open_store(tmp_path / "zone.duckdb").close()
    with duckdb.connect(str(store.path)) as connection:
        listed = connection.execute("SELECT number, name FROM migration ORDER BY number").fetchall()
    names = sorted(script.stem for script in MIGRATIONS.glob("*.sql"))
    assert listed == [(number, name) for number, name in enumerate(names, start=1)]


def test_a_migration_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    scripts = tmp_path / "scripts"
    scripts.mkdir()
    (scripts / "0001_one.sql").write_text(
        "CREATE TABLE one (a BIGINT); INSERT INTO one VALUES (1);"
    )
    (scripts / "0002_two.sql").write_text(
        "CREATE TABLE two (a BIGINT); INSERT INTO nowhere VALUES (1);"
    )
    path = tmp_path / "zone.duckdb"

    def tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
        return [name for (name,) in connection.execute("SHOW TABLES").fetchall()]

    with duckdb.connect(str(path)) as connection:
        with pytest.raises(duckdb.CatalogException):
            migrate(connection, path, scripts)
        assert tables(connection) == ["migration", "one"]
        (scripts / "0002_two.sql").write_text("CREATE TABLE two (a BIGINT);")
        (scripts / "0003_three.sql").write_text("CREATE TABLE three (a BIGINT);")
        migrate(connection, path, scripts)
        assert tables(connection) == ["migration", "one", "three", "two"]
        assert connection.execute("SELECT count(*) FROM one").fetchall() == [(1,)]


def test_no_two_migrations_have_one_number():
    numbers = [script.name.split("_")[0] for script in MIGRATIONS.glob("*.sql")]
    assert len(set(numbers)) == len(numbers)
