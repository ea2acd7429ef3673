"""What could go where, ranked with reasons: the facilitator's list and one firm's part of it."""

from symbio.opportunities.ranking import (
    FIRM_COLUMNS,
    LEGAL_STATES,
    STANDINGS,
    VALUE_TERMS,
    choose,
    for_firm,
    rank,
    terms,
)
from symbio.opportunities.words import LegalRule, Wording

__all__ = [
    "FIRM_COLUMNS",
    "LEGAL_STATES",
    "STANDINGS",
    "VALUE_TERMS",
    "LegalRule",
    "Wording",
    "choose",
    "for_firm",
    "rank",
    "terms",
]
