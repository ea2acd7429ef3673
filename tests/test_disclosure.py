"""What each viewer may know, on zones small enough to check by hand."""

import numpy as np
import pandas as pd
import pytest

from symbio import campaign, flows
from symbio.access import FACILITATOR, Viewer
from symbio.disclosure import (
    Agreements,
    Common,
    Matched,
    Tokens,
    firms_at_least,
    resource_label,
    view_for,
    whole_view,
    without_costs,
)
from symbio.disclosure.bands import distance_band, quantity_band, rounded
from symbio.disclosure.grouping import Step, roll_up
from symbio.knowledge import load
from symbio.matching import Scenario, match
from symbio.zone.demo import generate
from symbio.zone.rows import Zone

KM = 1 / 111.195
TOKENS = Tokens(b"a secret of this test")
KNOWLEDGE = load()
VISITOR, BOARD = Viewer("visitor"), Viewer("board")
SAW = Viewer("firm", "saw0")


def wood(levels=("alias",) * 12, **changed):
    """Six sawmills of 1,000 t each, and six panel plants 1 to 6 km away that need 400 t each."""
    firm = pd.DataFrame(
        {
            "firm_id": [*(f"saw{n}" for n in range(6)), *(f"panel{n}" for n in range(6))],
            "name": [*(f"Hızar {n}" for n in range(6)), *(f"Levha {n}" for n in range(6))],
            "public_alias": [*(f"Ağaç {n}" for n in range(6)), *([None] * 6)],
            "nace": ["16.10"] * 6 + ["16.21"] * 6,
            "employees": "45",
            "inside_osb": True,
            "latitude": [37.0] * 6 + [37.0 + (1 + n) * KM for n in range(6)],
            "longitude": 30.0,
            "disclosure": list(levels),
            "origin": "own",
        }
    )
    stream = pd.DataFrame(
        {
            "stream_id": [*(f"s{n}" for n in range(6)), *(f"n{n}" for n in range(6))],
            "firm_id": firm["firm_id"],
            "direction": ["offer"] * 6 + ["need"] * 6,
            "resource": ["sawdust"] * 6 + ["wood_panel_furnish"] * 6,
            "quantity_per_year": [1000.0] * 6 + [400.0] * 6,
            "unit": "t",
            "grade": "measured",
            "moisture_percent": [20.0] * 6 + [np.nan] * 6,
            "present_cost_per_unit": [777.0] * 6 + [np.nan] * 6,
            "present_cost_currency": "TRY",
            "present_cost_date": pd.Timestamp("2025-01-01"),
            "origin": "own",
        }
    )
    own = pd.DataFrame({"name": ["Orman"], "country": ["TR"], "currency": ["TRY"]})
    return Zone.of({"zone": own, "firm": firm, "stream": stream.assign(**changed)})


# Sawdust is of no use to a spinner: nothing is planned, and every sum stands whole.
APART = ["sawdust"] * 6 + ["textile_fibre"] * 6


def one_way(rows):
    """The rows of one process: two firms may have more than one with each other."""
    return rows[rows["pathway_id"] == sorted(rows["pathway_id"])[0]]


def matched(zone):
    scenario = Scenario.of(zone)
    bare = without_costs(zone)
    return (
        Matched.of(zone, KNOWLEDGE, match(zone, KNOWLEDGE, scenario)),
        Matched.of(bare, KNOWLEDGE, match(bare, KNOWLEDGE, scenario)),
    )


def seen(zone, viewer, agreements=None):
    full, general = matched(zone)
    common = Common.of(general, TOKENS, KNOWLEDGE, "tr")
    return view_for(viewer, full, common, KNOWLEDGE, agreements or Agreements())


def test_the_facilitator_sees_everything():
    full, _ = matched(wood())

    view = whole_view(full)

    assert view.zone is full.zone
    assert view.opportunities["fee_high_per_unit"].notna().any()
    with pytest.raises(ValueError, match="facilitator"):
        seen(wood(), FACILITATOR)


@pytest.mark.parametrize("viewer", [VISITOR, BOARD])
def test_nobody_who_hides_is_seen_one_by_one(viewer):
    view = seen(wood(), viewer)

    assert view.opportunities.empty
    assert view.named == frozenset()
    assert view.zone.firm["latitude"].isna().all()
    assert view.zone.firm["name"].str.startswith("Ağaç ve mobilya (adı gizli)").all()
    assert not view.zone.firm["firm_id"].isin(wood().firm["firm_id"]).any()
    assert view.zone.stream["quantity_per_year"].isna().all()
    assert view.counts.firms == 12


