"""What the law asks beside the screen, answer by answer."""

import pytest

from symbio.knowledge import law, load

SIX_YES = dict.fromkeys(law.BY_PRODUCT_QUESTIONS, "yes")


def test_six_times_yes_is_likely_and_never_more():
    found = law.by_product(SIX_YES)
    assert found.outcome == "likely"
    assert found.rule_id == "by_product_test"
    assert (found.failed, found.open) == ((), ())


@pytest.mark.parametrize("question", law.BY_PRODUCT_QUESTIONS)
def test_one_no_makes_it_unlikely_and_is_named(question):
    found = law.by_product(SIX_YES | {question: "no"})
    assert found.outcome == "unlikely"
    assert found.failed == (question,)


def test_one_open_question_goes_to_the_ministry():
    found = law.by_product(SIX_YES | {"meets_standard": "unknown"})
    assert found.outcome == "ask"
    assert found.open == ("meets_standard",)
    assert law.by_product({}).open == law.BY_PRODUCT_QUESTIONS


def test_a_no_weighs_more_than_an_open_question():
    found = law.by_product({"no_harm": "no"})
    assert found.outcome == "unlikely"
    assert len(found.open) == 5


def test_a_hazardous_code_is_never_likely():
    assert law.by_product(SIX_YES, hazardous=True).outcome == "ask"
    assert law.by_product(SIX_YES | {"no_harm": "no"}, hazardous=True).outcome == "unlikely"


def test_a_question_that_there_is_none_of_is_refused():
    with pytest.raises(ValueError, match="colour"):
        law.by_product({"colour": "yes"})
    with pytest.raises(ValueError, match="perhaps"):
        law.by_product({"no_harm": "perhaps"})


def test_who_holds_hazardous_waste_may_keep_it_for_another_time_than_other_waste():
    tables = load()
    hazardous = law.duties(tables, "TR", "120109")
    plain = law.duties(tables, "TR", "030105")
    assert "storage_hazardous" in hazardous
    assert "storage_non_hazardous" not in hazardous
    assert "storage_non_hazardous" in plain
    assert {"waste_declaration", "zero_waste_registration"} <= {*hazardous} & {*plain}
    assert law.duties(tables, "GB", "030105") == ()


def test_the_asterisk_decides_where_the_list_does_not_know_the_code():
    tables = load()
    assert law.is_hazardous(tables, "999901*")
    assert not law.is_hazardous(tables, "999901")
    assert not law.is_hazardous(tables, "030105*")


def test_the_longest_prefix_says_what_to_look_for():
    tables = load()
    assert "polymer" not in law.look_for(tables, "010407*", "en")
    assert "sawing fluid" in law.look_for(tables, "010413", "en")
    assert "formaldehit" in law.look_for(tables, "030104*", "tr")
    assert law.look_for(tables, "", "tr") == ""
