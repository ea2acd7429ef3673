"""Words too general for one resource: what is offered first, and that it is asked back."""

import pytest

from symbio.knowledge import load, resolve, uses
from symbio.knowledge.phrases import plain


def offered(text, **more):
    return [guess.resource_id for guess in resolve(text, **more).guesses]


def rows():
    return load().general_words.to_dict("records")


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["general_word"])
def test_a_general_word_is_asked_back_with_its_row_in_order(row):
    for column, language in (("words_tr", "tr"), ("words_en", "en")):
        for word in filter(None, row[column].split("|")):
            found = resolve(word, language)
            assert [one.resource_id for one in found.guesses] == row["resources"].split("|"), word
            assert found.asks, word


def test_no_form_stands_in_two_rows_and_no_row_is_longer_than_five():
    forms = [
        plain(form)
        for row in rows()
        for form in set(f"{row['words_tr']}|{row['words_en']}".split("|"))
        if form
    ]
    twice = {form for form in forms if forms.count(form) > 1}
    assert not {form for form in twice if _rows_with(form) > 1}
    assert all(len(row["resources"].split("|")) <= 5 for row in rows())


def _rows_with(form):
    return sum(
        form in map(plain, f"{row['words_tr']}|{row['words_en']}".split("|")) for row in rows()
    )


@pytest.mark.parametrize(
    "text", ["HURDALAR", "hurdası", "satılık hurda", "hurda 5 ton", "atık hurda"]
)
def test_a_general_word_counts_in_any_form_and_beside_amounts_and_wishes(text):
    assert offered(text)[0] == "ferrous_scrap"


def test_one_more_word_is_no_longer_general():
    assert offered("bakır hurda")[0] == "copper_scrap"
    assert offered("mermer çamuru")[0] == "marble_slurry"
    assert offered("su 60 °C")[0] != "process_water"


def test_a_word_that_stands_not_first_for_its_meaning_counts_only_as_written():
    assert offered("leftovers")[0] == "food_waste"
    assert offered("kutusu") == offered("kutu") != offered("kasa")
    assert offered("trimmings")[0] == "textile_offcuts"
    assert offered("clippings")[0] == "textile_offcuts"


def test_pomace_is_that_of_fruit_first_and_marc_still_that_of_grapes():
    assert offered("posası")[:2] == ["fruit_pomace", "citrus_peel"]
    assert resolve("cibre").best.resource_id == "grape_marc"


@pytest.mark.parametrize("text", ["üçüncü", "ikinci", "birinci", "okulların"])
def test_a_word_that_names_no_thing_is_asked_back(text):
    assert resolve(text).asks
    assert not resolve("üçüncü hamur kâğıt").asks


def test_a_code_and_a_giver_say_which_of_them_is_meant():
    assert offered("çamur", from_nace="1712")[0] == "paper_sludge"
    assert offered("toz", from_nace="2351")[0] == "cement_kiln_dust"
    assert offered("toz", waste_code="10 02 07")[0] == "eaf_dust"
    two = uses("çamur", from_nace="1712")[:2]
    assert "paper_sludge" in [use.from_resource for use in two]


def test_what_the_zone_has_confirmed_stands_before_a_general_word():
    found = resolve("hurda", taught=(("hurda", "copper_scrap"),))
    assert found.best.resource_id == "copper_scrap"


def test_the_uses_of_organic_waste_are_those_of_biowaste():
    kinds = load().resources.set_index("resource_id")["kind"]
    found = [use.from_resource for use in uses("organik atık")[:5]]
    assert found[0] == "food_waste"
    assert {kinds[one] for one in found} == {"organic"}


def test_a_guess_far_behind_brings_no_use_to_the_top():
    steam = [use.from_resource for use in uses("buhar")[:5]]
    assert steam[0] == "steam"
    assert not {"potato_residue", "boiler_capacity"} & set(steam)


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [("304 hurda", "stainless_scrap"), ("IT scrap", "discarded_equipment")]
    + [("dondurma", "expired_food"), ("depo alanı", "warehouse")],
)
def test_a_whole_name_is_nearer_than_the_general_word_in_it(text, resource_id):
    assert resolve(text).best.resource_id == resource_id


def test_a_bolt_is_no_mercury():
    assert offered("cıvata")[0] == offered("bolts")[0] == "ferrous_scrap"
