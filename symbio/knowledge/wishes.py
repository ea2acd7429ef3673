"""Who looks for something rather means a product, who gives it off rather a waste."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from symbio.knowledge.spellings import Spellings
from symbio.knowledge.vocabulary import Word

# Roles of words for what is left, and what a product or a service is then.
_LEFT, _NOT_LEFT = ("loss", "generic"), 0.75
# Words of words.csv of who looks for something or has it new, and what stands on the other side.
_WISHES, _OTHER_SIDE = frozenset(["need", "feedstock", "new", "reused"]), 0.94
_WASTE_WISHED = 0.85  # a waste where something is looked for


def wish_factor(index: Spellings, words: Iterable[Word], *, wanted: bool) -> np.ndarray:
    """Per resource, what is left of its likeness for being a product or none.

    Parameters
    ----------
    wanted : bool
        The words are of something that is looked for; who calls it a waste means one even so.
    """
    meant = _meant(words)
    if _WISHES & set(meant):
        return np.where(index.is_product, 1.0, _WASTE_WISHED)
    if _is_left(index, meant):
        return np.where(index.is_product | index.is_service, _NOT_LEFT, 1.0)
    if wanted:
        return np.where(index.is_product, 1.0, _WASTE_WISHED)
    return np.where(index.is_product, _OTHER_SIDE, 1.0)


def products_first(
    index: Spellings, choice: Mapping[int, float], words: Iterable[Word]
) -> Mapping[int, float]:
    """A choice in the order of who looks for something: sand is rather fresh than spent.

    Where the words call it a waste it stays as it is.
    """
    if _is_left(index, _meant(words)):
        return choice
    order = sorted(choice, key=lambda place: not index.is_product[place])
    return dict(zip(order, choice.values(), strict=True))


def _meant(words: Iterable[Word]) -> list[str]:
    """The concepts that are surely told."""
    return [concept for word in words for concept, sure in word.meanings if sure == 1]


def _is_left(index: Spellings, meant: Iterable[str]) -> bool:
    """Whether it is called a waste."""
    return any(index.vocabulary.roles[concept] in _LEFT for concept in meant)
