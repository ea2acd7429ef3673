"""What the law asks beside the screen: the by-product test, duties, what an analysis looks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from symbio.knowledge.tables import Knowledge

Answer = Literal["yes", "no", "unknown"]
ANSWERS: tuple[Answer, ...] = ("yes", "no", "unknown")
# The six conditions of AYY art. 19, in its order (facts.md 2.7).
BY_PRODUCT_QUESTIONS = (
    "integral_part",
    "capacity_report",
    "continuous_demand",
    "direct_use",
    "meets_standard",
    "no_harm",
)
BY_PRODUCT_RULE = "by_product_test"


@dataclass(frozen=True)
class ByProduct:
    """What the six answers suggest; the Ministry alone decides.

    Attributes
    ----------
    outcome : str
        "likely", "unlikely" or "ask" (the Ministry); never more than that.
    rule_id : str
        The rule of legal_rules.csv behind it.
    failed, open : tuple of str
        Questions answered with no, and those without an answer.
    hazardous : bool
        The waste has a hazardous code, which alone sends it to the Ministry.
    """

    outcome: Literal["likely", "unlikely", "ask"]
    rule_id: str
    failed: tuple[str, ...]
    open: tuple[str, ...]
    hazardous: bool


def by_product(answers: Mapping[str, str], *, hazardous: bool = False) -> ByProduct:
    """Judge a residue by the six conditions for a by-product (AYY art. 19).

    Parameters
    ----------
    answers : mapping of question to "yes", "no" or "unknown"
        Questions of `BY_PRODUCT_QUESTIONS`; a missing one counts as unknown.
    hazardous : bool
        Whether its code is a hazardous one.

    Returns
    -------
    ByProduct
        One no makes it unlikely, six yes likely; anything else has to be asked.

    Raises
    ------
    ValueError
        A question or an answer that there is none of.
    """
    strange = {*answers} - {*BY_PRODUCT_QUESTIONS} | {*answers.values()} - {*ANSWERS}
    if strange:
        raise ValueError(f"no such question or answer: {sorted(strange)}")
    given = {question: answers.get(question, "unknown") for question in BY_PRODUCT_QUESTIONS}
    failed = tuple(question for question, answer in given.items() if answer == "no")
    unsaid = tuple(question for question, answer in given.items() if answer == "unknown")
    outcome: Literal["likely", "unlikely", "ask"] = "ask"
    if failed:
        outcome = "unlikely"
    elif not unsaid and not hazardous:
        outcome = "likely"
    return ByProduct(outcome, BY_PRODUCT_RULE, failed, unsaid, hazardous)


def is_hazardous(knowledge: Knowledge, waste_code: str) -> bool:
    """Whether the code is a hazardous one; of an unknown code the asterisk tells."""
    found = _hazards(knowledge).get(waste_code.rstrip("*"))
    return waste_code.endswith("*") if found is None else found


def duties(knowledge: Knowledge, country: str, waste_code: str) -> tuple[str, ...]:
    """Rules that whoever holds waste of this code has to keep, whoever takes it.

    Parameters
    ----------
    country : str
        ISO 3166 alpha-2.
    waste_code : str
        Six digits, with or without asterisk; empty where the waste has none.

    Returns
    -------
    tuple of str
        Rule ids of legal_rules.csv, in the order of the table.
    """
    grade = "hazardous" if is_hazardous(knowledge, waste_code) else "non_hazardous"
    rules = knowledge.legal_rules
    held = rules["duty_of"].isin(["waste", grade]) & rules["country"].isin([country, "ANY"])
    return tuple(rules.loc[held, "rule_id"])


def look_for(knowledge: Knowledge, waste_code: str, language: str) -> str:
    """What an analysis of this mirror entry should look for first; "" where nothing is known.

    The row of mirror_tests.csv with the longest prefix of the code.
    """
    digits = waste_code.rstrip("*")
    rows = knowledge.mirror_tests
    texts = dict(zip(rows["code_prefix"], rows[f"look_for_{language}"], strict=True))
    return next((texts[digits[:end]] for end in range(6, 1, -1) if digits[:end] in texts), "")


@lru_cache(maxsize=16)
def _hazards(knowledge: Knowledge) -> dict[str, bool]:
    codes = knowledge.waste_codes
    return dict(zip(codes["waste_code"], codes["hazardous"] == "yes", strict=True))
