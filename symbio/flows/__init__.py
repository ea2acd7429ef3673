"""What flows through the zone: totals, balances, routes and months, added up for pictures.

All functions take the streams as `stream_table` lays them out or the ranked
candidates of `symbio.opportunities.rank`, filtered as the reader wishes.
"""

from symbio.flows.balance import Summary, balance, months, routes, summary
from symbio.flows.exchanges import (
    OTHER,
    VALUE,
    Totals,
    between_sectors,
    largest,
    measures,
    totals,
)
from symbio.flows.streams import HIDDEN, STREAM_COLUMNS, UNITS, choose_streams, stream_table

__all__ = [
    "HIDDEN",
    "OTHER",
    "STREAM_COLUMNS",
    "UNITS",
    "VALUE",
    "Summary",
    "Totals",
    "balance",
    "between_sectors",
    "choose_streams",
    "largest",
    "measures",
    "months",
    "routes",
    "stream_table",
    "summary",
    "totals",
]
