"""What the tests of the knowledge tables share: the tables, and an entry of their lists."""

from symbio.knowledge import load

TREATMENT_ONLY = "a treatment capacity replaces no purchased material"


def knowledge_tables():
    return load()


def resource_rows(knowledge):
    return knowledge.resources.set_index("resource_id")


def words(column):
    """Every entry of a column of |-lists."""
    return {entry for cell in column for entry in cell.split("|") if entry}
