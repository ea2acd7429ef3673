"""A zone in which every datum of every firm can be told from all others, and the search for it.

Nothing of it is anybody's: the demo's shape with planted names, places, costs and quantities.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass

import pandas as pd
from pdf_text import pdf_text, streams

from symbio.knowledge import factor, load
from symbio.matching import Scenario, match
from symbio.zone.demo import generate
from symbio.zone.own_factors import with_own_factors
from symbio.zone.rows import Zone

FIRMS = 60
LEVELS = ("sector", "alias", "partners")
# A value from somebody's invoice in the place of a general factor.
INVOICE, INVOICED = "Fatura Gizembirq 2026/11", 61_773.41


def planted_zone() -> Zone:
    """Own data; three firms show themselves to everybody, the others do not."""
    zone = generate(FIRMS, seed=11)
    firm, stream = zone.firm, zone.stream
    codes = {key: f"VKN{830_174 + 37 * n}" for n, key in enumerate(firm["firm_id"])}
    place = pd.Series(range(len(firm)), index=firm.index)
    firm = firm.assign(
        firm_id=firm["firm_id"].map(codes),
        name=[f"Zifir{_letters(n)} Gizem Sanayi" for n in place],
        public_alias=[f"Rumuz {_letters(n)}" if n % 4 else None for n in place],
        activity=[f"Faaliyet{_letters(n)}" for n in place],
        osb_part=[f"Ada{_letters(n)}" for n in place],
        region=[f"Mahalle{_letters(n)}" for n in place],
        source=[f"Form{_letters(n)}" for n in place],
        latitude=37.04117 + place * 0.00213,
        longitude=30.58231 + place * 0.00317,
        disclosure=[LEVELS[n % 3] if n % 20 else "public" for n in place],
        origin="own",
    )
    row = pd.Series(range(len(stream)), index=stream.index)
    known = stream["quantity_per_year"].notna()
    stream = stream.assign(
        stream_id=[f"AKIS{n:05d}X" for n in row],
        firm_id=stream["firm_id"].map(codes),
        quantity_per_year=(41_000 + 7.0137 * row).where(known),
        quantity_low_per_year=None,
        quantity_high_per_year=None,
        description=[f"Tarif{_letters(n)}" for n in row],
        evidence=[f"Belge{_letters(n)}" for n in row],
        present_cost_per_unit=713.31 + 1.19 * row,
        present_cost_currency="TRY",
        present_cost_date=pd.Timestamp("2026-01-01"),
        disclosure=[None if n % 9 else "public" for n in row],
        source=[f"Fis{_letters(n)}" for n in row],
        origin="own",
    )
    return Zone.of(
        {"zone": zone.zone, "firm": firm, "stream": stream}
        | {"event": zone.event.assign(origin="own")}
        | {"attendance": zone.attendance.assign(firm_id=zone.attendance["firm_id"].map(codes))}
        | {"quiz": zone.quiz}
        | {"factor": _invoiced()}
    )


def _invoiced() -> pd.DataFrame:
    """What the zone pays for boards of sawdust, by the invoice of one of its firms."""
    found = factor(load(), "virgin_price", "wood_panel_furnish", "TR")
    assert found
    return pd.DataFrame(
        [{"factor_id": found.factor_id, "value": INVOICED, "source": INVOICE, "origin": "own"}]
    )


def _letters(number: int) -> str:
    """A number as letters, so that no digits are found by chance."""
    signs = "bcdfghjklmnprstvyz"
    word = ""
    for _ in range(4):
        number, rest = divmod(number, len(signs))
        word += signs[rest]
    return word + "q"


@dataclass(frozen=True)
class Secrets:
    """What must not be found: words as they stand, numbers in any spelling.

    `derived` are many: the large ones are looked for with two decimals, the others in
    binary only, or they would be found by chance.
    """

    words: tuple[str, ...]
    numbers: tuple[float, ...]
    derived: tuple[float, ...]

    def found(self, said: list[tuple[str, bytes]]) -> list[str]:
        """Where something was found."""
        searched = [(place, data) for place, sent in said for data in (sent, *inside(sent))]
        pattern = re.compile(
            "|".join(re.escape(word) for word in sorted(self.words)).encode() or b"(?!)"
        )
        spelled = self._spelled()
        hits = []
        for place, data in searched:
            hits += [f"{place}: {hit.decode()}" for hit in set(pattern.findall(data))]
            for figure in set(_FIGURE.findall(data)):
                if figure in spelled:
                    hits.append(f"{place}: {figure.decode()}")
            hits += [
                f"{place}: binary {number}"
                for number in (*self.numbers, *self.derived)
                if struct.pack("<d", number) in data
            ]
        return hits

    def _spelled(self) -> set[bytes]:
        """Each number as code, Turkish and English write it, with its decimals and without some."""
        words = set()
        for number in (*self.numbers, *self.derived):
            planted = number in self.numbers
            if not planted and abs(number) < 1_000:
                continue  # too short to be told from other figures but in binary
            least = 4 if abs(number) < 100 else 1  # degrees
            for digits in range(least, 7) if planted else (2,):
                plain = f"{number:.{digits}f}"
                english = f"{number:,.{digits}f}"
                turkish = english.translate(str.maketrans(",.", ".,"))
                words |= {plain, english, turkish}
            if planted:
                words.add(repr(number))
            if planted and number >= 10_000:  # below, a whole number is anybody's
                words |= {f"{number:.0f}", f"{number:,.0f}", f"{number:,.0f}".replace(",", ".")}
        # What has fewer digits is found by chance.
        long = {word for word in words if sum(sign.isdigit() for sign in word) >= _DIGITS}
        return {word.encode() for word in long}


_DIGITS = 5
_FIGURE = re.compile(rb"(?<![\w.,])\d[\d.,]*\d(?!\w)")


def inside(data: bytes) -> list[bytes]:
    """What a workbook or a PDF holds when it is opened."""
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as files:
            return [files.read(name) for name in files.namelist()]
    if data[:4] == b"%PDF":
        return [*streams(data), pdf_text(data).encode()]
    return []


def secrets_from(zone: Zone, firm_id: str | None) -> Secrets:
    """What a viewer of this firm (or of none) must not get to know of the others."""
    firm, stream = zone.firm, zone.stream
    others = firm[firm["firm_id"] != firm_id]
    hidden = others[others["disclosure"] != "public"]
    level = stream["disclosure"].fillna(
        stream["firm_id"].map(firm.set_index("firm_id")["disclosure"])
    )
    foreign = stream[stream["firm_id"] != firm_id]
    shut = foreign[level[foreign.index] != "public"]
    # A firm is named where one of its streams is shown to everybody.
    named = set(foreign.loc[level[foreign.index] == "public", "firm_id"])
    texts = [
        *hidden.loc[~hidden["firm_id"].isin(named), "name"].str.split().str[0],
        *hidden[["activity", "osb_part", "region"]].to_numpy().ravel(),
        *others["source"],
        *others["firm_id"],
        *hidden.loc[hidden["disclosure"] == "sector", "public_alias"].dropna(),
        *foreign["stream_id"],
        *shut["description"],
        *foreign[["evidence", "source"]].to_numpy().ravel(),
        INVOICE,
    ]
    numbers = [
        *hidden["latitude"].round(6),
        *hidden["longitude"].round(6),
        *hidden["latitude"].round(5),
        *hidden["longitude"].round(5),
        *shut["quantity_per_year"].dropna(),
        *foreign["present_cost_per_unit"],
        INVOICED,
    ]
    return Secrets(
        tuple(set(texts)),
        tuple({float(number) for number in numbers}),
        tuple(set(_made_of_costs(zone))),
    )


def _made_of_costs(zone: Zone) -> list[float]:
    """What a match makes of own prices: whoever sees it can tell them."""
    result = match(zone, with_own_factors(load(), zone), Scenario.of(zone))
    found = result.candidates
    own = found[found["own_price"].astype(bool)]
    columns = ["value_per_unit", "fee_low_per_unit", "fee_high_per_unit"]
    numbers = own[columns].to_numpy().ravel()
    return [float(number) for number in numbers if abs(number) > 1]
