"""The question on the page of knowledge, and which resource it means."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from symbio.errors import InputError
from symbio.knowledge import Knowledge, resolve, resource_name
from symbio.knowledge.codes import code_is_known, read_code
from symbio.locale import numbers
from symbio.ui import reading, who
from symbio.ui.empty import explain
from symbio.ui.inputs import ask_one_of, choose_one_of, enter_text
from symbio.ui.language import language, t
from symbio.ui.texts import note, plain, sentence

_MOST_GUESSES = 4
_EXAMPLES = ("whey", "fly_ash", "mdf_dust", "cooling_water")


@dataclass(frozen=True)
class Asked:
    """What somebody asked: words, a waste code, the giver's sector; have or want."""

    words: str
    waste_code: str
    from_nace: str
    wanted: bool

    @property
    def given(self) -> bool:
        """Whether there is anything to look up."""
        return bool(self.words or self.waste_code)


def ask() -> Asked:
    """Draw the question; all of it is in the link."""
    side = choose_one_of(
        "side",
        t("knowledge_page.side"),
        ("have", "want"),
        lambda name: t(f"knowledge_page.side_{name}"),
        label_shown=False,
    )
    words = enter_text(
        "what", t("knowledge_page.what"), t("knowledge_page.what_hint"), max_chars=120
    )
    with st.expander(t("knowledge_page.more"), icon=":material/tune:"):
        code = enter_text("code", t("knowledge_page.code"), "10 01 02", max_chars=12)
        nace = enter_text("nace", t("knowledge_page.nace"), "35.11", max_chars=8)
    read = read_code(code) if code else ""
    if code and not code_is_known(reading.knowledge(), read):
        st.caption(f":red[{t('knowledge_page.code_unknown')}]")
        read = ""
    return Asked(words, read, nace, wanted=side == "want")


def say_welcome(known: Knowledge) -> None:
    """What the page is for, how much it knows, and a few things to try."""
    code = language()
    sentence(
        t(
            "knowledge_page.welcome",
            resources=numbers.number(len(known.resources), code),
            pathways=numbers.number(len(known.pathways), code),
            codes=numbers.number(len(known.waste_codes), code),
        )
    )
    with st.container(horizontal=True):
        for resource in _EXAMPLES:
            st.button(
                resource_name(resource, code),
                key=f"try_{resource}",
                on_click=_try,
                args=(resource_name(resource, code),),
            )


def choose_meaning(asked: Asked, known: Knowledge) -> str | None:
    """The resource that is meant; where that is not sure the person says which."""
    if not asked.words:
        return _meant_by(asked.waste_code, known)
    code, taught = language(), reading.synonyms()
    giver = "" if asked.wanted else asked.from_nace
    found = resolve(
        asked.words,
        code,
        asked.waste_code,
        from_nace=giver,
        knowledge=known,
        taught=taught,
        wanted=asked.wanted,
    )
    if not found.guesses:
        note(found.question(code, known))
        return None
    by_id = {guess.resource_id: guess for guess in found.guesses[:_MOST_GUESSES]}
    meant = _choose(tuple(by_id), faint=found.faint)
    if meant is None:
        note(t("knowledge_page.unsure"))
        return None
    guess = by_id[meant]
    sure = numbers.percent(guess.confidence, code)
    note(t("knowledge_page.sure", sure=sure, reason=guess.reason(code)))
    if who.facilitates() and guess.rule not in ("taught", "name"):
        st.button(
            t("knowledge_page.teach", words=plain(asked.words), name=resource_name(meant, code)),
            icon=":material/school:",
            on_click=_teach,
            args=(asked.words, meant),
        )
    return meant


def _choose(guesses: tuple[str, ...], *, faint: bool) -> str | None:
    """Which of the guesses is meant: the first unless somebody says another; none of faint ones."""
    if len(guesses) == 1 and not faint:
        return guesses[0]
    choose = ask_one_of if faint else choose_one_of
    return choose(
        "meant",
        t("knowledge_page.meant"),
        guesses,
        lambda name: resource_name(name, language()),
    )


def _meant_by(waste_code: str, known: Knowledge) -> str | None:
    """The resource that a waste code means by default."""
    rows = known.waste_codes.loc[known.waste_codes["waste_code"] == waste_code, "resource_id"]
    return str(rows.iloc[0]) if len(rows) and rows.iloc[0] else None


def _try(words: str) -> None:
    st.session_state["what"] = words


def _teach(words: str, resource: str) -> None:
    try:
        reading.store().save_synonyms({words: resource}, who=who.name())
    except InputError as error:
        explain(error)
