"""Firm names in lists: the legal form goes, the firm stays."""

import pytest

from symbio.locale.firm_names import short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Gülova Poyraz Yem Fabrikası San. ve Tic. Ltd. Şti.", "Gülova Poyraz Yem Fabrikası"),
        ("Dağkekik Kuzey Narenciye A.Ş.", "Dağkekik Kuzey Narenciye"),
        ("DEMİR ÇELİK SANAYİ VE TİCARET ANONİM ŞİRKETİ", "DEMİR ÇELİK"),
        ("Karakaş İnşaat Sanayii Limited Şirketi", "Karakaş İnşaat"),
        ("Tay Metals Ltd", "Tay Metals"),
        ("Smith & Co.", "Smith"),
        ("Ticaret Borsası", "Ticaret Borsası"),
        ("Sanayi Kimya", "Sanayi Kimya"),
        ("A.Ş.", "A.Ş."),
        ("Ve Ltd. Şti.", "Ve Ltd. Şti."),
        ("", ""),
    ],
)
def test_the_legal_form_is_left_out_and_never_the_name(name, short):
    assert short_name(name) == short
