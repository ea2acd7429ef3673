"""The frame around the pages: what it says when a page fails."""

from streamlit.testing.v1 import AppTest


def _fail():
    from symbio.ui.frame import say_failure

    assert say_failure(ValueError("the program's own words")) is True


def test_a_fault_of_a_page_is_a_sentence_without_a_trace():
    app = AppTest.from_function(_fail).run()

    (said,) = app.error
    assert said.value.startswith("Bu ekran çizilemedi")
    assert "own words" not in said.value
