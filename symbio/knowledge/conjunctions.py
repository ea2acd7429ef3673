"""What things that are joined by "and" share: the wood of "wood sawdust and bark"."""

from __future__ import annotations

from collections.abc import Sequence

from symbio.knowledge.phrases import Part, is_about
from symbio.knowledge.spellings import Spellings
from symbio.knowledge.vocabulary import Word

_MADE_OF = ("material", "origin")  # roles of what is said once of all things
_BARE = ("form", "loss", "container")  # of what may leave it out
_LEFT = ("loss", "generic")  # offcuts, waste: of which the thing is, and no other thing
_TELLS = (*_MADE_OF, *_BARE, "own", "unknown")


def listed(index: Spellings, parts: Sequence[Part], words: Sequence[list[Word]]) -> list[bool]:
    """Which parts follow "and", or a comma where "and" follows: sawdust, bark and chips."""
    found = [part.joined for part in parts]
    for place in range(len(parts) - 2, 0, -1):
        found[place] = found[place] or (found[place + 1] and _is_thing(index, words, place))
    return found


def _is_thing(index: Spellings, words: Sequence[list[Word]], place: int) -> bool:
    """Whether a part and the next one say what things are: "clean and dry" does not."""
    pair = words[place : place + 2]
    return all(index.head_of(one) and not one[-1].attributive for one in pair)


def completed(
    index: Spellings, follows: Sequence[bool], words: Sequence[list[Word]]
) -> dict[int, list[Word]]:
    """Parts that leave out what a neighbour says, by their place, with what is left out.

    After "and" a bare form may be of what the thing before is made of; before "and" a bare
    material may be of the form that follows. `follows`: which parts are `listed`.
    """
    found: dict[int, list[Word]] = {}
    shared: list[Word] = []
    for place, own in enumerate(words):
        shared = shared if follows[place] else []
        if shared and _is_bare(index, own, _BARE):
            found[place] = [*shared, *own]
        shared = _made_of(index, own) or shared
    form: Word | None = None
    for place in range(len(words) - 1, 0, -1):
        own, before = words[place], words[place - 1]
        if not follows[place]:
            form = None
        elif not _is_bare(index, own, _MADE_OF):
            form = _form_of(index, own) if _made_of(index, own) else None
        whole = any(index.role(word) in _LEFT for word in before)  # "waste paper and metal dust"
        if form and not whole and _is_bare(index, before, _MADE_OF):
            found.setdefault(place - 1, [*before, form])
    return found


def _is_bare(index: Spellings, words: Sequence[Word], roles: Sequence[str]) -> bool:
    """Whether one word of these roles is all that says what it is."""
    told = [index.role(word) for word in words if index.role(word) in _TELLS]
    return len(told) == 1 and told[0] in roles


def _made_of(index: Spellings, words: Sequence[Word]) -> list[Word]:
    """The words before a thing that say what it is made of or from: "wood" of "wood sawdust"."""
    last = _last(index, words)
    head = frozenset() if last and index.role(last) in _LEFT else index.head_of(words)
    roles = (*_MADE_OF, "form") if not head else _MADE_OF
    about = is_about([word.surface for word in words])
    pairs = zip(words, about, strict=True)
    return [
        word
        for word, aside in pairs
        if not aside and index.role(word) in roles and word.meanings[0][0] not in head
    ]


def _form_of(index: Spellings, words: Sequence[Word]) -> Word | None:
    """The last word, where it says in what form a thing is or that it is left over."""
    last = _last(index, words)
    return last if last and index.role(last) in (*_BARE, *_LEFT) else None


def _last(index: Spellings, words: Sequence[Word]) -> Word | None:
    """The last word that says what a thing is, or that it is waste."""
    return next((one for one in reversed(words) if index.role(one) in (*_TELLS, *_LEFT)), None)
