"""The HTML of a phone's quiz: a form without script; every word of a person escaped."""

from __future__ import annotations

import html
from dataclasses import dataclass

from symbio.locale import numbers, text
from symbio.ui.phone_frame import document, other_language
from symbio.zone.store_quiz import Question
from symbio.zone.workshop_rows import Room


@dataclass(frozen=True)
class QuizScreen:
    """Everything that one answer to one phone shows.

    Attributes
    ----------
    phase : str
        "before" or "after"; "closed" where nothing may be answered now.
    chosen : tuple of int
        What the phone answered before, from 1; 0 for nothing.
    said, wrong : str
        What was done, and what was wrong.
    """

    language: str
    room: Room | None
    token: str = ""
    phase: str = "closed"
    questions: tuple[Question, ...] = ()
    chosen: tuple[int, ...] = ()
    said: str = ""
    wrong: str = ""


def draw_quiz(screen: QuizScreen) -> str:
    """The whole document."""
    language, room = screen.language, screen.room
    title = room.name if room else text(language, "quiz.title")
    parts = [f"<h1>{_safe(title)}</h1>", _message(screen)]
    if room is not None and screen.phase != "closed":
        parts.append(_form(screen, room))
    elif room is not None:
        parts.append(f"<p>{_safe(text(language, 'quiz.closed'))}</p>")
    if room is not None:
        back = _safe(f"katil?lang={language}&kod={room.code}")
        parts.append(f'<p><a href="{back}">{_safe(text(language, "quiz.to_cards"))}</a></p>')
    return document(title, "\n".join(parts), quiz_link(other_language(language), room))


def quiz_link(language: str, room: Room | None, extra: str = "") -> str:
    """Where the quiz of a room is, beside the page of cards."""
    code = f"&kod={room.code}" if room else ""
    return f"katil-test?lang={language}{code}{extra}"


def invitation(language: str, room: Room, phase: str) -> str:
    """What the page of cards says while the quiz is open; nothing while it is closed."""
    if phase == "closed":
        return ""
    words = _safe(text(language, f"quiz.invite_{phase}"))
    return f'<p class="said"><a href="{_safe(quiz_link(language, room))}">{words}</a></p>'


def _form(screen: QuizScreen, room: Room) -> str:
    language = screen.language
    fields = "".join(
        f'<input type="hidden" name="{name}" value="{_safe(value)}">'
        for name, value in {
            "token": screen.token,
            "kod": room.code,
            "phase": screen.phase,
        }.items()
    )
    asked = "\n".join(_question(screen, place) for place in range(len(screen.questions)))
    kept = text(language, "quiz.kept", day=numbers.day(room.kept_until, language))
    return f"""<h2>{_safe(text(language, f"quiz.title_{screen.phase}"))}</h2>
<p>{_safe(text(language, "quiz.intro"))}</p>
<form method="post" action="{_safe(quiz_link(language, room))}">{fields}
{asked}
<button class="main">{_safe(text(language, "quiz.send"))}</button>
</form>
<p><small>{_safe(kept)}</small></p>"""


def _question(screen: QuizScreen, place: int) -> str:
    one = screen.questions[place]
    chosen = screen.chosen[place] if place < len(screen.chosen) else 0
    answers = "".join(
        f'<label class="pick answer"><input type="radio" name="q{place + 1}" value="{number}"'
        f"{' checked' if number == chosen else ''}><span>{_safe(words)}</span></label>"
        for number, words in enumerate(one.answers(screen.language), start=1)
    )
    legend = f"{place + 1}. {one.asked(screen.language)}"
    return f'<fieldset class="ask"><legend>{_safe(legend)}</legend>{answers}</fieldset>'


def _message(screen: QuizScreen) -> str:
    if screen.wrong:
        return f'<p class="wrong" role="alert">{_safe(screen.wrong)}</p>'
    return f'<p class="said" role="status">{_safe(screen.said)}</p>' if screen.said else ""


def _safe(words: object) -> str:
    return html.escape(str(words), quote=True)
