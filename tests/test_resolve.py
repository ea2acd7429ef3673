"""From words to resources: spelling, suffixes, slips, noise, several things, codes, questions."""

from dataclasses import replace
from time import process_time

import pytest
from resolved import first

from symbio.knowledge import find_resource, load, resolve
from symbio.knowledge.codes import read_code, read_nace
from symbio.knowledge.phrases import split
from symbio.knowledge.stems import turkish


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [
        ("TALAŞ", "sawdust"),
        ("PEYNİR ALTI SUYU", "whey"),
        ("ATIK ISI", "heat"),
        (" Wood\u00a0 wastes ", "wood_waste"),
        ("wood_chips", "wood_chips"),
        ("Metallic wastes,ferrous", "ferrous_scrap"),
        ("unobtainium", None),
        ("", None),
    ],
)
def test_a_name_is_found_in_any_spelling(text, resource_id):
    assert find_resource(text, load()) == resource_id


@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("kabugu kabuklari kabuktan kabuk", "kabuk"),
        ("talasi talaslari talas talasimiz talaslarimizdan talasiniz", "talas"),
        ("posasi posalari posa posamiz posalarimiz", "posa"),
        ("kagidi kagitlar kagit", "kagit"),
        ("firinin firindan firin", "firin"),
    ],
)
def test_forms_of_a_turkish_word_share_a_stem(words, stem):
    assert all(stem in turkish(word) for word in words.split())


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [
        ("mermer kesimden çıkan çamurlar", "marble_slurry"),
        ("MERMER CAMURU", "marble_slurry"),
        ("Mermer çmauru", "marble_slurry"),
        ("mermerçamuru", "marble_slurry"),
        ("peyniraltı suyundan", "whey"),
        ("peynir suyu", "whey"),
        ("uçucu kül, silobasla, ayda 40 ton", "fly_ash"),
        ("temiz kuru testere talaşı, big-bag içinde 12 ton/ay", "sawdust"),
        ("used oil from engines in drums", "used_oil"),
        ("foundry sands", "foundry_sand"),
    ],
)
def test_suffixes_slips_and_noise_do_not_hide_a_resource(text, resource_id):
    assert first(text) == resource_id


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [
        ("peynir altı suyumuz var", "whey"),
        ("uçucu külümüz", "fly_ash"),
        ("mermer çamurlarımızdan", "marble_slurry"),
        ("portakal kabuklarınız", "citrus_peel"),
        ("deniz suyu", "sea_water"),
        ("elmamız", "fruit_pomace"),
    ],
)
def test_ours_and_yours_are_read_as_the_thing_itself(text, resource_id):
    assert first(text) == resource_id
    assert not resolve(text).asks


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [
        ("processsteam", "steam"),
        ("marblesludge", "marble_slurry"),
        ("PEYNİRALTISUYU", "whey"),
        ("boiler blowdwn", "cooling_blowdown"),
        ("foundy sand", "foundry_sand"),
        ("testre talaşı", "sawdust"),
    ],
)
def test_a_whole_name_is_read_through_a_missing_blank_or_a_slip(text, resource_id):
    assert first(text) == resource_id


def test_the_reason_of_a_name_with_a_slip_shows_what_was_written():
    guess = resolve("diatomitt").guesses[0]
    assert guess.rule == "alike"
    assert "diatomitt" in guess.reason("tr")


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [("elma", "fruit_pomace"), ("apples", "fruit_pomace"), ("elmas uç", "hard_metal_scrap")],
)
def test_an_apple_is_no_diamond(text, resource_id):
    assert first(text) == resource_id


def test_a_slip_makes_no_name_of_words_that_are_known():
    assert first("PP film") != first("PE film")
    assert first("bakır tozu") != "salt"


def test_where_nothing_is_sure_there_are_at_least_three_to_choose_from():
    for text in ("baca tozu", "yağ", "carrot tops and washings with soil"):
        assert len(resolve(text).guesses) >= 3
    assert len(resolve("uçucu kül").guesses) < 3


def test_a_word_that_is_anybodys_asks_for_things_of_several_families():
    families = load().resources.set_index("resource_id")["family"]
    for text in ("talaş", "talas", "yağ", "dust"):
        found = resolve(text)
        assert found.asks
        assert len({families[guess.resource_id] for guess in found.guesses}) > 1
    kinds = {families[guess.resource_id] for guess in resolve("talaş").guesses}
    assert {"wood", "metal"} <= kinds


