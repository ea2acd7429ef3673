"""Invented Turkish firm names, and the real ones that must never appear."""

from __future__ import annotations

import numpy as np

from symbio.locale.letters import fold

# Coined place-like words: none is a registered trade name that we know of.
FIRST = tuple(
    """
    Akardıç Akçınar Akkavak Aladere Alıçlı Ardıçkaya Aydere Bademova Bağpelit Balkaya
    Başpelit Belardıç Beykavak Bozardıç Bozçınar Burçova Çamdere Çatalkavak Çınarova Dağkekik
    Defneova Değirmenova Deredibi Dikkaya Elmaova Erguvanlı Gökardıç Gökpelit Gölkavak Gülova
    Günyamaç Harnupdere İncirova Kabaardıç Karakekik Karçınar Kavakdibi Kayadibi Kekikova Kestanedere
    Kızılkavak Kocapelit Kuşdere Kuzardıç Mersindere Narova Nilkaya Ovakavak Örendere Pelitova
    Sakızdere Sarıçınar Sarıpelit Sedirkaya Selvidere Sığlaova Taşardıç Tekçınar Turunçdere Üçkavak
    Yeldere Yörepelit Zakkumlu Zeytindere
    """.split()
)
SECOND = tuple(
    """
    Yayla Vadi Yamaç Ova Irmak Kıyı Doruk Çağlayan Kuzey Güney Doğu Batı Sahil Bahar Güz Şafak
    Ufuk Ayaz Poyraz Lodos Meltem İmbat Çiğdem Nergis Lale Papatya Sümbül Menekşe Kekik Adaçayı
    Nane Servi Meşe Ihlamur Turna Kırlangıç Leylek Kartal Şahin Atmaca Keklik Bıldırcın Ceylan
    Alageyik Yunus Martı Mercan Sedef Kehribar Firuze Akik Opal Kumtaşı Çakıl Kardelen Zambak
    Gelincik Mimoza Tan Seher Yakamoz Çise Kırağı Gökkuşağı
    """.split()
)
FORMS = (
    "A.Ş.",
    "San. ve Tic. A.Ş.",
    "Ltd. Şti.",
    "San. ve Tic. Ltd. Şti.",
)
_FORM_SHARES = (0.25, 0.25, 0.2, 0.3)

# Real firms named in reference/facts.md, and well-known brands of the same branches.
REAL_NAMES = tuple(
    """
    AGT; Adopen; Ankutsan; Yörükoğlu; Namet; İstanbul Gübre; Öztiryakiler; CW Enerji; Ekiciler;
    Ekici Peynir; Adokim; Özgörkey; Türk Ytong; Ytong; Kemal Balıkçılık; Antalya Alkollü İçecek;
    Ekso; Limkon; AS Çimento; Göltaş; Afyon Çimento; TTGV; ASAT; Akdeniz Üniversitesi; GTE;
    Toros Tarım; Toros Gübre; Pınar Süt; Sütaş; Ülker; Tat; Dimes; Cappy; Erpiliç; Banvit;
    Kastamonu Entegre; Starwood; Çamsan; Yıldız Entegre; Oyka; Batıçim; Akçansa; Nuh Çimento;
    Petkim; Tüpraş; Gübretaş; Bagfaş; Hektaş; Betek; Jotun; Marshall; Rixos; Titanic; Delphin
    """.replace("\n", " ").split(";")
)


def is_real(name: str) -> bool:
    """Whether `name` holds the words of a known real firm."""
    words = f" {fold(name)} "
    return any(f" {fold(real)} " in words for real in REAL_NAMES)


def firm_names(
    rng: np.random.Generator, products: tuple[str, ...], count: int, *, company: bool
) -> list[str]:
    """`count` different invented names for firms of one kind.

    Parameters
    ----------
    rng : Generator
        Source of chance; the same state gives the same names.
    products : tuple of str
        Words that say what such a firm makes ("Süt Ürünleri").
    count : int
        How many names, at most all pairs of words.
    company : bool
        Whether a legal form (A.Ş., Ltd. Şti.) closes the name.

    Raises
    ------
    ValueError
        If more names are wanted than there are pairs of words.
    """
    pairs = len(FIRST) * len(SECOND)
    if count > pairs:
        raise ValueError(f"count must be at most {pairs}, got {count}")
    chosen = rng.permutation(pairs)[:count]
    product = rng.integers(0, len(products), count)
    form = rng.choice(len(FORMS), count, p=_FORM_SHARES)
    return [
        f"{FIRST[pair // len(SECOND)]} {SECOND[pair % len(SECOND)]} {products[what]}"
        + (f" {FORMS[how]}" if company else "")
        for pair, what, how in zip(chosen, product, form, strict=True)
    ]
