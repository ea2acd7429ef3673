"""What could go where, ranked with reasons: the facilitator's list and one firm's part of it."""

from symbio.opportunities.choosing import FIRM_COLUMNS, Chosen, choose, fit, for_firm
from symbio.opportunities.ranking import LEGAL_STATES, STANDINGS, VALUE_TERMS, quantities, rank
from symbio.opportunities.searching import Sought, seek
from symbio.opportunities.sensitivity import sensitivity
from symbio.opportunities.terms import term_of, terms
from symbio.opportunities.words import LegalRule, Wording

__all__ = [
    "FIRM_COLUMNS",
    "LEGAL_STATES",
    "STANDINGS",
    "VALUE_TERMS",
    "Chosen",
    "LegalRule",
    "Sought",
    "Wording",
    "choose",
    "fit",
    "for_firm",
    "quantities",
    "rank",
    "seek",
    "sensitivity",
    "term_of",
    "terms",
]
