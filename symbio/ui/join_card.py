"""One card as a phone types it: what is wrong with it, and the row it becomes."""

from __future__ import annotations

from symbio.locale import letters, numbers
from symbio.ui.join_page import Typed
from symbio.ui.phone_answer import Phone
from symbio.workshop import MOST_FIRM, MOST_TEXT, UNITS, clean
from symbio.zone.store import Store
from symbio.zone.workshop_rows import Card, NewCard, Room

_LARGEST = 1e9


def problems(phone: Phone, form: Typed) -> list[str]:
    """Everything that is wrong with a card, all at once."""
    found = []
    if form.get("direction") not in ("offer", "need"):
        found.append(phone.says("no_direction"))
    if not clean(form.get("text", ""), MOST_TEXT):
        found.append(phone.says("no_text"))
    if len(form.get("text", "").strip()) > MOST_TEXT:
        found.append(phone.says("long_text", most=MOST_TEXT))
    if not clean(form.get("firm", ""), MOST_FIRM) or len(form.get("firm", "")) > MOST_FIRM:
        found.append(phone.says("no_firm", most=MOST_FIRM))
    if form.get("quantity", "").strip() and _amount(phone, form) is None:
        example = numbers.number(1234.5, phone.language, 1)
        found.append(phone.says("no_quantity", example=example))
    return found


def _amount(phone: Phone, form: Typed) -> float | None:
    """The quantity as the language writes it; None where there is none that makes sense."""
    value = numbers.read(form.get("quantity", "").strip()[:24], phone.language)
    return value if value is not None and 0 < value <= _LARGEST else None


def new_card(
    store: Store, phone: Phone, room: Room, form: Typed, edited: Card | None, waits: bool
) -> NewCard:
    """The row that a form without problems becomes.

    Parameters
    ----------
    edited : Card or None
        The phone's own card that it takes the place of.
    waits : bool
        Whether the facilitator sees it before the room does.
    """
    firm = clean(form.get("firm", ""), MOST_FIRM)
    words, amount = clean(form.get("text", ""), MOST_TEXT), _amount(phone, form)
    table, unit = form.get("table", ""), form.get("unit", "")
    # What a person said of other words says nothing of these.
    same = edited is not None and edited.text == words
    merged = None
    if edited is not None and same and edited.direction == form["direction"]:
        merged = edited.merged_into
    return NewCard(
        room_id=room.room_id,
        device_hash=phone.device_hash,
        firm_id=_firm_id(store, firm) or _known_as(store, phone, room, firm),
        firm_name=firm,
        table_number=int(table) if table in {str(n) for n in range(1, room.tables + 1)} else None,
        may_name=form.get("may_name") == "1",
        direction=form["direction"],
        text=words,
        language=phone.language,
        quantity=amount,
        unit=(unit if unit in UNITS else UNITS[0]) if amount is not None else None,
        resource=edited.resource if edited is not None and same else None,
        state=_state(edited, waits, same, merged),
        made_at=phone.at,
        changed_at=phone.at,
        merged_into=merged,
    )


def _state(edited: Card | None, waits: bool, same: bool, merged: int | None) -> str:
    """What a facilitator hid stays so; a card that is no longer one with another comes back."""
    fresh = "waiting" if waits else "shown"
    if edited is None:
        return fresh
    if edited.state == "hidden":
        return fresh if edited.merged_into and not merged else "hidden"
    return edited.state if same and not waits else fresh


def _firm_id(store: Store, name: str) -> str | None:
    """The firm of the zone with this name; the phone is not told whether there is one."""
    firms = store.read().firm
    wanted = letters.fold(name)
    found = [
        str(firm_id)
        for firm_id, known in zip(firms["firm_id"], firms["name"], strict=True)
        if letters.fold(known) == wanted
    ]
    return found[0] if len(found) == 1 else None


def _known_as(store: Store, phone: Phone, room: Room, name: str) -> str | None:
    """The firm that the facilitator said this phone's firm of this name is."""
    own = reversed(store.rooms().cards(room.room_id, phone.device_hash))
    wanted = letters.fold(name)
    return next((one.firm_id for one in own if letters.fold(one.firm_name) == wanted), None)


def of_last(own: list[Card]) -> dict[str, str]:
    """Firm, table and agreement of the phone's last card, for the next one."""
    if not own:
        return {}
    last = own[-1]
    return {
        "firm": last.firm_name,
        "table": "" if last.table_number is None else str(last.table_number),
        "may_name": "1" if last.may_name else "",
    }


def as_typed(card: Card, language: str) -> dict[str, str]:
    """The fields of the form that would write this card."""
    amount = "" if card.quantity is None else numbers.exact(card.quantity, language)
    return {
        **of_last([card]),
        "card": str(card.card_id),
        "direction": card.direction,
        "text": card.text,
        "quantity": amount,
        "unit": card.unit or "",
    }