def test_sums_of_six_firms_are_told_and_of_four_are_not():
    told = seen(wood(resource=APART), VISITOR)
    assert told.streams.groupby("direction")["quantity"].sum().to_dict() == {
        "offer": 6000.0,
        "need": 2400.0,
    }
    assert told.streams["firm_id"].isna().all()

    zone = wood(resource=APART)
    few = zone.with_table("firm", zone.firm[~zone.firm["firm_id"].isin(["saw0", "saw1"])])
    few = few.with_table("stream", zone.stream[~zone.stream["firm_id"].isin(["saw0", "saw1"])])
    assert set(seen(few, VISITOR).streams["direction"]) == {"need"}


def test_a_firm_that_shows_itself_does_not_hide_the_fifth():
    """Four public sawmills can be taken off the sum: the two others would stand alone."""
    levels = ["public"] * 4 + ["alias"] * 2 + ["alias"] * 6

    view = seen(wood(levels), VISITOR)

    assert "offer" not in set(view.streams["direction"])
    assert len(view.named) == 4
    assert view.zone.firm["latitude"].notna().sum() == 4


def test_what_only_one_firm_gives_is_no_sum():
    """All six offer, but one quantity is known: the sum would be that quantity."""
    quantities = [1234.0] + [np.nan] * 5 + [400.0] * 6

    view = seen(wood(quantity_per_year=quantities), VISITOR)

    assert 1234.0 not in set(view.streams["quantity"])


def test_a_month_that_one_firm_fills_is_spread_over_the_year():
    weights = {f"month_{month:02d}": [1.0] * 12 for month in range(1, 13)}
    weights["month_01"] = [1.0] + [0.0] * 5 + [1.0] * 6
    view = seen(wood(resource=APART, **weights), VISITOR)

    offers = view.streams[view.streams["direction"] == "offer"]

    assert offers["month_01"].sum() == pytest.approx(500.0)
    assert offers["month_07"].sum() == pytest.approx(500.0)


def test_own_prices_change_nothing_that_others_see():
    for viewer in (VISITOR, SAW):
        cheap = seen(wood(), viewer)
        prices = [1.0, 5000.0, -300.0, 20.0, 90_000.0, 4.0] + [np.nan] * 6
        dear = seen(wood(present_cost_per_unit=prices), viewer)
        pd.testing.assert_frame_equal(cheap.opportunities, dear.opportunities)
        pd.testing.assert_frame_equal(cheap.plan, dear.plan)
        pd.testing.assert_frame_equal(cheap.streams, dear.streams)


def test_a_firm_sees_partners_by_alias_with_bands():
    view = seen(wood(), SAW)
    rows = one_way(view.opportunities)

    assert len(rows) == 6
    assert set(rows["giver_name"]) == {"Hızar 0"}
    assert all(name.startswith("Ağaç ve mobilya ") for name in rows["receiver_name"])
    assert set(zip(rows["receiver_low"], rows["receiver_high"], strict=True)) == {(100.0, 1000.0)}
    assert rows["value_per_year"].isna().all()
    assert rows["fee_low_per_unit"].isna().all()
    assert not rows["receiver_firm_id"].str.contains("panel").any()
    assert not rows["candidate_id"].str.contains("s0").any()
    # Plants at 1 to 4.9 km share one band and so one value; the sixth lies in the next.
    assert rows.groupby(["low_km", "high_km"]).size().to_dict() == {(1.0, 5.0): 4, (5.0, 20.0): 2}
    assert rows.groupby("low_km")["value_per_unit"].nunique().eq(1).all()


def test_where_in_its_band_a_partner_lies_changes_nothing():
    zone = wood()
    moved = zone.firm["latitude"].mask(zone.firm["firm_id"] == "panel0", 37.0 + 4.4 * KM)
    near, far = (
        seen(zone, SAW),
        seen(zone.with_table("firm", zone.firm.assign(latitude=moved)), SAW),
    )
    more = seen(wood(quantity_per_year=[1000.0] * 6 + [410.0] * 6), SAW)

    pd.testing.assert_frame_equal(near.opportunities, far.opportunities)
    pd.testing.assert_frame_equal(near.opportunities, more.opportunities)


