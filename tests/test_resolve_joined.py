"""From words to resources: things joined by "and", and what is said once of all of them."""

import pytest
from resolved import first

from symbio.knowledge import resolve


def things(text):
    return set(resolve(text).things)


@pytest.mark.parametrize(
    "text",
    ["odun talaşı ve kabuk", "odun talaşı ve kabuk(ları)", "odun talaşı ile kabuk"]
    + ["odun talaşı / kabuk", "odun talaşı + kabuk", "wood sawdust & bark", "saw dust and bark"],
)
def test_bark_beside_wood_sawdust_is_that_of_wood(text):
    assert things(text) == {"sawdust", "bark"}
    assert not resolve(text).asks


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("PE film ve granül", {"pe_film", "pe_granulate"}),
        ("cotton yarn and fabric", {"cotton_waste", "textile_offcuts"}),
        ("mermer tozu ve parçası", {"marble_slurry", "marble_offcuts"}),
        ("leather offcuts and shavings", {"leather_offcuts", "chrome_shavings"}),
        ("tavuk gübresi ve tüyü", {"poultry_litter", "feathers"}),
        ("foundry sand and slag", {"foundry_sand", "foundry_slag"}),
        ("demir ve alüminyum talaşı", {"steel_turnings", "aluminium_turnings"}),
        ("elma ve portakal posası", {"fruit_pomace", "citrus_peel"}),
        ("demir, bakır ve alüminyum hurdası", {"ferrous_scrap", "copper_scrap", "aluminium_scrap"}),
        ("mermer/granit çamuru", {"marble_slurry", "granite_slurry"}),
        ("waste concrete and concrete sludge", {"waste_concrete", "concrete_wash_sludge"}),
        ("odun talaşı, kabuk ve yonga", {"sawdust", "bark", "wood_chips"}),
    ],
)
def test_what_is_said_once_holds_for_all_things_of_the_phrase(text, meant):
    assert things(text) == meant


def test_a_thing_that_is_clear_alone_takes_nothing_from_the_one_before():
    assert things("odun talaşı ve palet") == {"sawdust", "pallets"}
    assert things("mermer çamuru ve uçucu kül") == {"marble_slurry", "fly_ash"}


@pytest.mark.parametrize(
    "text",
    ["yağ ile kirlenmiş toprak", "talaş, temiz ve kuru", "karton, temiz ve kapalı depoda"]
    + ["fındık ve ceviz kabuğu", "sawdust, clean and dry"],
)
def test_how_a_thing_is_and_where_it_lies_is_no_other_thing(text):
    assert things(text) == set()


@pytest.mark.parametrize(
    "text", ["çam", "çamlar", "ÇAM", "çam talaşı", "temiz, nemli talaş (çam), depoda"]
)
def test_pine_typed_with_its_letter_is_no_glass(text):
    glass = {"waste_glass", "container_glass", "flat_glass", "glass_cullet"}
    assert not glass & {guess.resource_id for guess in resolve(text).guesses}


def test_what_carries_a_thing_is_none_of_two_things():
    assert first("tanker ile atık yağ") == "used_oil"


def test_glass_stays_glass_and_pine_typed_without_its_letter_is_still_found():
    assert first("kırık cam, şişe") == "waste_glass"
    assert first("cam talasi") == "sawdust"
    assert first("temiz, nemli talaş (çam), depoda") == "sawdust"


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [("buhar", "steam"), ("palet", "pallets"), ("streç film", "pe_film"), ("IBC", "used_drum_ibc")],
)
def test_a_word_that_names_one_thing_alone_is_not_asked_back(text, resource_id):
    assert resolve(text).best.resource_id == resource_id


@pytest.mark.parametrize("text", ["iyi", "süper", "good", "merhaba", "asdf", "çok güzel"])
def test_praise_and_noise_name_nothing(text):
    assert not resolve(text).guesses


@pytest.mark.parametrize("praise", ["süper", "kaliteli", "iyi"])
def test_praise_takes_nothing_from_what_is_named(praise):
    assert resolve(f"{praise} uçucu kül").best == resolve("uçucu kül").best
