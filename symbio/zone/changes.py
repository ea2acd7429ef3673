"""What a file would change in the store: new, changed, gone and same rows, per table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace

import numpy as np
import pandas as pd

from symbio.errors import InputError, Problem
from symbio.zone.rows import KEYS, Zone, conform, dictionary

# Column of a table -> table whose row it names; a row without its owner cannot stand.
OWNERS: dict[str, dict[str, str]] = {
    "stream": {"firm_id": "firm"},
    "attendance": {"event_id": "event", "firm_id": "firm"},
    "quiz": {"event_id": "event"},
    "synergy": {"giver_firm_id": "firm", "receiver_firm_id": "firm"},
    "synergy_step": {"synergy_id": "synergy"},
    "confirmation": {"firm_id": "firm"},
    "by_product": {"stream_id": "stream"},
}
# Named only: such a row may go, and what names it stays. A file is asked about unknown ones.
REFERENCES: dict[str, dict[str, str]] = {
    "synergy": {
        "treater_firm_id": "firm",
        "offer_stream_id": "stream",
        "need_stream_id": "stream",
        "event_id": "event",
    },
}
KEY_JOINT = " / "
# What anybody may see; the store asks the same of what it holds (store_access).
_OPEN_ORIGINS = ("synthetic", "public")
# Two numbers this near are the same number written twice (relative, as repr rounds).
_NEAR = 1e-12


@dataclass(frozen=True)
class TableChanges:
    """The difference of one table.

    Attributes
    ----------
    new, changed, gone : DataFrame
        Whole rows, sorted by key: not stored yet; as they will be; stored but not in the file.
    changed_fields : DataFrame
        Columns key, field, before, after: one row per field that differs; None is empty.
    same : int
        Stored rows that stay as they are.
    """

    new: pd.DataFrame
    changed: pd.DataFrame
    changed_fields: pd.DataFrame
    gone: pd.DataFrame
    same: int


@dataclass(frozen=True)
class Changes:
    """The difference of all tables, one attribute each."""

    zone: TableChanges
    firm: TableChanges
    stream: TableChanges
    event: TableChanges
    attendance: TableChanges
    quiz: TableChanges
    synergy: TableChanges
    synergy_step: TableChanges
    confirmation: TableChanges
    by_product: TableChanges
    factor: TableChanges

    def tables(self) -> dict[str, TableChanges]:
        """The differences by table name, in the order of `TABLES`."""
        return {entry.name: getattr(self, entry.name) for entry in fields(self)}

    @property
    def empty(self) -> bool:
        """Whether nothing is new or changed; rows that are gone do not count."""
        return all(part.new.empty and part.changed.empty for part in self.tables().values())

    @property
    def brings_own(self) -> bool:
        """Whether a row comes in that is neither synthetic nor public."""
        return any(
            not rows["origin"].isin(_OPEN_ORIGINS).all()
            for part in (self.firm, self.stream, self.event, self.synergy)
            for rows in (part.new, part.changed)
        )

    def counts(self) -> pd.DataFrame:
        """Numbers of rows: table, new, changed, gone, same; one row per table."""
        return pd.DataFrame(
            [
                (name, len(part.new), len(part.changed), len(part.gone), part.same)
                for name, part in self.tables().items()
            ],
            columns=["table", "new", "changed", "gone", "same"],
        )


def compare(stored: Zone, incoming: dict[str, pd.DataFrame]) -> Changes:
    """Say what would change if `incoming` were written over `stored`.

    Parameters
    ----------
    stored : Zone
        What the store holds.
    incoming : dict of table name -> DataFrame
        Rows of a file. A table that is not in it is untouched, but rows that
        belong to a firm or event that is gone are gone with it.

    Returns
    -------
    Changes
        Nothing is written.

    Raises
    ------
    InputError
        A row without its key, or two rows with one key.
    """
    parts = {
        name: compare_table(name, frame, incoming[name]) if name in incoming else _untouched(frame)
        for name, frame in stored.tables().items()
    }
    for name, owners in OWNERS.items():
        if name in incoming or all(parts[owner].gone.empty for owner in owners.values()):
            continue
        frame = getattr(stored, name)
        orphaned = _belongs(frame, owners, {table: parts[table].gone for table in parts})
        parts[name] = replace(
            parts[name],
            gone=frame[orphaned].reset_index(drop=True),
            same=int((~orphaned).sum()),
        )
    return Changes(**parts)


def compare_table(table: str, stored: pd.DataFrame, incoming: pd.DataFrame) -> TableChanges:
    """Say what differs between two frames of one table.

    Parameters
    ----------
    table : str
        One of `TABLES`.
    stored, incoming : DataFrame
        Rows of that table, in any order; missing columns count as empty.

    Returns
    -------
    TableChanges

    Raises
    ------
    InputError
        A row of `incoming` without its key, or two rows with one key.
    """
    keys = list(KEYS[table])
    before = _tidy(table, stored).set_index(keys, drop=False)
    after = _tidy(table, incoming).set_index(keys, drop=False)
    _check_keys(table, after)
    known = after.index.isin(before.index)
    present = after[known]
    past = before.loc[present.index]
    differing = {
        entry.field: _differs(past[entry.field], present[entry.field])
        for entry in (dictionary(table) if known.any() else ())
    }
    is_changed = np.logical_or.reduce([np.zeros(len(present), dtype=bool), *differing.values()])
    return TableChanges(
        new=after[~known].reset_index(drop=True),
        changed=present[is_changed].reset_index(drop=True),
        changed_fields=_changed_fields(table, past, present, differing),
        gone=before[~before.index.isin(after.index)].reset_index(drop=True),
        same=int((~is_changed).sum()),
    )


def row_keys(table: str, frame: pd.DataFrame) -> pd.Series:
    """The key of each row as one text, "E1 / F7" where it has two columns."""
    first, *others = (
        frame[name].dt.strftime("%Y-%m-%d") if frame[name].dtype.kind == "M" else frame[name]
        for name in KEYS[table]
    )
    keys = first
    for other in others:
        keys = keys + KEY_JOINT + other
    return keys.rename("key")


def removals(changes: Changes, remove_gone: Collection[str]) -> dict[str, pd.DataFrame]:
    """Pick the rows to delete.

    Parameters
    ----------
    changes : Changes
        The comparison.
    remove_gone : collection of table names
        Tables whose gone rows are to go; what belongs to a gone firm or event goes with it.

    Returns
    -------
    dict of table name -> DataFrame
        Whole stored rows. A zone is one row, so a new one takes the old one's place.
    """
    picked: dict[str, pd.DataFrame] = {}
    for name, part in changes.tables().items():
        replaced = name == "zone" and not part.new.empty
        if name in remove_gone or replaced:
            picked[name] = part.gone
        else:
            picked[name] = part.gone[_belongs(part.gone, OWNERS.get(name, {}), picked)]
    return picked


def _belongs(
    frame: pd.DataFrame, owners: dict[str, str], gone: dict[str, pd.DataFrame]
) -> pd.Series:
    """Which rows name an owner among `gone`."""
    belongs = pd.Series(False, index=frame.index)
    for column, table in owners.items():
        belongs |= frame[column].isin(gone[table][KEYS[table][0]])
    return belongs


def _untouched(frame: pd.DataFrame) -> TableChanges:
    nothing = frame.iloc[:0]
    return TableChanges(nothing, nothing, _no_fields(), nothing, len(frame))


def _no_fields() -> pd.DataFrame:
    return pd.DataFrame(columns=["key", "field", "before", "after"], dtype="object")


def _tidy(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` conformed, with empty text as missing and dates without a time."""
    conformed = conform(table, frame)
    columns = {}
    for entry in dictionary(table):
        values = conformed[entry.field]
        if entry.dtype == "str":
            blank = values == ""
            values = values.mask(blank) if blank.any() else values
        elif entry.type == "date":
            values = values.dt.normalize()
        columns[entry.field] = values
    return pd.DataFrame(columns)


