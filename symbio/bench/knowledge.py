"""How often texts are understood, and how often the sector that really took a waste is named.

Phrases: tests/data/stream_phrases.csv, written by someone who saw no tables, with the
resources that each means. Exchanges: documented ones of the MAESTRI library, read from
../shared beside the project where it is; nothing of either is used by the product.
"""

from __future__ import annotations

import csv
import hashlib
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from symbio.bench.lines import Line
from symbio.knowledge import resolve, uses

NAME = "knowledge"
_ROOT = Path(__file__).parents[2]
PHRASES = _ROOT / "tests" / "data" / "stream_phrases.csv"
ANSWERS = _ROOT / "tests" / "data" / "stream_phrase_resources.csv"
EXCHANGES = _ROOT.parent / "shared" / "reference" / "data" / "documented_exchanges.csv"
# What issue 3 aims at.
TOP_1, TOP_3 = 0.85, 0.95
HIT_3, HIT_5, MRR = 0.80, 0.90, 0.70
_NOWHERE = 10**6


@dataclass(frozen=True)
class Asked:
    """One text that was asked, the answers that are right, and what was answered.

    Attributes
    ----------
    rank : int
        Place of the first right answer, `_NOWHERE` where there is none.
    held_out : bool
        Measured only: nobody reads what it missed. Phrases with odd ids, and every exchange of
        about half of the places.
    """

    key: str
    text: str
    right: tuple[str, ...]
    answers: tuple[str, ...]
    rank: int
    held_out: bool
    asked_back: bool = False
    vague: bool = False


def measure() -> list[Line]:
    """Resolve every phrase and every waste, and rank the receivers of every exchange.

    Returns
    -------
    list of Line
        Shares of right answers, beside what they should reach; and times.
    """
    return [*_phrase_lines(), *_exchange_lines()]


def missed() -> Iterator[str]:
    """One line for each phrase and exchange whose right answer is not among the first three.

    What is held out is left out: who reads what it missed would tune on it.
    """
    for title, asked in (("phrases", phrases()), ("exchanges", exchanges())):
        far = [one for one in asked if one.rank > 3 and not one.vague and not one.held_out]
        if far:
            yield f"\n{title}, {len(far)} beyond the third place:"
        for one in far:
            place = "-" if one.rank == _NOWHERE else str(one.rank)
            yield (
                f"  {one.key}  {one.text[:60]}  right: {'|'.join(one.right)}  place {place}"
                f"  said: {', '.join(one.answers[:3])}"
            )


@cache
def phrases() -> tuple[Asked, ...]:
    """The labelled phrases, and the waste column of the exchanges where it is labelled."""
    if not ANSWERS.exists():
        return ()
    answers = {row["id"]: tuple(row["resource_ids"].split("|")) for row in _rows(ANSWERS)}
    wastes = [
        {"id": row["id"], "text": row["waste"], "language": "en", "waste_code": row["ewc"]} | row
        for row in _rows(EXCHANGES)
    ]
    asked = []
    for row in [*_rows(PHRASES), *wastes]:
        vague = row.get("ask") == "yes"
        if row["id"] in answers or vague:
            found = resolve(row["text"], row["language"], row["waste_code"], limit=10)
            said = tuple(guess.resource_id for guess in found.guesses)
            right = answers.get(row["id"], ())
            rank = _rank(said, right)
            held_out = _held_out(row)
            asked.append(
                Asked(row["id"], row["text"], right, said, rank, held_out, found.asks, vague)
            )
    return tuple(asked)


@cache
def exchanges() -> tuple[Asked, ...]:
    """The documented exchanges with a known receiver: divisions in the order of suggestion."""
    asked = []
    for row in _rows(EXCHANGES):
        if row["recv_nace"]:
            found = uses(row["waste"], row["ewc"], row["donor_nace"])
            codes = (code for use in found for code in use.receiver_nace)
            divisions = tuple(dict.fromkeys(code[:2] for code in codes))
            right = (row["recv_nace"][:2],)
            rank = _rank(divisions, right)
            asked.append(Asked(row["id"], row["waste"], right, divisions, rank, _held_out(row)))
    return tuple(asked)


def _held_out(row: dict[str, str]) -> bool:
    if "case" in row:  # an exchange: whole places, for the rows of one are alike
        return hashlib.sha256(row["case"].encode()).digest()[-1] % 2 == 1
    return int(row["id"].removeprefix("SP")) % 2 == 1


def _rank(answers: Sequence[str], right: Sequence[str]) -> int:
    return next((n for n, one in enumerate(answers, start=1) if one in right), _NOWHERE)


def _phrase_lines() -> list[Line]:
    asked = phrases()
    if not asked:
        return [Line(NAME, "labelled phrases (the file of answers is not there)", 0, "")]
    clear = [one for one in asked if not one.vague and one.key.startswith("SP")]
    odd = [one for one in clear if one.held_out]
    wastes = [one for one in asked if not one.key.startswith("SP")]
    vague = [one for one in asked if one.vague]
    lines = [Line(NAME, "phrases with one meaning", len(clear), "")]
    unread = [one for one in wastes if one.held_out]
    groups = [("all", clear), ("odd ids", odd), ("exchanges", wastes), ("exchanges unread", unread)]
    for what, group in groups:
        if group:
            lines += [
                Line(NAME, f"phrases, {what}: first right", _share(group, 1), "", None, 3, TOP_1),
                Line(NAME, f"phrases, {what}: in three", _share(group, 3), "", None, 3, TOP_3),
            ]
    for what, group in (("vague", vague), ("clear", clear)):
        share = _mean([one.asked_back for one in group])
        lines.append(Line(NAME, f"{what} phrases asked back", share, "", None, 3))
    start = time.perf_counter()
    for number, one in enumerate(clear):
        resolve(f"{one.text} {number}")  # another text: not from memory
    lines.append(
        Line(NAME, "one phrase", (time.perf_counter() - start) / len(clear) * 1000, "ms", 5.0, 2)
    )
    return lines


def _exchange_lines() -> list[Line]:
    asked = exchanges()
    if not asked:
        return [Line(NAME, f"documented exchanges ({EXCHANGES.name} is not in ../shared)", 0, "")]
    lines = [Line(NAME, "exchanges with a receiver's sector", len(asked), "")]
    unread = [one for one in asked if one.held_out]
    for who, group in (("receiver", asked), ("receiver unread", unread)):
        mean = statistics.fmean(1 / one.rank if one.rank < _NOWHERE else 0.0 for one in group)
        lines += [
            Line(NAME, f"{who}: first", _share(group, 1), "", None, 3),
            Line(NAME, f"{who}: in three", _share(group, 3), "", None, 3, HIT_3),
            Line(NAME, f"{who}: in five", _share(group, 5), "", None, 3, HIT_5),
            Line(NAME, f"{who}: mean reciprocal rank", mean, "", None, 3, MRR),
        ]
    return lines


def _share(asked: Sequence[Asked], places: int) -> float:
    return _mean([one.rank <= places for one in asked])


def _mean(values: Sequence[bool]) -> float:
    return statistics.fmean(values) if values else float("nan")


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
