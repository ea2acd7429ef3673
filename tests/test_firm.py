"""One firm's own side: partners, agreements, streams, and the sheet to take away."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from test_disclosure import KNOWLEDGE, SAW, seen, wood

from symbio.disclosure import Agreements
from symbio.errors import InputError
from symbio.firm import StreamWords, agreements, partners, share, stream_changes, without_stream
from symbio.report.firm_sheet import firm_sheet
from symbio.zone.changes import compare
from symbio.zone.store import open_store

AT = dt.datetime(2026, 1, 1, 12, 0)
TODAY = dt.date(2026, 1, 1)
PAIR = ("s0", "n0")


@pytest.fixture
def store(tmp_path):
    store = open_store(tmp_path / "zone.duckdb")
    store.apply(compare(store.read(), wood().tables()), who="test")
    yield store
    store.close()


def ranked(zone=None, agreed=None):
    zone = zone or wood()
    view = seen(zone, SAW, agreed)
    own = zone.stream[zone.stream["firm_id"] == "saw0"].set_index("stream_id")["quantity_per_year"]
    return partners(view.opportunities, "saw0", own)


def say(**changed):
    words = {
        "stream_id": "",
        "direction": "offer",
        "resource": "sawdust",
        "description": "ince talaş",
        "quantity_per_year": 12.5,
        "disclosure": "",
    }
    return StreamWords(**words | changed)


def rules(words, zone=None):
    with pytest.raises(InputError) as caught:
        stream_changes(zone or wood(), "saw0", words, KNOWLEDGE, today=TODAY)
    return [problem.rule for problem in caught.value.problems]


def test_each_partner_stands_once_with_what_all_of_mine_would_be_worth():
    rows = ranked()

    assert len(rows) == 6
    assert set(rows["direction"]) == {"offer"}
    assert rows["potential_per_year"].tolist() == (rows["value_per_unit"] * 1000.0).tolist()
    assert rows["potential_per_year"].is_monotonic_decreasing


def test_the_worth_of_a_need_counts_what_would_have_to_be_offered():
    zone = wood()
    view = seen(zone, type(SAW)("firm", "panel0"))
    found = partners(view.opportunities, "panel0", pd.Series({"n0": 400.0}))
    row = found.iloc[0]
    way = KNOWLEDGE.pathways.set_index("pathway_id").loc[row["pathway_id"]]
    replaces = way["yield"] * way["substitution_ratio"]

    assert row["direction"] == "need"
    assert row["potential_per_year"] == pytest.approx(row["value_per_unit"] * 400.0 / replaces)


def test_a_partner_that_needs_less_is_worth_no_more_than_it_takes():
    view = seen(wood(), SAW)
    own = pd.Series({"s0": 1000.0})
    open_rows = view.opportunities.assign(receiver_low=50.0, receiver_high=60.0)
    found = partners(open_rows, "saw0", own)
    way = KNOWLEDGE.pathways.set_index("pathway_id").loc[found["pathway_id"]]
    taken = 60.0 / (way["yield"] * way["substitution_ratio"]).to_numpy()

    assert (taken < 1000.0).all()
    assert found["potential_per_year"].to_numpy() == pytest.approx(
        (found["value_per_unit"] * taken).to_numpy()
    )
    hidden = open_rows.assign(receiver_low=np.nan, receiver_high=np.nan)
    rows = partners(hidden, "saw0", own)
    assert rows["potential_per_year"].tolist() == (rows["value_per_unit"] * 1000.0).tolist()


def test_an_unknown_quantity_has_partners_and_no_sum():
    rows = ranked(wood(quantity_per_year=[np.nan] + [1000.0] * 5 + [400.0] * 6))

    assert len(rows) == 6
    assert rows["potential_per_year"].isna().all()


def test_interest_of_both_opens_and_of_one_does_not(store):
    book = store.consents()
    book.give(PAIR, "saw0", "contact", by="a", at=AT)
    assert agreements(book.alive(), store.read(), "saw0") == Agreements()

    book.give(PAIR, "panel0", "contact", by="b", at=AT)
    both = agreements(book.alive(), store.read(), "saw0")
    assert both.contact == {PAIR}
    assert both.figures == frozenset()
    assert agreements(book.alive(), store.read(), "panel0").contact == {PAIR}
    assert agreements(book.alive(), store.read(), "saw1") == Agreements()


def test_the_word_of_somebody_else_opens_nothing(store):
    book = store.consents()
    book.give(PAIR, "saw0", "contact", by="a", at=AT)
    book.give(PAIR, "saw1", "contact", by="thief", at=AT)

    assert agreements(book.alive(), store.read(), "saw0") == Agreements()
    assert agreements(book.alive(), store.read(), "saw1") == Agreements()


def test_a_word_taken_back_closes_again_and_takes_the_figures_along(store):
    book = store.consents()
    for firm in ("saw0", "panel0"):
        for kind in ("contact", "figures"):
            book.give(PAIR, firm, kind, by="x", at=AT)
    assert agreements(book.alive(), store.read(), "saw0").figures == {PAIR}

    book.withdraw(PAIR, "panel0", "contact", by="x", at=AT)
    assert agreements(book.alive(), store.read(), "saw0") == Agreements()

    book.give(PAIR, "panel0", "contact", by="x", at=AT)
    again = agreements(book.alive(), store.read(), "saw0")
    assert (again.contact, again.figures) == ({PAIR}, frozenset())
    assert len(book.history("panel0")) == 3


def test_words_and_contacts_outlive_the_process(store):
    from symbio.zone.store_consent import Contact

    store.consents().give(PAIR, "saw0", "contact", by="a", at=AT)
    until = TODAY + dt.timedelta(days=10)
    store.consents().set_contact(Contact("saw0", "Ayşe", "a@b.c", "", AT, "a", until))
    path = store.path
    store.close()

    book = open_store(path).consents()
    assert [entry.pair for entry in book.alive()] == [PAIR]
    assert book.contact("saw0", TODAY).person == "Ayşe"
    assert book.contact("saw0", until + dt.timedelta(days=1)) is None
    assert book.erase_expired(until + dt.timedelta(days=1)) == 1
    assert book.contact("saw0", TODAY) is None
    open_store(path).close()


def test_a_new_stream_is_the_firms_own_and_declared():
    (row,) = stream_changes(wood(), "saw0", say(), KNOWLEDGE, today=TODAY).stream.new.to_dict(
        "records"
    )

    assert (row["firm_id"], row["unit"], row["grade"], row["origin"]) == (
        "saw0",
        "t",
        "declared",
        "own",
    )
    assert row["quantity_per_year"] == 12.5


def test_a_changed_stream_keeps_its_price_and_an_unknown_quantity_is_graded_so():
    found = stream_changes(
        wood(), "saw0", say(stream_id="s0", quantity_per_year=None), KNOWLEDGE, today=TODAY
    ).stream

    (row,) = found.changed.to_dict("records")
    assert np.isnan(row["quantity_per_year"])
    assert row["grade"] == "unknown"
    assert row["present_cost_per_unit"] == 777.0
    assert found.gone.empty


def test_another_resource_does_not_keep_the_price_of_the_old_one():
    found = stream_changes(
        wood(), "saw0", say(stream_id="s0", resource="wood_chips"), KNOWLEDGE, today=TODAY
    ).stream

    assert found.changed["present_cost_per_unit"].isna().all()


def test_in_a_demo_nothing_own_comes_in():
    zone = wood()
    demo = zone.with_table("firm", zone.firm.assign(origin="synthetic"))

    (row,) = stream_changes(demo, "saw0", say(), KNOWLEDGE, today=TODAY).stream.new.to_dict(
        "records"
    )

    assert row["origin"] == "synthetic"


def test_everything_wrong_is_said_at_once_and_other_firms_streams_are_refused():
    wrong = say(
        stream_id="s1", direction="x", resource="", quantity_per_year=-1.0, disclosure="all"
    )

    assert rules(wrong) == [
        "firm_no_stream",
        "firm_no_direction",
        "firm_no_resource",
        "firm_quantity",
        "firm_no_level",
    ]
    with pytest.raises(InputError):
        without_stream(wood(), "saw0", "s1")
    assert without_stream(wood(), "saw0", "s0").stream.gone["stream_id"].tolist() == ["s0"]


def test_a_firm_takes_back_its_own_last_write_only(store):
    def put(firm, **changed):
        changes = stream_changes(store.read(), firm, say(**changed), KNOWLEDGE, today=TODAY)
        store.apply(changes, who=firm, note=f"Firmam {firm}")

    put("saw0", stream_id="s0", quantity_per_year=5.0)
    put("saw1", stream_id="s1", quantity_per_year=6.0)

    last = store.to_undo("Firmam saw0")
    assert store.undo("saw0", last, note="Firmam saw0") == 1
    assert store.to_undo("Firmam saw0") == 0
    quantities = store.read().stream.set_index("stream_id")["quantity_per_year"]
    assert quantities[["s0", "s1"]].tolist() == [1000.0, 6.0]


def test_the_share_counts_exchanges_and_no_quantities():
    zone = wood()
    view = seen(zone, SAW)
    mine = zone.stream[zone.stream["firm_id"] == "saw0"]

    found = share(view.opportunities, view.plan, "saw0", mine)

    assert found.streams == 1
    assert found.planned_streams <= 1
    assert not any(isinstance(value, float) for value in vars(found).values())


@pytest.mark.parametrize("language", ["tr", "en"])
def test_the_sheet_is_one_page_and_takes_names_as_text(language):
    zone = wood()
    name = 'Işıl *Ağaç* #panic("x") $a$ <b> İ.Ş.'
    rows = ranked()

    made = firm_sheet(
        name,
        pd.concat([zone.stream.head(1)] * 40),
        pd.concat([rows] * 9),
        KNOWLEDGE,
        language=language,
        currency="TRY",
        price_year="2025",
        zone="Orman *OSB*",
        synthetic=False,
        made_on=TODAY,
    )

    assert made.startswith(b"%PDF")
    assert b"/Count 1" in made
