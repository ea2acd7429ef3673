"""What all sessions share in memory: made once, never more than so many."""

from threading import Barrier, Event, Thread

import pytest

from symbio.ui.shared import Shared, shared


def test_a_result_is_made_once_for_each_key():
    kept, made = Shared(4), []

    def make(name):
        made.append(name)
        return name.upper()

    found = [kept.get(name, lambda name=name: make(name)) for name in ("a", "b", "a")]

    assert found == ["A", "B", "A"]
    assert made == ["a", "b"]


def test_the_one_not_used_for_longest_goes():
    kept = Shared(2)
    for name in ("a", "b", "a", "c"):
        kept.get(name, lambda name=name: name)

    assert kept.get("a", lambda: "anew") == "a"
    assert kept.get("b", lambda: "anew") == "anew"


def test_many_who_ask_at_once_wait_for_one_who_makes_it():
    kept, made, ready, found = Shared(4), [], Barrier(5), []

    def make():
        made.append(1)
        Event().wait(0.05)
        return "it"

    def ask():
        ready.wait()
        found.append(kept.get("key", make))

    threads = [Thread(target=ask) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == ["it"] * 5
    assert made == [1]


def test_who_fails_to_make_it_leaves_that_to_the_next():
    kept = Shared(4)

    with pytest.raises(ValueError, match="stopped"):
        kept.get("key", lambda: (_ for _ in ()).throw(ValueError("stopped")))

    assert kept.get("key", lambda: "made") == "made"


def test_a_function_is_shared_by_all_its_arguments():
    double = shared(4)(lambda number, *, times=2: number * times)

    assert [double(3), double(3, times=3), double(3)] == [6, 9, 6]
