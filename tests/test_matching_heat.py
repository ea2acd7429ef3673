"""Heat between two firms, by temperature: every number can be followed with a pencil."""

import pytest
from matching_case import firm, knowledge, need, offer, pathway, resource
from pencil_zone import PAIR, run

HEAT = knowledge(
    [
        resource("heat", kind="energy", unit="MWh", storable_days=0, qualities="temperature_c"),
        resource("electricity", kind="energy", unit="MWh", storable_days=0),
    ],
    [
        pathway(
            "heat_pump",
            "heat",
            "heat",
            treatment_cost_eur_per_unit=10,
            legal_class="utility",
            **{"yield": 1.0},
        )
    ],
    [("virgin_price", "heat", 40.0), ("virgin_price", "electricity", 90.0)]
    + [("handling_cost", "energy", 0.0), ("link_cost_per_km_year", "energy", 1000.0)]
    + [("disposal_cost", "none", 0.0), ("co2e_grid", "", 400.0), ("co2e_virgin", "heat", 200.0)]
    + [("co2e_disposal", "none", 0.0)],
    radius_km=2.0,
)


def heat(source, wanted, **scenario):
    streams = [
        offer("A", "heat", 1000.0, **source),
        need("B", "heat", 1000.0, **wanted),
    ]
    return run(HEAT, PAIR, streams, **scenario)


def test_heat_goes_straight_where_it_is_warm_enough():
    result = heat({"temperature_c": 90}, {"temperature_c": 80})

    assert list(result.candidates["pathway_id"]) == ["same:heat"]
    assert result.exchanges["quantity_per_year"].to_list() == pytest.approx([1000.0])
    assert result.exchanges["value_per_unit"].to_list() == pytest.approx([40.0])


def test_five_degrees_are_too_few_for_an_exchanger():
    # 85 °C for 80 °C with 10 K approach: lifted by 5 K, at the highest COP of 8.
    found = heat({"temperature_c": 85}, {"temperature_c": 80}).candidates

    assert list(found["pathway_id"]) == ["heat_pump"]
    assert found["yield"].to_list() == pytest.approx([8 / 7])
    straight = heat({"temperature_c": 85}, {"temperature_c": 80}, approach_k=5.0).candidates
    assert list(straight["pathway_id"]) == ["same:heat"]


def test_only_what_is_warm_enough_of_a_flow_is_usable():
    # 120 → 40 °C is given off; the need goes from 50 to 80 °C and lets it cool to 60 °C:
    # (120 - 60) / (120 - 40) = 0.75.
    result = heat(
        {"temperature_c": 120, "return_temperature_c": 40},
        {"temperature_c": 80, "return_temperature_c": 50},
    )

    assert result.candidates["yield"].to_list() == pytest.approx([0.75])


def test_colder_heat_is_lifted_by_a_heat_pump():
    # 30 °C to 70 °C, 10 K approach: COP = 0.5·353.15/50 = 3.5315.
    # One MWh of source gives 3.5315/2.5315 = 1.39502 MWh and draws 1/2.5315 = 0.39502 MWh.
    # 1.39502·40 - 10 - 0.39502·90 = 55.8008 - 45.5519 = 10.249 EUR/MWh.
    # CO2e: 1.39502·200 - 0.39502·400 = 120.996 kg/MWh.
    result = heat({"temperature_c": 30}, {"temperature_c": 70})
    row = result.candidates.iloc[0]

    assert list(result.candidates["pathway_id"]) == ["heat_pump"]
    assert row["yield"] == pytest.approx(1.39502, rel=1e-5)
    assert row["treatment_per_unit"] == pytest.approx(45.5519, rel=1e-5)
    assert row["value_per_unit"] == pytest.approx(10.249, rel=1e-4)
    assert row["co2e_kg_per_unit"] == pytest.approx(120.996, rel=1e-4)


def test_each_sector_meets_the_pathway_that_names_it_and_others_the_open_one():
    def way(name, nace, cost):
        costs = {"treatment_cost_eur_per_unit": cost, "yield": 0.9, "legal_class": "utility"}
        return pathway(name, "heat", "heat", receiver_nace=nace, **costs)

    ways = [way("greenhouse", "0113|01", 3), way("others", "25|*", 5)]
    resources = HEAT.resources.to_dict("records")
    tepid = resource("tepid", kind="energy", unit="MWh", storable_days=0, parent_id="heat")
    pump = HEAT.pathways.to_dict("records")
    factors = HEAT.factors[["metric", "subject", "value"]].iloc[1:].itertuples(index=False)
    tables = knowledge([*resources, tepid | {"qualities": "temperature_c"}], pump + ways, factors)
    sectors = {"B": "0113", "C": "10", "D": "25", "E": ""}  # nobody knows what E does
    firms = [firm("A"), *(firm(name, 1, nace=nace) for name, nace in sectors.items())]
    needs = [need(name, "heat", 10.0, temperature_c=50, return_temperature_c=30) for name in "BCDE"]

    for offered in ("heat", "tepid"):  # a child walks the ways of its parent, and only these
        warm = offer("A", offered, 90.0, temperature_c=80, return_temperature_c=30)
        found = run(tables, firms, [warm, *needs]).candidates
        met = dict(zip(found["receiver_firm_id"], found["pathway_id"], strict=True))
        assert met == {"B": "greenhouse", "C": "others", "D": "others", "E": "others"}
        assert len(found) == 4
        # 80 → 30 °C is given off; what returns at 30 °C lets it cool to 40 °C: 0.8 of it.
        assert found["yield"].to_list() == pytest.approx([0.72] * 4)

    cold = offer("A", "tepid", 90.0, temperature_c=30)
    assert set(run(tables, firms, [cold, *needs]).candidates["pathway_id"]) == {"heat_pump"}


def test_no_heat_pump_reaches_two_hundred_degrees():
    assert heat({"temperature_c": 30}, {"temperature_c": 200}).candidates.empty


def test_an_unknown_temperature_is_a_question_and_not_a_refusal():
    found = heat({}, {"temperature_c": 80}).candidates

    assert not found["quality_known"].any()
    assert found["legal_rules"].str.contains("quality_unknown").all()


def test_a_pipe_costs_by_its_length_once_it_is_used():
    # 1 km at 1,000 EUR/km·y; 1,000 MWh at 40 EUR.
    result = heat({"temperature_c": 90}, {"temperature_c": 80}, count_pipe_cost=True)
    row = result.exchanges.iloc[0]

    assert row["fixed_link_cost_per_year"] == pytest.approx(1000.0, rel=1e-6)
    assert row["value_per_year"] == pytest.approx(39_000.0, rel=1e-6)
    assert result.solve.objective == pytest.approx(39_000.0, rel=1e-6)
