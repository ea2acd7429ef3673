"""What stands for one run of a page, and for no longer."""

import pytest

from symbio.access import FACILITATOR
from symbio.ui import run, who


@pytest.fixture(autouse=True)
def ended():
    yield
    run.end()


def test_in_a_run_a_question_is_asked_once():
    answers = iter((1, 2, 3))
    run.begin()

    assert [run.once_a_run("it", lambda: next(answers)) for _ in range(2)] == [1, 1]
    assert run.once_a_run("other", lambda: next(answers)) == 2


def test_the_next_run_and_whatever_stands_outside_ask_anew():
    answers = iter(range(9))

    def asked():
        return run.once_a_run("it", lambda: next(answers))

    run.begin()
    first = asked()
    run.begin()
    second = asked()
    run.end()

    assert [first, second, asked(), asked()] == [0, 1, 2, 3]


def test_nothing_found_is_an_answer_too():
    answers = iter((None, 1))
    run.begin()

    assert [run.once_a_run("it", lambda: next(answers)) for _ in range(2)] == [None, None]


def test_who_looks_is_asked_again_where_the_demo_ends_in_the_middle_of_a_run(monkeypatch):
    class Demo:
        ended = False

        def closed(self):
            return self.ended

    store = Demo()
    monkeypatch.setattr(who, "store_or_none", lambda: store)
    monkeypatch.setattr(who, "_looks", lambda store: None if store.closed() else FACILITATOR)
    run.begin()

    assert who.viewer() == FACILITATOR
    store.ended = True
    assert who.viewer() is None
