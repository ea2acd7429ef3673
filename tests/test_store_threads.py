"""Many threads on one store: nothing is lost, nothing is read half."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from empty_store import empty_store
from sample_zone import bring, incoming

from symbio.errors import InputError
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import Store, open_store

store = pytest.fixture(empty_store)


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
