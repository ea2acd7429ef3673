"""The HTML of the phone page: no script, no font, no picture; every word of a person escaped."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symbio.knowledge import resource_name
from symbio.locale import numbers, text
from symbio.ui.phone_frame import document, other_language
from symbio.workshop import MOST_FIRM, MOST_TEXT, UNITS, Meaning
from symbio.zone.workshop_rows import Card, Room

# The field dictionary of a form as it was typed; shown again where something was wrong.
Typed = Mapping[str, str]
_MOST_LISTED_BYTES = 8_000


@dataclass(frozen=True)
class Screen:
    """Everything that one answer to one phone shows.

    Attributes
    ----------
    language : str
    room : Room or None
        None where the code is still to be typed.
    token : str
        Hidden in every form.
    cards : tuple of (Card, Meaning)
        The device's own.
    firms : tuple of str
        Names that the zone shows to everybody.
    typed : mapping
        Fields as they were typed, or those of the last card.
    said, wrong : str
        What was done, and what was wrong; whole sentences.
    doubted : bool
        Whether the form asks once more because of personal data or rude words.
    extra : str
        HTML above the form: where else the room lets a phone go.
    """

    language: str
    room: Room | None
    token: str = ""
    cards: tuple[tuple[Card, Meaning], ...] = ()
    firms: tuple[str, ...] = ()
    typed: Typed | None = None
    said: str = ""
    wrong: str = ""
    doubted: bool = False
    extra: str = ""


def draw(screen: Screen) -> str:
    """The whole document."""
    language = screen.language
    room = screen.room
    title = text(language, "workshop.phone_title") if room is None else room.name
    parts = [f"<h1>{_safe(title)}</h1>", _message(screen)]
    if room is None:
        parts.append(_code_form(screen))
    else:
        parts += [screen.extra, _card_form(screen, room), _own_cards(screen, room)]
    return document(title, "\n".join(parts), link(other_language(language), room))


def link(language: str, room: Room | None, extra: str = "") -> str:
    """Where a form goes, beside the page itself."""
    code = f"&kod={room.code}" if room else ""
    return f"katil?lang={language}{code}{extra}"


def _safe(words: object) -> str:
    return html.escape(str(words), quote=True)


def _message(screen: Screen) -> str:
    if screen.wrong:
        return f'<p class="wrong" role="alert">{_safe(screen.wrong)}</p>'
    if screen.room is not None and screen.room.paused:
        said = text(screen.language, "workshop.phone_paused")
        return f'<p class="said" role="status">{_safe(said)}</p>'
    return f'<p class="said" role="status">{_safe(screen.said)}</p>' if screen.said else ""


def _code_form(screen: Screen) -> str:
    words = _words(screen.language, "intro", "code", "enter")
    return f"""<p>{words["intro"]}</p>
<form method="get" action="katil">
<label for="kod">{words["code"]}</label>
<input type="text" class="code" id="kod" name="kod" maxlength="16" required autofocus
 autocomplete="off" autocapitalize="characters" spellcheck="false">
<button class="main">{words["enter"]}</button>
</form>"""


def _card_form(screen: Screen, room: Room) -> str:
    names = (
        ("change" if (screen.typed or {}).get("card") else "new"),
        "direction",
        "have",
        "want",
        "text",
        "text_hint",
        "quantity",
        "unit",
        "firm",
        "firm_hint",
        "table",
        "table_none",
        "may_name",
        "send",
        "send_anyway",
    )
    words = _words(screen.language, *names)
    typed = {name: _safe(value) for name, value in (screen.typed or {}).items()}

    def direction(value: str, label: str) -> str:
        chosen = " checked" if typed.get("direction", "offer") == value else ""
        return (
            f'<label class="pick"><input type="radio" name="direction" value="{value}"{chosen}>'
            f"{label}</label>"
        )

    tables = [("", words["table_none"])] + [(str(n), str(n)) for n in range(1, room.tables + 1)]
    units = [(unit, text(screen.language, f"workshop.unit_{place}")) for place, unit in _units()]
    agreed = " checked" if typed.get("may_name") else ""
    again = "send_anyway" if screen.doubted else "send"
    return f"""<form method="post" action="{_safe(link(screen.language, room))}">
{_hidden(screen, room, "save", card=typed.get("card", ""), anyway="1" if screen.doubted else "")}
<h2>{words[names[0]]}</h2>
<fieldset><legend>{words["direction"]}</legend><div class="two">
{direction("offer", words["have"])}{direction("need", words["want"])}
</div></fieldset>
<label for="text">{words["text"]}</label>
<input type="text" id="text" name="text" maxlength="{MOST_TEXT}" required
 value="{typed.get("text", "")}" placeholder="{words["text_hint"]}" autocomplete="off">
