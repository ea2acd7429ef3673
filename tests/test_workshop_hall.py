"""The benchmark of a full hall, with a small one: what it counts must be true."""

from concurrent.futures import ThreadPoolExecutor

from opened_app import fill

from symbio.bench.workshop import Seen, full_hall
from symbio.knowledge.stems import english
from symbio.zone.demo import generate


def test_a_small_hall_loses_no_card_and_sees_them_on_the_wall(tmp_path):
    database = tmp_path / "zone.duckdb"
    fill(database, generate(20)).close()  # a demo: everybody may look at its wall

    # In a thread of its own: a browser of other tests may keep this one's loop running.
    with ThreadPoolExecutor(1) as apart:
        seen = apart.submit(full_hall, database, phones=6, seconds=5, think_s=0.5).result()

    assert seen.told.failures == []
    assert seen.failures == []
    assert seen.lost == 0
    assert len(seen.stored) == sum(map(len, seen.told.cards.values())) > 0
    assert seen.told.written >= len(seen.stored)
    assert seen.wall_s
    assert 0 < seen.told.sent_bytes < 30_000


def test_a_card_that_a_phone_left_and_the_store_does_not_hold_is_lost(tmp_path):
    seen = Seen(stored=["a", "b"])
    seen.told.cards = {0: {1: "a"}, 1: {2: "b", 3: "c"}}

    assert seen.lost > 0
    seen.stored.append("c")
    assert seen.lost == 0
    seen.stored.append("c")
    assert seen.lost > 0


def test_many_threads_read_english_words_at_once():
    words = [f"{stem}{end}" for stem in ("wash", "dry", "cut") for end in ("ing", "ers", "ed")]
    alone = {word: english(word) for word in words}
    english.cache_clear()

    def read(number: int) -> bool:
        english.cache_clear()
        word = words[number % len(words)]
        return english(word) == alone[word]

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(read, range(20_000)))
