"""What a text is read as."""

from symbio.knowledge import resolve


def first(text, code=""):
    """The likeliest resource of a text."""
    return resolve(text, waste_code=code).guesses[0].resource_id