def _check_keys(table: str, frame: pd.DataFrame) -> None:
    keys = list(KEYS[table])
    problems = []
    missing = int(frame[keys].isna().any(axis="columns").sum())
    if missing:
        values = {"table": table, "fields": ", ".join(keys), "count": missing}
        problems.append(Problem("store_key_missing", values=values))
    twice = frame[frame.index.duplicated()].drop_duplicates(keys)
    problems += [
        Problem("store_key_twice", value=str(key), values={"table": table})
        for key in row_keys(table, twice.dropna(subset=keys))
    ]
    if problems:
        raise InputError.of(problems)


def _differs(before: pd.Series, after: pd.Series) -> np.ndarray:
    """Row by row, whether two aligned columns differ; missing equals missing."""
    empty_before, empty_after = before.isna().to_numpy(), after.isna().to_numpy()
    if before.dtype == "float64":
        old, new = before.to_numpy(), after.to_numpy()
        with np.errstate(invalid="ignore"):
            far = np.abs(old - new) > _NEAR * np.maximum(np.abs(old), np.abs(new))
    else:
        far = (before != after).fillna(False).to_numpy(dtype=bool)
    both = ~empty_before & ~empty_after
    return (empty_before != empty_after) | (both & far)


def _changed_fields(
    table: str, past: pd.DataFrame, present: pd.DataFrame, differing: dict[str, np.ndarray]
) -> pd.DataFrame:
    """One row per field that differs, in the order of keys, then of the dictionary."""
    names = row_keys(table, present).to_numpy(dtype=object)
    parts = [
        pd.DataFrame(
            {
                "row": np.flatnonzero(differs),
                "key": names[differs],
                "field": field,
                "before": _plain(past[field][differs]),
                "after": _plain(present[field][differs]),
            },
            dtype="object",
        )
        for field, differs in differing.items()
        if differs.any()
    ]
    if not parts:
        return _no_fields()
    return pd.concat(parts).sort_values("row", kind="stable", ignore_index=True).drop(columns="row")


def _plain(values: pd.Series) -> np.ndarray:
    """Python values, dates as dates, None where there is none."""
    shown = values.dt.date if values.dtype.kind == "M" else values
    plain = shown.astype("object").to_numpy(copy=True)
    plain[values.isna().to_numpy()] = None
    return plain
