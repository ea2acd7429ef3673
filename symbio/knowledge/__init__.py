"""What is known in general: resources, pathways, factors and rules, as plain tables.

No zone data lives here. Every row names its source and grade; a row that is
general knowledge says `assumption`. Columns are described in tables/README.md.
"""

from symbio.knowledge.lookup import Factor, currencies, exchange, factor, factor_table, price_level
from symbio.knowledge.names import (
    case_words,
    nace_name,
    note_words,
    resource_name,
    resource_names,
    resource_units,
    sector_group,
    source_words,
    unit_in_words,
)
from symbio.knowledge.resolution import Guess, Resolution
from symbio.knowledge.resolve import find_resource, resolve
from symbio.knowledge.tables import Knowledge, load
from symbio.knowledge.uses import Use, uses

__all__ = [
    "Factor",
    "Guess",
    "Knowledge",
    "Resolution",
    "Use",
    "case_words",
    "currencies",
    "exchange",
    "factor",
    "factor_table",
    "find_resource",
    "load",
    "nace_name",
    "note_words",
    "price_level",
    "resolve",
    "resource_name",
    "resource_names",
    "resource_units",
    "sector_group",
    "source_words",
    "unit_in_words",
    "uses",
]
