"""A row typed into a form is read by the rules of the workbook."""

import pandas as pd
import pytest
from workbook_files import KNOWLEDGE

from symbio.zone.rows import Zone
from symbio.zone.workbook import read_typed

STORED = Zone.of(
    {
        "zone": pd.DataFrame([{"name": "Z", "country": "TR", "currency": "TRY"}]),
        "firm": pd.DataFrame(
            [{"firm_id": "F1", "name": "Ağaç"}, {"firm_id": "F2", "name": "Besin"}]
        ),
    }
)
ROW = {
    "synergy_id": "S1",
    "giver_firm_id": "F1",
    "receiver_firm_id": "F2",
    "resource": "sawdust",
    "stage": "idea",
}


def typed(language="tr", **cells):
    return read_typed("synergy", ROW | cells, KNOWLEDGE, stored=STORED, language=language)


@pytest.mark.parametrize(
    ("words", "language", "tonnes"),
    [
        ("1.234,5 t", "tr", 1234.5),
        ("1.234", "tr", 1234),
        ("1.234", "en", 1.234),
        ("12 500 kg", "tr", 12.5),
        ("yaklaşık 3 ton", "tr", 3),
    ],
)
def test_a_quantity_is_read_as_the_language_writes_it(words, language, tonnes):
    said = typed(language, quantity_planned_per_year=words)

    assert said.problems == ()
    assert said.fields["quantity_planned_per_year"] == pytest.approx(tonnes)
    assert said.fields["unit"] == "t"


def test_all_that_is_wrong_is_said_at_once_with_the_forms_headings():
    said = typed(quantity_planned_per_year="çok", receiver_firm_id="F9", investment="5 altın")

    sentences = [problem.sentence("tr") for problem in said.problems]
    assert len(sentences) == 3
    assert any("Planlanan yıllık miktar" in words for words in sentences)
    assert said.fields["quantity_planned_per_year"] is None


def test_a_firm_is_found_by_its_name():
    assert typed(receiver_firm_id="besin").fields["receiver_firm_id"] == "F2"


@pytest.mark.parametrize(
    ("language", "field", "words"),
    [("tr", "alanı", ("sütun", "hücre")), ("en", "field", ("column", "cell"))],
)
def test_a_form_has_fields_and_neither_columns_nor_cells(language, field, words):
    said = typed(
        language,
        receiver_firm_id="",
        stage="verified",
        investment="5-7",
        gain_verified_per_year="12",
    )

    sentences = [problem.sentence(language) for problem in said.problems]
    assert len(sentences) >= 3
    assert all(field in sentence for sentence in sentences)
    assert not any(word in sentence.lower() for sentence in sentences for word in words)
