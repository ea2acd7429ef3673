"""What the laws of the knowledge tables share: the tables, and the words they may use."""

from symbio.knowledge import load

GRADES = {"measured", "published", "declared", "assumption"}
UNITS = {
    "material": "t",
    "organic": "t",
    "energy": "MWh",
    "water": "m3",
    "asset": "h",
    "logistics": "lane",
    "expertise": "person_day",
}

DISPOSAL_CLASSES = ("municipal", "inert", "hazardous", "organic", "liquid", "none")

TREATMENT_ONLY = "a treatment capacity replaces no purchased material"


def knowledge_tables():
    return load()


def resource_rows(knowledge):
    return knowledge.resources.set_index("resource_id")


def words(column):
    """Every entry of a column of |-lists."""
    return {entry for cell in column for entry in cell.split("|") if entry}
