"""What a firm and its stream are called for those who may not know which firm it is."""

from __future__ import annotations

import pandas as pd

from symbio.disclosure.grouping import Step, roll_up
from symbio.disclosure.levels import stream_levels
from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name, sector_group
from symbio.locale import letters, text
from symbio.zone.rows import Zone

OTHER = "other"
REST = "other_"  # before a kind: all resources of the kind that too few firms share


def rest_of_kind(rows: pd.DataFrame, resource: str = "resource") -> pd.DataFrame:
    """The label that stands for every resource of the kind."""
    return pd.DataFrame({resource: REST + rows["kind"]})


def resource_label(label: str, language: str, knowledge: Knowledge) -> str:
    """The name of a resource, or of what stands for those that too few firms share."""
    if label == OTHER:
        return text(language, "disclosure.other")
    if label.startswith(REST) and label.removeprefix(REST) in _kinds(knowledge):
        kind = text(language, f"common.kind_{label.removeprefix(REST)}")
        return text(language, "disclosure.other_of_kind", kind=kind)
    return resource_name(label, language, knowledge)


def unnamed(sector: str, language: str) -> str:
    """What a firm is called that shows its sector only, or not even that."""
    if sector == OTHER:
        return text(language, "disclosure.firm")
    return text(language, "disclosure.some_firm", sector=text(language, f"common.sector_{sector}"))


def _kinds(knowledge: Knowledge) -> set[str]:
    return set(knowledge.resources["kind"])


def sectors(zone: Zone, knowledge: Knowledge) -> pd.Series:
    """The sector group of each firm, by firm_id."""
    firms = zone.firm
    groups = [sector_group(nace, knowledge) for nace in firms["nace"]]
    return pd.Series(groups, index=firms["firm_id"], dtype="str")


def stream_labels(zone: Zone, knowledge: Knowledge) -> pd.DataFrame:
    """Sector and resource of each stream that is not public, rolled up until five firms share both.

    Returns
    -------
    DataFrame, by stream_id
        Columns `sector` (a group or "other") and `resource` (an id, "other_<kind>" or
        "other"). A stream that even "other" leaves with too few has no row.
    """
    hidden = zone.stream[(stream_levels(zone) != "public").to_numpy()]
    kinds = knowledge.resources.set_index("resource_id")["kind"]
    rows = pd.DataFrame(
        {
            "stream_id": hidden["stream_id"],
            "firm_id": hidden["firm_id"],
            "direction": hidden["direction"],
            "sector": hidden["firm_id"].map(sectors(zone, knowledge)),
            "resource": hidden["resource"],
            "kind": hidden["resource"].map(kinds).fillna(OTHER),
        }
    )
    steps = (
        Step(("sector",), lambda _rows: OTHER),
        Step(("resource",), rest_of_kind),
        Step(("resource", "kind"), lambda _rows: OTHER),
    )
    found = roll_up(rows, ("direction", "sector", "resource", "kind"), ("firm_id",), steps)
    return found.set_index("stream_id")[["sector", "resource"]]


def aliases(zone: Zone) -> pd.Series:
    """The alias that each firm chose for itself, by firm_id; missing where it tells the name."""
    firms = zone.firm
    chosen = [
        alias if isinstance(alias, str) and not _tells(alias, name) else None
        for alias, name in zip(firms["public_alias"], firms["name"], strict=True)
    ]
    return pd.Series(chosen, index=firms["firm_id"], dtype="str")


def _tells(alias: str, name: str) -> bool:
    """Whether an alias holds the name, or is part of it, or says nothing."""
    said, real = letters.fold(alias), letters.fold(name)
    return not said or said in real or real in said