def test_a_firm_of_a_sector_shows_neither_alias_nor_band_nor_distance():
    rows = one_way(seen(wood(["sector"] * 12), SAW).opportunities)

    assert set(rows["receiver_name"]) == {"Ağaç ve mobilya (adı gizli)"}
    assert rows[["receiver_low", "receiver_high", "low_km", "distance_km"]].isna().all().all()
    assert set(rows["to_resource"]) == {"wood_panel_furnish"}  # six firms share it
    assert rows["receiver_firm_id"].is_unique


def test_the_only_firm_of_its_resource_is_called_by_its_kind():
    zone = wood(
        ["sector"] * 12, resource=["sawdust"] * 6 + ["wood_panel_furnish"] + ["wood_chips"] * 5
    )

    rows = seen(zone, SAW).opportunities

    alone = rows[rows["to_resource"].str.startswith("other")]
    assert set(alone["pathway_id"]) <= {""}
    assert "wood_panel_furnish" not in set(rows["to_resource"])
    assert resource_label("other_material", "tr", KNOWLEDGE) == "Malzeme: diğer"


def test_both_agreed_and_the_partner_is_seen_with_quantity_and_place():
    agreed = Agreements(contact=frozenset({("s0", "n0")}))

    view = seen(wood(["sector"] * 12), SAW, agreed)

    full = view.opportunities[view.opportunities["receiver_state"] == "full"]
    (row,) = one_way(full).to_dict("records")
    assert row["receiver_name"] == "Levha 0"
    assert row["receiver_low"] == row["receiver_high"] == 400.0
    assert row["distance_km"] == pytest.approx(1.0, abs=0.01)
    assert np.isnan(row["fee_high_per_unit"])
    assert view.zone.firm["latitude"].notna().sum() == 2
    assert "Levha 0" in set(view.zone.firm["name"])


def test_the_fee_is_seen_by_parties_who_both_agreed_to_show_it():
    pair = frozenset({("s0", "n0")})
    zone = wood()
    full, _ = matched(zone)
    expected = full.ranked.set_index("candidate_id")["fee_high_per_unit"]

    rows = seen(zone, SAW, Agreements(contact=pair, figures=pair)).opportunities

    shown = rows.dropna(subset=["fee_high_per_unit"])
    assert set(shown["receiver_name"]) == {"Levha 0"}
    assert set(shown["fee_high_per_unit"]) <= set(expected)
    assert seen(zone, VISITOR, Agreements(pair, pair)).opportunities.empty


def test_a_public_stream_of_a_hidden_firm_names_it_and_does_not_place_it():
    zone = wood(["sector"] * 12, disclosure=["public"] + [None] * 5 + ["public"] + [None] * 5)

    view = seen(zone, VISITOR)

    (row,) = one_way(view.opportunities).to_dict("records")
    assert (row["giver_name"], row["receiver_name"]) == ("Hızar 0", "Levha 0")
    assert row["distance_km"] == 3.0  # the middle of 1 to 5 km
    assert view.zone.firm["latitude"].isna().all()


def test_who_said_nothing_shows_least():
    rows = seen(wood([None] * 12), SAW).opportunities

    assert set(rows["receiver_state"]) == {"sector"}


def test_an_alias_that_tells_the_name_is_not_used():
    zone = wood()
    named = zone.firm.assign(public_alias=zone.firm["name"] + " A.Ş.")

    rows = seen(zone.with_table("firm", named), SAW).opportunities

    assert not rows["receiver_name"].str.contains("Levha").any()


def test_the_board_gets_the_campaign_without_names():
    zone = wood()
    event = pd.DataFrame(
        {"event_id": ["E"], "name": "Açılış", "kind": "workshop", "date": ["2026-01-01"]}
    )
    came = pd.DataFrame({"event_id": "E", "firm_id": ["saw0"], "attended": True, "people": 2})
    zone = Zone.of(zone.tables() | {"event": event, "attendance": came})

    board, visitor = seen(zone, BOARD), seen(zone, VISITOR)

    assert len(board.zone.event) == 1
    assert board.zone.attendance["firm_id"].isin(board.zone.firm["firm_id"]).all()
    assert not board.zone.attendance["firm_id"].isin(["saw0"]).any()
    assert visitor.zone.event.empty
    assert visitor.zone.attendance.empty


def test_labels_roll_up_until_five_share_them():
    rows = pd.DataFrame(
        {
            "firm": list("abcdefghijk"),
            "sector": ["food"] * 6 + ["wood"] * 3 + ["tourism"] * 2,
        }
    )

    found = roll_up(rows, ["sector"], ["firm"], [Step(("sector",), lambda _rows: "other")])

    assert found["sector"].value_counts().to_dict() == {"food": 6, "other": 5}