@pytest.mark.parametrize(
    ("text", "resource_id"),
    [
        ("günde 3 palet boş karton koli", "corrugated_trim"),
        ("20 varil atık yağ", "used_oil"),
        ("ahşap palet kırığı", "pallets"),
        ("wood pallets broken", "pallets"),
        ("EAF dust in silos", "eaf_dust"),
        ("streç film artıkları, preslenmiş balya", "pe_film"),
    ],
)
def test_what_holds_a_thing_is_the_thing_only_where_it_is_named_as_such(text, resource_id):
    assert first(text) == resource_id


def test_empty_drums_that_are_counted_stay_drums():
    assert first("3 varil, boş") in {"metal_drums", "used_drum_ibc", "mixed_metal_scrap"}
    assert first("2 boş IBC") == "used_drum_ibc"


def test_the_giver_says_what_a_vague_word_means_and_leaves_a_clear_one():
    meant = {
        nace: resolve("talaş", from_nace=nace).guesses[0].resource_id for nace in ("1610", "25.62")
    }
    assert meant == {"1610": "sawdust", "25.62": "steel_turnings"}
    assert resolve("sludge", from_nace="1712").guesses[0].resource_id == "paper_sludge"
    clear = resolve("odun talaşı")
    assert resolve("odun talaşı", from_nace="2562").best == clear.best


def test_the_labels_of_waste_codes_are_names_too_but_none_as_a_whole():
    label = "Zıngırtı tortusu"
    codes = load().waste_codes
    changed = codes.assign(label_tr=codes["label_tr"].where(codes["waste_code"] != "190805", label))
    knowledge = replace(load(), waste_codes=changed)
    assert resolve(label, knowledge=knowledge).guesses[0].resource_id == "biological_sludge"
    assert find_resource(label, knowledge) is None


def test_who_buys_raw_material_means_the_product():
    products = load().resources.set_index("resource_id")["disposal_class"]
    assert products[first("seramik hammaddesi")] == "none"
    assert products[first("raw material for wood panels")] == "none"


def test_what_a_thing_is_counts_more_than_what_it_is_from():
    assert first("kağıt fabrikası arıtma çamuru") != "waste_paper"
    assert first("ash from a wood fired boiler") not in ("wood_waste", "wood_chips")


def test_several_things_in_one_phrase_are_all_found():
    found = {guess.resource_id for guess in resolve("mermer çamuru ve uçucu kül").guesses[:2]}
    assert found == {"marble_slurry", "fly_ash"}
    found = [guess.resource_id for guess in resolve("talaş ve AEEE").guesses[:2]]
    assert sorted(found) == ["discarded_equipment", "sawdust"]


def test_several_things_are_named_and_asked_apart():
    found = resolve("mermer çamuru ve uçucu kül")
    assert set(found.things) == {"marble_slurry", "fly_ash"}
    assert "Uçucu kül" in found.question("tr")
    assert resolve("mermer çamuru, uçucu değil").things == ()
    assert resolve("sludge from stone and glass").things == ()


def test_the_reason_shows_the_words_as_they_were_written():
    guess = resolve("Mermer kesiminin ÇAMURU").guesses[0]
    assert "ÇAMURU" in guess.reason("tr")


def test_how_a_thing_is_does_not_say_what_it_is():
    assert first("kayısı çekirdeği yıkanmış") == "nut_shell"
    assert first("yağlı mermer çamuru") == "marble_slurry"
    assert first("ayva posası") == "fruit_pomace"  # a fruit that no name holds


def test_a_code_says_which_sludge_is_meant():
    assert resolve("çamur").asks
    assert first("çamur", "19 08 05") == "biological_sludge"
    assert first("çamur", "010413") == "marble_slurry"
    assert first("çamur 01 04 13") == "marble_slurry"


def test_a_code_alone_is_a_guess_with_its_reason():
    (guess, *_) = resolve("", waste_code="100102").guesses
    assert guess.resource_id == "fly_ash"
    assert "100102" in guess.reason("tr")


def test_what_nobody_can_know_is_asked():
    for text in ("xyz qq", "  ", "atık"):
        found = resolve(text)
        assert found.asks
        assert found.best is None
        assert found.question("tr")
        assert found.question("en")


