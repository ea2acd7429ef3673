"""The history of a store: undo, audit, batches, and texts that are kept with it."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from empty_store import empty_store
from sample_zone import assert_same, bring, incoming, rules

from symbio.errors import InputError
from symbio.zone.changes import compare
from symbio.zone.rows import TABLES, Zone
from symbio.zone.store import Store

store = pytest.fixture(empty_store)


def test_undo_brings_back_every_cell(store: Store) -> None:
    bring(store, incoming())
    before = store.read()
    other = incoming(firms=5, streams=8, seed=2)
    assert bring(store, other, remove_gone=frozenset(TABLES)) > 0
    assert_same(store.read(), Zone.of(other))
    assert store.undo("Mehmet", store.to_undo()) > 0
    assert_same(store.read(), before)


def test_undo_goes_back_step_by_step_to_the_empty_store(store: Store) -> None:
    states = []
    for seed in (1, 2, 3):
        states.append(store.read())
        bring(store, incoming(seed=seed))
    store.save_scenario("Uzak", "radius = 1")
    for state in reversed(states):
        assert store.undo("Mehmet", store.to_undo()) > 0
        assert_same(store.read(), state)
    assert store.to_undo() == 0
    assert store.scenarios() == {"Uzak": "radius = 1"}
    undone = store.batches().dropna(subset="undoes")
    assert list(undone["undoes"]) == [1, 2, 3]


def test_a_write_is_taken_back_only_as_long_as_it_is_the_last_one(store: Store) -> None:
    changes = compare(store.read(), incoming())
    mine = store.apply(changes, who="Ayşe")
    assert (mine.rows, mine.batch_id) == (19, 1)
    assert store.apply(changes, who="Ayşe").batch_id == 0
    bring(store, {"zone": incoming()["zone"].assign(name="Başka OSB")}, note="liste.xlsx")
    after = store.read()
    for late in (mine.batch_id, 0, 9):
        with pytest.raises(InputError) as caught:
            store.undo("Mehmet", late)
        assert rules(caught) == ["store_undo_meanwhile"]
    assert_same(store.read(), after)
    assert store.to_undo() == store.to_undo("liste.xlsx") == 2

    assert store.undo("Mehmet", 2) > 0
    assert store.undo("Mehmet", mine.batch_id) == 19
    with pytest.raises(InputError):
        store.undo("Mehmet", mine.batch_id)


def test_each_row_changed_has_an_audit_row_with_before_and_after(store: Store) -> None:
    bring(store, incoming())
    changed = incoming()["firm"].iloc[:2].assign(region=[None, "Kepez"])
    bring(store, {"firm": changed}, remove_gone=frozenset({"firm"}), note="liste.xlsx")
    store.undo("Mehmet", store.to_undo())
    audit = store.audit(limit=1000)
    assert list(audit["batch_id"].value_counts(sort=False)) == [5, 5, 19]
    assert (audit["at"].dt.tz_convert("UTC").diff().dropna() <= pd.Timedelta(0)).all()
    second = audit[audit["batch_id"] == 2].set_index("key")
    assert list(second["action"]) == ["update", "delete", "delete", "delete", "delete"]
    assert set(second["who"]) == {"Ayşe"}
    assert set(second["note"]) == {"liste.xlsx"}
    assert set(second["table"]) == {"firm", "stream"}
    update = second.loc["F00001"]
    before, after = json.loads(update["before"]), json.loads(update["after"])
    assert before.pop("region") is None
    assert after.pop("region") == "Kepez"
    assert before == after
    assert before["latitude"] == incoming()["firm"]["latitude"][1]
    assert before["source_date"] == "1999-12-31"
    assert json.loads(second.loc["F00002", "before"])["name"] == 'Işıl "Çelik" İ.Ş.\n\t\\'
    assert pd.isna(second.loc["F00002", "after"])
    inserts = audit[audit["batch_id"] == 1]
    assert set(inserts["action"]) == {"insert"}
    assert inserts["before"].isna().all()
    assert "E1 / F00001" in set(inserts["key"])
    assert set(audit[audit["batch_id"] == 3]["who"]) == {"Mehmet"}


def test_the_audit_list_comes_in_pages(store: Store) -> None:
    bring(store, incoming())
    whole = store.audit(limit=100)
    pages = [store.audit(limit=7, offset=offset) for offset in (0, 7, 14)]
    assert [len(page) for page in pages] == [7, 7, 5]
    pd.testing.assert_frame_equal(pd.concat(pages, ignore_index=True), whole)


def test_batches_say_who_wrote_what_kind_and_how_many_rows(store: Store) -> None:
    bring(store, incoming(), note="liste.xlsx")
    store.save_mapping("Liste", "a = 1", who="Mehmet")
    store.undo("Ayşe", store.to_undo())
    columns = ["batch_id", "who", "kind", "note", "rows"]
    assert store.batches()[columns].to_numpy().tolist() == [
        [3, "Ayşe", "undo", "", 19],
        [2, "Mehmet", "mapping", "", 1],
        [1, "Ayşe", "apply", "liste.xlsx", 19],
    ]


def test_mappings_and_scenarios_are_kept_by_name_and_audited(store: Store) -> None:
    store.save_mapping("İhale", "a = 1")
    store.save_mapping("İhale", "a = 2")
    store.save_mapping("İhale", "a = 2")
    store.save_scenario("Uzak", "x = 1", who="Ayşe")
    store.delete_scenario("Uzak", who="Ayşe")
    store.delete_scenario("Yok")
    assert store.mappings() == {"İhale": "a = 2"}
    assert store.scenarios() == {}
    audit = store.audit()
    assert list(audit["action"]) == ["delete", "insert", "update", "insert"]
    assert json.loads(audit.loc[2, "before"]) == {"name": "İhale", "content": "a = 1"}
    assert json.loads(audit.loc[0, "before"])["content"] == "x = 1"
    assert store.revision() == 4


# What the zone calls its resources
def test_confirmed_names_are_kept_replaced_undone_and_restored(store: Store, tmp_path) -> None:
    assert store.synonyms() == ()
    assert store.save_synonyms({"Bizim ÇAMUR": "marble_slurry", "pas": "whey"}, who="Ayşe") == 2
    assert store.save_synonyms({"bizim çamur": "fly_ash"}, who="Ayşe") == 2
    assert dict(store.synonyms()) == {"bizim çamur": "fly_ash", "pas": "whey"}
    assert store.undo("Ayşe", store.to_undo()) == 2
    assert dict(store.synonyms()) == {"Bizim ÇAMUR": "marble_slurry", "pas": "whey"}
    copy = store.backup(tmp_path)
    assert store.save_synonyms({"pas": None, "yok": None}, who="Ayşe") == 1
    assert dict(store.synonyms()) == {"Bizim ÇAMUR": "marble_slurry"}
    store.restore(copy)
    assert dict(store.synonyms()) == {"Bizim ÇAMUR": "marble_slurry", "pas": "whey"}
    audit = store.audit()
    assert set(audit["table"]) == {"synonym"}
    assert set(store.batches()["kind"]) == {"synonym", "undo", "restore"}
