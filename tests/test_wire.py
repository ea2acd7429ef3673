"""The promise on the wire: every byte that the real server sends to those who may not see all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from planted import inside, planted_zone, secrets_from
from room_cards import a_room, new
from wire import Heard, listen, listen_as_phone, sign_in

from symbio.access import FACILITATOR, Viewer, may_open
from symbio.access.sign_in import add_code
from symbio.bench.server import APP, served
from symbio.ui.workshop_after import PARTS
from symbio.ui.workshop_keys import VIEWS
from symbio.zone.changes import compare
from symbio.zone.store import open_store

ZONE = planted_zone()
# The firm with most streams has most partners to learn of.
FIRM = str(ZONE.stream["firm_id"].value_counts().sort_index().idxmax())
VIEWERS = {
    "visitor": Viewer("visitor"),
    "firm": Viewer("firm", FIRM),
    "board": Viewer("board"),
    "facilitator": FACILITATOR,
}
CODE = "WXYZ23"
# Words of cards in a workshop, and whether they are on the wall.
CARDS = {"Kartbir": "shown", "Kartiki": "shown", "Bekleyenkart": "waiting", "Saklikart": "hidden"}
ROOT = Path(__file__).parents[1]
# Every page there is, so that none that is added later goes unheard.
PAGES = tuple(
    "" if path.stem == "overview" else path.stem for path in sorted(ROOT.glob("pages/*/*.py"))
)
# Other looks at the same pages: layers, measures, filters, selections of others.
OTHER = ZONE.firm.loc[ZONE.firm["firm_id"] != FIRM, "firm_id"]
MORE = (
    "map?layers=offers~needs~candidates~exchanges&view=around",
    f"map?firm={FIRM}&layers=candidates",
    f"map?firm={OTHER.iloc[1]}",
    f"flows?firm={OTHER.iloc[1]}&measure=value",
    "flows?measure=m3&kinds=water",
    "flows?sectors=food&resource=rinse_water",
    "data?section=export",
    "data?section=history",
    "data?section=missing",
    f"what_if?removed={OTHER.iloc[1]}",
    "knowledge?what=yonga%20levha%20hammaddesi",
    "knowledge?what=yonga%20levha%20hammaddesi&side=want",
    "?projector=1",
    "overview?projector=1",
    *(f"workshop?projector=1&wall={view}" for view in VIEWS),
    "map?role=facilitator",
    "opportunities?role=facilitator",
    *(f"workshop?room=1&part={part}" for part in PARTS if part != "live"),
)
# A workshop of this zone: one firm agreed to be named, one did not, and nobody else hears of it.
OPEN, SHUT = "Açıkça Ahşap", "Saklıkart Levha"


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    """Everything that each viewer was sent."""
    folder = tmp_path_factory.mktemp("wire")
    path = folder / "zone.duckdb"
    store = open_store(path)
    store.apply(compare(store.read(), ZONE.tables()), who="test")
    store.rooms().open_room(a_room())
    store.rooms().add_card(new(may_name=True, firm_name=OPEN))
    store.rooms().add_card(new(f"{SHUT} için yonga", "d2", firm_name=SHUT, direction="need"))
    store.rooms().change_card(2, resource="wood_panel_furnish", quantity=77431.0, unit="t/yıl")
    codes = {name: add_code(store, viewer, name, by="test") for name, viewer in VIEWERS.items()}
    open_hall(store)
    store.close()
    addresses = [f"{page}?lang={language}" for page in PAGES for language in ("tr", "en")]
    addresses += [f"{page}{'&' if '?' in page else '?'}lang=tr" for page in MORE]
    with served(APP, path, folder / "server.log") as server:
        found = {
            name: listen(server.port, sign_in(server.address, code), addresses)
            for name, code in codes.items()
        }
        found["nobody"] = listen(server.port, "", addresses)
        found["phone"] = listen_as_phone(server.address, CODE, 3)
    log = (folder / "server.log").read_bytes()
    return found, log, codes


def open_hall(store):
    """A workshop whose phones wrote what nobody else but the facilitator may read."""
    hidden = ZONE.firm.loc[ZONE.firm["disclosure"] == "sector"].iloc[0]
    store.rooms().open_room(a_room(CODE, hours=48))
    for number, (words, state) in enumerate(CARDS.items()):
        store.rooms().add_card(
            new(
                f"odun talaşı {words}",
                f"d{number}",
                room_id=2,
                firm_id=hidden["firm_id"],
                firm_name=hidden["name"],
                direction="need" if number % 2 else "offer",
                state=state,
            )
        )


def test_the_search_finds_what_a_facilitator_is_shown(heard):
    facilitator: Heard = heard[0]["facilitator"]

    assert facilitator.failed == []
    assert facilitator.downloads >= 10
    hits = secrets_from(ZONE, FIRM).found(facilitator.said)
    for kind in ("Zifir", "VKN", "Tarif", "Fatura", "binary"):
        assert any(kind in hit for hit in hits), kind


@pytest.mark.parametrize("name", ["visitor", "firm", "board", "nobody", "phone"])
def test_no_secret_of_others_is_sent(heard, name):
    found: Heard = heard[0][name]

    assert found.failed == []
    for word in (OPEN, SHUT, "77.431", "77431"):
        assert [place for place, data in found.said if word.encode() in data] == []
    secrets = secrets_from(ZONE, FIRM if name == "firm" else None)
    assert secrets.found(found.said) == []


def test_what_participants_of_a_workshop_take_home_names_only_firms_that_agreed(heard):
    said = heard[0]["facilitator"].said
    files = [
        b"".join(inside(data)).decode("utf-8", "replace")
        for place, data in said
        if "part=summary" in place and data[:2] in (b"PK", b"%P")
    ]

    assert len(files) == 2
    for text in files:
        assert OPEN in text
        assert SHUT.split()[0] not in text
        assert "77.431" not in text
    # The facilitator is shown both.
    assert any(SHUT.encode() in data for place, data in said if "part=streams" in place)


def test_cards_of_a_workshop_are_sent_to_the_facilitator_alone(heard):
    for name, one in heard[0].items():
        sent = b"\n".join(data for _, data in one.said)
        found = {words for words in CARDS if words.encode() in sent}
        assert found == (set(CARDS) if name == "facilitator" else set()), name


def test_the_wall_shows_no_card_that_waits_and_names_no_firm_that_did_not_agree(heard):
    sent = b"\n".join(
        data for place, data in heard[0]["facilitator"].said if "projector=1&wall" in place
    )

    found = {words for words in CARDS if words.encode() in sent}
    assert found == {words for words, state in CARDS.items() if state == "shown"}
    assert b"Zifir" not in sent


def test_a_phone_is_shown_its_own_cards(heard):
    sent = b"\n".join(data for _, data in heard[0]["phone"].said)

    assert b"Telefon Sanayi" in sent
    assert "odun talaşı".encode() in sent


def test_phones_and_walls_load_nothing_from_elsewhere(heard):
    for name, place in (("phone", ""), ("facilitator", "workshop")):
        for where, data in heard[0][name].said:
            if place in where and " /media" not in where:  # a PDF names its formats
                hosts = set(re.findall(rb"https?://([\w.-]+)", data))
                # The last stands in a sentence, as an address that a hall's network may have.
                assert hosts <= {b"127.0.0.1", b"www.w3.org", b"192.168.1.20"}, where


def test_a_firm_is_shown_its_own(heard):
    own = "\n".join(data.decode("utf-8", "replace") for _, data in heard[0]["firm"].said)
    name = ZONE.firm.set_index("firm_id").loc[FIRM, "name"].split()[0]

    assert name in own


def test_the_menu_holds_what_the_role_may_open(heard):
    names = [page or "overview" for page in PAGES]

    for name, viewer in VIEWERS.items():
        assert len(heard[0][name].menu) == sum(may_open(viewer, page) for page in names)


def test_codes_stand_in_no_log_and_no_message(heard):
    found, log, codes = heard
    sent = [log, *(data for one in found.values() for _, data in one.said)]
    for code in codes.values():
        for spelled in (code, code.replace("-", "")):
            assert not any(spelled.encode() in data for data in sent)
