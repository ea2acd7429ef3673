"""What `resolve` answers: guesses with a confidence and a reason, or a question."""

from __future__ import annotations

from dataclasses import dataclass

from symbio.knowledge.names import resource_name
from symbio.knowledge.tables import Knowledge
from symbio.locale import text as sentence

SURE = 0.8  # a guess that may be taken as read where a person agrees to all of them at once
ASKS_BELOW = 0.5  # a guess less sure than this is a question
FAINT_BELOW = 0.25  # a first guess less sure than that of any general word only asks
Taught = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Guess:
    """One resource that a text may mean.

    Attributes
    ----------
    resource_id : str
    confidence : float
        0-1; about how often such a guess is right.
    rule : str
        taught, name, words, alike or code: what it rests on.
    words : str
        The words of the text, or the waste code, that speak for it.
    waste_code : str
        The code that supports it too, or "".
    """

    resource_id: str
    confidence: float
    rule: str
    words: str
    waste_code: str = ""

    def reason(self, language: str) -> str:
        """Why, in one sentence."""
        parts = [sentence(language, f"knowledge.reason_{self.rule}", words=self.words)]
        if self.waste_code and self.rule != "code":
            parts.append(sentence(language, "knowledge.reason_with_code", code=self.waste_code))
        return "; ".join(parts)


@dataclass(frozen=True)
class Resolution:
    """What a text may mean, best first, and whether a person should say which.

    Attributes
    ----------
    guesses : tuple of Guess
    asks : bool
        The first guess is not sure enough to act on.
    things : tuple of str
        Resources of a phrase that joins several things ("sawdust and bark"); empty of others.
    """

    guesses: tuple[Guess, ...]
    asks: bool
    things: tuple[str, ...] = ()

    @property
    def faint(self) -> bool:
        """No guess is sure enough to show anything of it before a person has said which."""
        return not self.guesses or self.guesses[0].confidence < FAINT_BELOW

    @property
    def best(self) -> Guess | None:
        """The first guess where it is sure enough."""
        return None if self.asks else self.guesses[0]

    def question(self, language: str, knowledge: Knowledge | None = None) -> str:
        """What to ask, or "" where nothing is to be asked."""
        if self.things:
            several = [resource_name(one, language, knowledge) for one in self.things]
            return sentence(language, "knowledge.ask_several", names=", ".join(several))
        if not self.asks:
            return ""
        if not self.guesses:
            return sentence(language, "knowledge.ask_nothing")
        names = [resource_name(one.resource_id, language, knowledge) for one in self.guesses[:3]]
        return sentence(language, "knowledge.ask_which", names=", ".join(names))
