"""Which resource a text names as a whole: exactly, without its blanks, or with a slip."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from symbio.knowledge.phrases import plain

_BLANKS = 0.97  # a name written without its blanks
_SHORTEST, _LEAST_LIKE = 5, 0.85  # letters of a name with a slip, and how much must agree


class WholeNames:
    """Plain names of resources, those that a zone has confirmed first.

    Attributes
    ----------
    exact : dict
        Plain name to resource; where two have the same, the first.
    taught : frozenset of str
        The plain names that the zone has confirmed.
    """

    def __init__(
        self, taught: Sequence[tuple[str, str]], names: Mapping[str, Sequence[str]]
    ) -> None:
        """Keep (text, resource) of the zone, then the tables' plain names by resource."""
        self.exact = {plain(text): resource for text, resource in taught}
        self.taught = frozenset(self.exact)
        for resource, own in names.items():
            for name in own:
                self.exact.setdefault(name, resource)
        self._close = {name.replace(" ", ""): resource for name, resource in self.exact.items()}
        self._by_length = sorted(self._close, key=lambda name: (len(name), name))

    def nearest(self, text: str, *, slips: bool) -> tuple[str, float]:
        """The resource that has this name but for its blanks, or a slip, and how alike it is.

        Parameters
        ----------
        text : str
            Plain.
        slips : bool
            Whether letters may be wrong; not where every word is known as it stands.

        Returns
        -------
        tuple of (resource, float)
            ("", 0) where none is near.
        """
        close = text.replace(" ", "")
        if len(close) < _SHORTEST:
            return "", 0.0
        if close in self._close:
            return self._close[close], _BLANKS
        if not slips:
            return "", 0.0
        first = bisect_left(self._by_length, len(close) * _LEAST_LIKE, key=len)
        last = bisect_right(self._by_length, len(close) / _LEAST_LIKE, key=len)
        found = process.extractOne(
            close, self._by_length[first:last], scorer=OSA.normalized_similarity,
            score_cutoff=_LEAST_LIKE,
        )  # fmt: skip
        return (self._close[found[0]], float(found[1])) if found else ("", 0.0)
