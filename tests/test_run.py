"""What stands for one run of a page, and for no longer."""

import pytest

from symbio.access import FACILITATOR
from symbio.ui import run, who


def asked(answers):
    return run.once_a_run("it", lambda: next(answers))


def test_in_a_run_a_question_is_asked_once():
    answers = iter((1, 2, 3))

    with run.one_run():
        assert [asked(answers), asked(answers)] == [1, 1]
        assert run.once_a_run("other", lambda: next(answers)) == 2


def test_the_next_run_and_whatever_stands_outside_ask_anew():
    answers = iter(range(9))

    with run.one_run():
        first = asked(answers)
    with run.one_run():
        second = asked(answers)

    assert [first, second, asked(answers), asked(answers)] == [0, 1, 2, 3]


def test_a_run_that_is_stopped_leaves_nothing_to_the_next():
    answers = iter(range(9))

    def stopped():
        with run.one_run():
            asked(answers)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()

    assert asked(answers) == 1


def test_nothing_found_is_an_answer_too():
    answers = iter((None, 1))

    with run.one_run():
        assert [asked(answers), asked(answers)] == [None, None]


def test_after_a_sign_in_a_run_asks_anew():
    answers = iter((1, 2))

    with run.one_run():
        asked(answers)
        run.ask_anew()
        assert asked(answers) == 2


def test_who_looks_is_asked_again_where_the_demo_ends_in_the_middle_of_a_run(monkeypatch):
    class Demo:
        ended = False

        def closed(self):
            return self.ended

    store = Demo()
    monkeypatch.setattr(who, "store_or_none", lambda: store)
    monkeypatch.setattr(who, "_looks", lambda store: None if store.closed() else FACILITATOR)

    with run.one_run():
        assert who.viewer() == FACILITATOR
        store.ended = True
        assert who.viewer() is None
