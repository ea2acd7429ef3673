"""What is known in general: resources, pathways, factors and rules, as plain tables.

No zone data lives here. Every row names its source and grade; a row that is
general knowledge says `assumption`. Columns are described in tables/README.md.
"""

from symbio.knowledge.lookup import Factor, currencies, exchange, factor, factor_table, price_level
from symbio.knowledge.names import (
    find_resource,
    nace_name,
    resource_name,
    sector_group,
    suggest,
)
from symbio.knowledge.tables import Knowledge, load

__all__ = [
    "Factor",
    "Knowledge",
    "currencies",
    "exchange",
    "factor",
    "factor_table",
    "find_resource",
    "load",
    "nace_name",
    "price_level",
    "resource_name",
    "sector_group",
    "suggest",
]