def test_what_is_left_over_takes_the_smallest_group_along():
    rows = pd.DataFrame(
        {"firm": list("abcdefghijklm"), "sector": ["food"] * 6 + ["wood"] * 5 + ["x"] * 2}
    )

    found = roll_up(rows, ["sector"], ["firm"], [Step(("sector",), lambda _rows: "other")])

    assert found["sector"].value_counts().to_dict() == {"other": 7, "food": 6}


def test_too_few_for_any_group_are_left_out():
    rows = pd.DataFrame({"firm": list("abc"), "sector": "food"})

    assert roll_up(rows, ["sector"], ["firm"], [Step(("sector",), lambda _rows: "other")]).empty


@pytest.mark.parametrize("seed", range(8))
def test_no_group_that_comes_out_has_one_to_four_firms(seed):
    draw = np.random.default_rng(seed)
    rows = pd.DataFrame(
        {
            "firm": draw.integers(0, 40, 200).astype(str),
            "unit": draw.choice(["t", "m3"], 200, p=[0.97, 0.03]),
            "sector": draw.choice(list("abcdefghij"), 200),
            "resource": draw.choice(list("uvwxyz"), 200),
        }
    )
    steps = [Step((name,), lambda _rows: "other") for name in ("sector", "resource")]

    found = roll_up(rows, ["unit", "sector", "resource"], ["firm"], steps)

    assert found.groupby(["unit", "sector", "resource"])["firm"].nunique().min() >= 5
    assert len(found[found["unit"] == "t"]) == (rows["unit"] == "t").sum()


def test_bands_and_rounding():
    values = pd.Series([0.4, 1.0, 9.99, 10.0, 3461.0, np.nan])

    assert quantity_band(values)["low"].tolist()[:5] == [0.0, 1.0, 1.0, 10.0, 1000.0]
    assert quantity_band(values)["high"].tolist()[:5] == [1.0, 10.0, 10.0, 100.0, 10_000.0]
    assert rounded(pd.Series([3461.0, -0.0274, 0.0])).tolist() == [3000.0, -0.03, 0.0]
    assert rounded(pd.Series([3461.0]), 2).tolist() == [3500.0]
    km = distance_band(pd.Series([0.0, 0.99, 1.0, 49.0, 51.0, np.nan]))
    assert km["middle_km"].tolist()[:5] == [0.5, 0.5, 3.0, 35.0, 75.0]
    assert km["middle_km"].isna().tolist() == [False] * 5 + [True]


def test_tokens_tell_nothing_and_stay_the_same():
    assert TOKENS.token("firm", "saw0") == TOKENS.token("firm", "saw0")
    assert TOKENS.token("firm", "saw0") != TOKENS.token("alias", "saw0")
    assert TOKENS.token("firm", "saw0") != Tokens(b"another").token("firm", "saw0")
    assert "secret" not in repr(TOKENS)


def test_the_boards_funnel_counts_the_same_firms_as_the_facilitators():
    zone = generate(60)
    ids = frozenset(zone.firm["firm_id"])
    board = seen(zone, BOARD)

    whole = campaign.funnel(zone, ids)
    told = campaign.funnel(board.zone, board.zone.firm["firm_id"])
    assert told["firms"].tolist() == whole["firms"].tolist()
    assert told["firms"].iloc[-8] > 0  # ideas: the first step that synergies lead to
    assert campaign.streams_per_firm_reached(board.zone) == pytest.approx(
        campaign.streams_per_firm_reached(zone)
    )
    assert not set(board.zone.synergy["giver_firm_id"].dropna()) & ids


def test_routes_that_too_few_share_are_called_hidden_and_never_unknown():
    found = seen(generate(100), VISITOR)
    summary = flows.summary(found.streams, unit="t")

    assert summary.route_hidden > 0
    assert summary.route_hidden + summary.disposed_today < summary.offered * (1 + 1e-9)


@pytest.mark.parametrize(
    ("public", "hidden", "told"),
    [(0, 4, 0), (0, 5, 5), (4, 4, 0), (5, 4, 5), (4, 6, 10), (0, 49, 20)],
)
def test_a_number_of_firms_is_told_in_steps_and_of_five_hidden_ones_or_none(public, hidden, told):
    levels = pd.Series(
        {f"n{n}": "public" if n < public else "alias" for n in range(public + hidden)}
    )
    rows = pd.DataFrame({"need_stream_id": levels.index, "receiver_firm_id": levels.index})

    assert firms_at_least(pd.concat([rows, rows]), "receiver", levels) == told
