"""What is known in general: resources, pathways, factors and rules, as plain tables.

No zone data lives here. Every row names its source and grade; a row that is
general knowledge says `assumption`. Columns are described in tables/README.md.
"""

from symbio.knowledge.tables import Knowledge, load

__all__ = ["Knowledge", "load"]