<div class="two"><div><label for="quantity">{words["quantity"]}</label>
<input type="text" id="quantity" name="quantity" maxlength="24" inputmode="decimal"
 value="{typed.get("quantity", "")}" autocomplete="off"></div>
<div><label for="unit">{words["unit"]}</label>
{_select("unit", units, typed.get("unit", ""))}</div></div>
<label for="firm">{words["firm"]}</label>
<input type="text" id="firm" name="firm" maxlength="{MOST_FIRM}" required list="firms"
 value="{typed.get("firm", "")}" placeholder="{words["firm_hint"]}" autocomplete="organization">
<datalist id="firms">{_options(screen.firms)}</datalist>
<label for="table">{words["table"]}</label>{_select("table", tables, typed.get("table", ""))}
<label class="check"><input type="checkbox" name="may_name" value="1"{agreed}>
<span>{words["may_name"]}</span></label>
<button class="main">{words[again]}</button>
</form>"""


def _own_cards(screen: Screen, room: Room) -> str:
    words = _words(screen.language, "own", "own_none")
    day = numbers.day(room.kept_until, screen.language)
    kept = _safe(text(screen.language, "workshop.phone_kept", day=day))
    if not screen.cards:
        listed = f"<p>{words['own_none']}</p>"
    else:
        listed = "\n".join(_card(screen, room, *one) for one in reversed(screen.cards))
        # One form for all: what each button does stands in it.
        action = _safe(link(screen.language, room))
        listed = f'<form method="post" action="{action}">{_hidden(screen, room)}{listed}</form>'
    return f"<h2>{words['own']}</h2>\n{listed}\n<p><small>{kept}</small></p>"


def _card(screen: Screen, room: Room, card: Card, meaning: Meaning) -> str:
    language = screen.language
    state = f"state_{'merged' if card.merged_into else card.state}"
    words = _words(language, "edit", "delete", state, f"is_{card.direction}")
    amount = ""
    if card.quantity is not None and card.unit in UNITS:
        unit = text(language, f"workshop.unit_{UNITS.index(card.unit)}")
        amount = f" · {numbers.exact(card.quantity, language)} {unit}"
    number = card.card_id
    edit = _safe(link(language, room, f"&kart={number}"))
    return f"""<div class="card {card.direction}">
<p><small>{words[f"is_{card.direction}"]}</small><br><strong>{_safe(card.text)}</strong>{_safe(amount)}</p>
{_understood(language, card, meaning)}
<p><small>{words[state]}</small></p>
<a href="{edit}">{words["edit"]}</a>
<button name="do" value="delete {number}">{words["delete"]}</button>
</div>"""


def _understood(language: str, card: Card, meaning: Meaning) -> str:
    """What the card is taken for; where that is open, a button for each thing it may be."""
    if meaning.resource is not None:
        name = resource_name(meaning.resource, language)
        said = text(language, "workshop.phone_understood", name=name)
        return f"<p>{_safe(said)}</p>"
    if not meaning.guesses:
        return f"<p>{_safe(text(language, 'workshop.phone_unknown'))}</p>"
    buttons = "".join(
        f'<button name="do" value="mean {card.card_id} {_safe(guess)}">'
        f"{_safe(resource_name(guess, language))}</button>"
        for guess in meaning.guesses
    )
    return f"<p>{_safe(text(language, 'workshop.phone_which'))}</p>{buttons}"


def _hidden(screen: Screen, room: Room, action: str = "", **fields: str) -> str:
    values = {"token": screen.token, "kod": room.code, "action": action, **fields}
    return "".join(
        f'<input type="hidden" name="{name}" value="{value}">'
        for name, value in values.items()
        if value
    )


def _select(name: str, options: Sequence[tuple[str, str]], chosen: str) -> str:
    inside = "".join(
        f'<option value="{_safe(value)}"{" selected" if _safe(value) == chosen else ""}>'
        f"{_safe(label)}</option>"
        for value, label in options
    )
    return f'<select id="{name}" name="{name}">{inside}</select>'


def _options(firms: Sequence[str]) -> str:
    """Names to choose from, as many as a poor network can bear."""
    listed, size = [], 0
    for firm in firms:
        option = f'<option value="{_safe(firm)}">'
        size += len(option.encode())
        if size > _MOST_LISTED_BYTES:
            break
        listed.append(option)
    return "".join(listed)


def _units() -> list[tuple[int, str]]:
    return list(enumerate(UNITS))


def _words(language: str, *names: str) -> dict[str, str]:
    return {name: _safe(text(language, f"workshop.phone_{name}")) for name in names}
