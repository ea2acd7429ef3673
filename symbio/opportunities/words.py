"""A ranked candidate in words: why it stands where it stands, what it lacks, who pays whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from symbio.knowledge import Knowledge
from symbio.knowledge.names import resource_name
from symbio.locale import numbers, text
from symbio.opportunities.ranking import VALUE_TERMS
from symbio.opportunities.terms import term_of


@dataclass(frozen=True)
class LegalRule:
    """One rule that touches a candidate, in the reader's language."""

    rule_id: str
    outcome: str
    title: str
    missing: str
    regulation: str
    checked: bool
    source: str


@dataclass(frozen=True)
class Wording:
    """Says candidates in one language and currency; a row is one of `rank`, as a dict or Series.

    What comes back is plain text that holds names as people typed them: escape
    it wherever markup is read.
    """

    language: str
    currency: str
    processes: dict[str, str]
    rules: dict[str, LegalRule]

    @classmethod
    def of(cls, knowledge: Knowledge, language: str, currency: str) -> Wording:
        """Look up the words once for any number of candidates."""
        ways = knowledge.pathways
        return cls(
            language=language,
            currency=currency,
            processes=dict(zip(ways["pathway_id"], ways[f"process_{language}"], strict=True)),
            rules={
                row["rule_id"]: LegalRule(
                    rule_id=row["rule_id"],
                    outcome=row["outcome"],
                    title=row[f"title_{language}"],
                    missing=row[f"missing_{language}"],
                    regulation=row["regulation"],
                    checked=row["checked"] == "yes",
                    source=row["source"],
                )
                for row in knowledge.legal_rules.to_dict("records")
            },
        )

    def legal_rules(self, row: Any) -> list[LegalRule]:
        """The rules behind the legal state of a candidate, the worst first."""
        named = str(row["legal_rules"] or "").split(";")
        return [self.rules[rule_id] for rule_id in named if rule_id in self.rules]

    def missing(self, row: Any) -> str:
        """What the law still asks for, or why it blocks; empty where it asks for nothing."""
        return " ".join(
            rule.missing or rule.title
            for rule in self.legal_rules(row)
            if rule.outcome != "allowed"
        )

    def process(self, row: Any) -> str:
        """The name of the process; empty where the same resource is handed on."""
        return self.processes.get(row["pathway_id"], "")

    def reasons(self, row: Any) -> list[str]:
        """Why the candidate stands where it stands: short sentences, the weightiest first."""
        return [*self._standing(row), *self._legal(row), *self._money(row), *self._matter(row)]

    def fee_band(self, row: Any) -> str:
        """Who would pay whom how much per unit, for a facilitator; carbon price left out."""
        low, high = row["fee_low_per_unit"], row["fee_high_per_unit"]
        if not low < high:  # a missing price is no band either
            return self._say("card_fee_none")
        if low >= 0:
            name, ends = "card_fee_words", (low, high)
        elif high <= 0:
            name, ends = "card_fee_receiver_pays", (-high, -low)
        else:
            name, ends = "card_fee_both", (-low, high)
        return self._say(name, low=self.amount(ends[0]), high=self.amount(ends[1]))

    def amount(self, value: float) -> str:
        """Money with as many decimals as its size asks for."""
        size = abs(value)
        digits = 0 if size >= 100 else 1 if size >= 10 else 2
        return numbers.money(value, self.currency, self.language, digits)

    def unit(self, unit: str) -> str:
        """The unit as the language writes it."""
        return text(self.language, f"common.unit_{unit}")

    def quantity(self, value: float, unit: str) -> str:
        """A quantity and its unit; "quantity unknown" where there is none."""
        if pd.isna(value):
            return text(self.language, "common.quantity_unknown")
        return f"{numbers.compact(value, self.language)} {self.unit(unit)}"

    def _say(self, name: str, **values: object) -> str:
        return text(self.language, f"opportunities.{name}", **values)

    def _standing(self, row: Any) -> Iterator[str]:
        if row["standing"] == "planned":
            quantity = self.quantity(row["planned_per_year"], row["unit"])
            yield self._say("reason_planned", quantity=quantity)
        elif row["standing"] in ("no_quantity", "no_price"):
            yield self._say(f"reason_{row['standing']}")
        elif row["standing"] == "too_small":
            lot = self.quantity(row["minimum_lot_per_year"], row["unit"])
            yield self._say("reason_lot", quantity=lot)

    def _legal(self, row: Any) -> Iterator[str]:
        for rule in self.legal_rules(row):
            if rule.outcome == "blocked":
                yield self._say("reason_blocked", title=rule.title)
            elif rule.outcome == "conditional":
                yield self._say("reason_conditional", title=rule.title)

    def _money(self, row: Any) -> Iterator[str]:
        parts = {name: sign * row[name] for name, sign in VALUE_TERMS.items() if row[name]}
        if not row["price_known"] or not parts:
            return
        gains = row["value_per_unit"] > 0
        heaviest = (max if gains else min)(parts, key=parts.__getitem__)
        yield self._say(
            "reason_value" if gains else "reason_support",
            money=self.amount(abs(row["value_per_unit"])),
            unit=self.unit(row["unit"]),
            term=self._say(f"term_{term_of(heaviest, parts[heaviest])}"),
        )
        if gains and row["standing"] == "costly":
            yield self._say("reason_fixed")

    def _matter(self, row: Any) -> Iterator[str]:
        process = self.process(row)
        if process:
            resource = resource_name(row["to_resource"], self.language)
            yield self._say("reason_pathway", process=process, resource=resource)
        elif row["from_resource"] == row["to_resource"]:
            yield self._say("reason_same")
        if isinstance(row["treater_name"], str):
            yield self._say("reason_treater", treater=row["treater_name"])
        if row["distance_km"] >= 0:
            distance = numbers.number(row["distance_km"], self.language, 1)
            yield self._say("reason_distance", distance=distance)
        if row["need_covered"] > 0:
            share = numbers.percent(min(row["need_covered"], 1.0), self.language)
            yield self._say("reason_covers", share=share)
