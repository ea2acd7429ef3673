"""Invented Turkish firm names, and the real ones that must never appear."""

from __future__ import annotations

import numpy as np

from symbio.locale.letters import fold
from symbio.zone.demo.profiles import table

FORMS = (
    "A.Ş.",
    "San. ve Tic. A.Ş.",
    "Ltd. Şti.",
    "San. ve Tic. Ltd. Şti.",
)
_FORM_SHARES = (0.25, 0.25, 0.2, 0.3)


def words(which: str) -> tuple[str, ...]:
    """Words of words.csv: "first" (coined, place-like), "second", or "real".

    "real" are firms named in the project's facts and well-known brands of the same branches.
    """
    frame = table("words")
    return tuple(frame.loc[frame["list"] == which, "word"])


def is_real(name: str) -> bool:
    """Whether `name` holds the words of a known real firm."""
    whole = f" {fold(name)} "
    return any(f" {fold(real)} " in whole for real in words("real"))


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
    first, second = words("first"), words("second")
    pairs = len(first) * len(second)
    if count > pairs:
        raise ValueError(f"count must be at most {pairs}, got {count}")
    chosen = rng.permutation(pairs)[:count]
    product = rng.integers(0, len(products), count)
    form = rng.choice(len(FORMS), count, p=_FORM_SHARES)
    return [
        f"{first[pair // len(second)]} {second[pair % len(second)]} {products[what]}"
        + (f" {FORMS[how]}" if company else "")
        for pair, what, how in zip(chosen, product, form, strict=True)
    ]
