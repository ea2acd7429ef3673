"""The zone of four firms that the matching tests follow with a pencil, and a pair of firms."""

from dataclasses import replace

from matching_case import PLAIN, firm, knowledge, need, offer, pathway, resource, zone

from symbio.matching import match

# A joinery, two panel plants and a composter.
#
#   sawdust offered by J: 1,000 t/y, costs 40 EUR/t to be rid of (its own price).
#   furnish needed by P (10 km) and Q (30 km): 500 and 900 t/y, bought at 60 EUR/t.
#   compost needed by C (5 km): 400 t/y, bought at 25 EUR/t.
#   sawdust_to_furnish: yield 0.9, ratio 0.8, treatment 10 EUR/t, at most half of a need.
#   sawdust_to_compost: yield 0.5, ratio 1.0, treatment 8 EUR/t, 10 % residue at 30 EUR/t.
#   handling 3 EUR/t, freight 0.10 EUR/t·km, no detour.
#
# Value per tonne of sawdust [EUR/t]:
#   J→P  40 + 0.9·0.8·60 - 10 - 0       - 3 - 0.1·10 = 40 + 43.2 - 14   = 69.2
#   J→Q  40 + 43.2       - 10 - 0       - 3 - 0.1·30 = 40 + 43.2 - 16   = 67.2
#   J→C  40 + 0.5·25     - 8  - 0.1·30  - 3 - 0.1·5  = 40 + 12.5 - 14.5 = 38.0
# What fits: P takes furnish up to 0.5·500 = 250 t: 250 / 0.72 = 347.2222 t of sawdust;
#   Q up to 0.5·900 = 450 t: 450 / 0.72 = 625 t; C up to 400 / 0.5 = 800 t.
#   Best first: P 347.2222, Q 625, what is left for C: 1000 - 972.2222 = 27.7778 t.
# Objective: 69.2·347.2222 + 67.2·625 + 38·27.7778 = 24027.78 + 42000 + 1055.56 = 67083.33 EUR/y.
TABLES = knowledge(
    [
        resource("sawdust", disposal_class="municipal", waste_code="030105"),
        resource("furnish"),
        resource("compost"),
    ],
    [
        pathway(
            "sawdust_to_furnish",
            "sawdust",
            "furnish",
            **{"yield": 0.9},
            substitution_ratio=0.8,
            treatment_cost_eur_per_unit=10,
            treatment_kgco2e_per_unit=12,
            max_share_of_need=0.5,
        ),
        pathway(
            "sawdust_to_compost",
            "sawdust",
            "compost",
            **{"yield": 0.5},
            treatment_cost_eur_per_unit=8,
            residue_share=0.1,
        ),
    ],
    [
        ("disposal_cost", "municipal", 30.0),
        ("virgin_price", "furnish", 60.0),
        ("virgin_price", "compost", 25.0),
        ("handling_cost", "material", 3.0),
        ("freight_rate", "", 0.10),
        ("co2e_disposal", "municipal", 500.0),
        ("co2e_virgin", "furnish", 50.0),
        ("co2e_freight", "", 0.1),
    ],
)
FIRMS = [firm("J"), firm("P", 10), firm("Q", -30), firm("C", 5)]
STREAMS = [
    offer("J", "sawdust", 1000.0, present_cost_per_unit=40.0, present_cost_currency="EUR"),
    need("P", "furnish", 500.0),
    need("Q", "furnish", 900.0),
    need("C", "compost", 400.0),
]
TO_P = "o-J-sawdust~n-P-furnish~sawdust_to_furnish"
TO_Q = "o-J-sawdust~n-Q-furnish~sawdust_to_furnish"
TO_C = "o-J-sawdust~n-C-compost~sawdust_to_compost"


def run(tables, firms, streams, country="TR", **scenario):
    return match(zone(firms, streams, country), tables, replace(PLAIN, **scenario))


PAIR = [firm("A"), firm("B", 1)]