def test_a_sure_guess_is_not_asked():
    found = resolve("uçucu kül")
    assert not found.asks
    assert found.question("tr") == ""
    assert found.best.confidence > 0.8


def test_what_the_zone_has_confirmed_stands_first():
    taught = (("bizim beyaz çamur", "marble_slurry"),)
    guess = resolve("Bizim BEYAZ çamur", taught=taught).guesses[0]
    assert (guess.resource_id, guess.rule) == ("marble_slurry", "taught")
    assert find_resource("bizim beyaz çamur", load(), taught) == "marble_slurry"
    assert find_resource("bizim beyaz çamur", load()) is None


def test_confidences_fall_from_0_to_1_and_the_same_text_gives_the_same_answer():
    guesses = resolve("metal ve plastik karışık hurda").guesses
    confidences = [guess.confidence for guess in guesses]
    assert confidences == sorted(confidences, reverse=True)
    assert all(0 < one <= 1 for one in confidences)
    assert resolve("metal ve plastik karışık hurda").guesses == guesses


@pytest.mark.parametrize(
    ("text", "temperature"),
    [("baca gazı 180 °C", 180), ("50-60 derece su", 55), ("su 12 m3", None), ("90C sıcak su", 90)]
    + [("-18 °C depo", -18), ("soğuk oda (-20/-18 C)", -19), ("silo-18 °C", 18)],
)
def test_a_temperature_is_read_from_the_text(text, temperature):
    assert split(text).temperature_c == temperature


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("10 02 01*", "100201"),
        ("1002 01", "100201"),
        ("100201", "100201"),
        ("20108", "020108"),
        ("1002", "1002"),
        ("yok", ""),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_a_waste_code_is_read_in_any_spelling(text, code):
    assert read_code(text) == code


def test_a_nace_code_is_read_in_any_spelling():
    assert [read_nace(text) for text in ("C10.51", "1051", "10.5", "1", "", None)] == [
        "1051",
        "1051",
        "105",
        "01",
        "",
        "",
    ]


def test_hostile_texts_are_answered_in_time():
    for text in (
        "a" * 100_000,
        "ve " * 20_000,
        "'\";--<script>" * 999,
        "\x00\ufffe",
        "(((((",
        "1" * 9999,
    ):
        assert resolve(text).guesses is not None


def test_a_phrase_takes_less_than_5_ms_and_always_gives_the_same_answer():
    texts = [f"{word} {number} zzq" for number in range(40) for word in ("mermer çmauru", "oil")]
    resolve("talaş")  # the index is built once
    start = process_time()
    found = [resolve(text).guesses for text in texts]
    assert (process_time() - start) / len(texts) < 0.005

    anew = (("gdfw", "sawdust"),)  # another index
    assert found == [resolve(text, taught=anew).guesses for text in texts]


@pytest.mark.parametrize(
    ("text", "offered", "wanted"),
    [
        ("kum", "foundry_sand", "silica_sand"),
        ("kum arıyoruz", "foundry_sand", "silica_sand"),
        ("yağ", "used_oil", "vegetable_oil"),
        ("pamuk", "cotton_waste", "textile_fibre"),
        # What names one thing, or says that it is a waste, means it on either side.
        ("talaş", "sawdust", "sawdust"),
        ("uçucu kül", "fly_ash", "fly_ash"),
        ("atık yağ", "used_oil", "used_oil"),
        ("çelik hurdası", "ferrous_scrap", "ferrous_scrap"),
    ],
)
def test_who_looks_for_something_rather_means_a_product(text, offered, wanted):
    assert resolve(text, "tr").guesses[0].resource_id == offered
    assert resolve(text, "tr", wanted=True).guesses[0].resource_id == wanted


def test_a_taught_word_means_the_same_on_either_side():
    taught = (("kum", "foundry_sand"),)

    assert resolve("kum", taught=taught, wanted=True).best.resource_id == "foundry_sand"


def test_a_general_word_beside_a_code_means_what_the_code_may_have_of_its_meanings():
    assert resolve("posa", "tr", "020304").guesses[0].resource_id == "fruit_pomace"
    assert resolve("organic residues", "en", "020102").asks
    assert resolve("hurda", "tr", "170402").guesses[0].resource_id == "aluminium_scrap"
