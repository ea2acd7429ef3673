"""Codes, lock-out, sign-in and the end of the demo, on a real store."""

from datetime import timedelta

import pandas as pd
import pytest
from opened_app import wood_zone
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from symbio.access import FACILITATOR, Viewer, may_open
from symbio.access.attempts import LOCKED_S, WRONG_UNTIL_LOCKED, Attempts
from symbio.access.codes import fresh_code, read_code, same_secret, token_hash
from symbio.access.sign_in import add_account, add_code, check_code, hand_token, now
from symbio.ui import sign_in
from symbio.ui.who import COOKIE
from symbio.zone.changes import compare
from symbio.zone.rows import Zone
from symbio.zone.store import open_store

FIRM = Viewer("firm", "saw")


@pytest.fixture
def store(tmp_path, monkeypatch):
    path = tmp_path / "zone.duckdb"
    monkeypatch.setenv("SYMBIO_DB", str(path))
    store = open_store(path)
    yield store
    store.close()


@pytest.fixture
def browser(monkeypatch):
    monkeypatch.setattr(sign_in, "ATTEMPTS", Attempts())
    routes = [
        Route("/sign-in", sign_in.sign_in, methods=["GET", "POST"]),
        Route("/sign-out", sign_in.sign_out),
    ]
    return TestClient(Starlette(routes=routes), follow_redirects=False)


def synthetic(zone: Zone) -> dict[str, pd.DataFrame]:
    return {
        name: frame.assign(origin="synthetic") if "origin" in frame else frame
        for name, frame in zone.tables().items()
    }


def bring(store, tables):
    store.apply(compare(store.read(), tables), who="test")


def check(store, typed, attempts=None, address="10.0.0.1"):
    return check_code(store, typed, address, attempts or Attempts())[0]


def wrong_for(code: str) -> str:
    """A code of the same first part with another secret."""
    return code[:5] + fresh_code().written()[5:]


def test_a_code_is_read_however_it_is_typed():
    code = fresh_code()
    written = code.written()

    for typed in (written.lower(), f"  {written.replace('-', ' ')} ", written.replace("-", "")):
        assert read_code(typed) == code
    assert read_code("oıl1-0000-0000-0000") == read_code("0111-0000-0000-0000")
    assert read_code("") is None
    assert read_code(written + "0") is None
    assert read_code("ç" * 16) is None


def test_a_secret_is_known_by_its_hash_only():
    code = fresh_code()
    kept = code.secret_hash()

    assert same_secret(kept, code.secret)
    assert not same_secret(kept, fresh_code().secret)
    assert not same_secret(None, code.secret)
    assert code.secret not in kept
    assert code.secret not in repr(code)


def test_a_code_opens_what_it_was_made_for(store):
    code = add_code(store, FIRM, "Ayşe", by="test")

    found = check(store, code)

    assert (found.role, found.firm_id, found.label) == ("firm", "saw", "Ayşe")
    assert check(store, wrong_for(code)) is None
    assert check(store, "") is None


def test_the_file_holds_no_code(store):
    code = add_code(store, FACILITATOR, "x", by="test")
    store.close()

    content = store.path.read_bytes() + b"".join(
        path.read_bytes() for path in store.path.parent.glob("*.wal")
    )
    assert code.encode() not in content
    assert code.replace("-", "")[4:].encode() not in content


def test_a_code_that_ran_out_or_was_taken_back_opens_nothing(store):
    old = add_code(store, FIRM, "old", by="test", days=0)
    code = add_code(store, FIRM, "x", by="test")
    token, _until = hand_token(store, check(store, code))
    book = store.access()
    assert book.signed_in(token_hash(token), now()).label == "x"

    assert check(store, old) is None
    assert book.revoke(2, by="test", at=now())
    assert not book.revoke(2, by="test", at=now())
    assert check(store, code) is None
    assert book.signed_in(token_hash(token), now()) is None


def test_sign_ins_outlive_the_process_and_end_with_their_day(store):
    code = add_code(store, FIRM, "x", by="test")
    token, until = hand_token(store, check(store, code))
    path = store.path
    store.close()

    book = open_store(path).access()

    assert book.signed_in(token_hash(token), now()).label == "x"
    assert book.signed_in(token_hash(token), until + timedelta(seconds=1)) is None
    assert book.signed_in(token_hash("made up"), now()) is None
    open_store(path).close()


def test_guessing_at_a_code_locks_it_for_a_while_and_a_right_one_forgives(store):
    at = [0.0]
    attempts = Attempts(clock=lambda: at[0])
    code = add_code(store, FIRM, "x", by="test")

    for _ in range(WRONG_UNTIL_LOCKED - 1):
        assert check(store, wrong_for(code), attempts) is None
    assert check(store, code, attempts) is not None
    for _ in range(WRONG_UNTIL_LOCKED):
        assert check(store, wrong_for(code), attempts) is None

    assert check(store, code, attempts) is None
    at[0] = LOCKED_S + 1
    assert check(store, code, attempts) is not None


def test_a_shared_address_is_answered_slower_but_never_locked_out(store):
    attempts = Attempts()
    code = add_code(store, FIRM, "x", by="test")

    pauses = [attempts.wrong("", "10.0.0.1") for _ in range(200)]

    assert pauses[0] == 0.0
    assert pauses[-1] > 0.0
    assert attempts.wrong("", "10.0.0.2") == 0.0
    assert check(store, code, attempts, "10.0.0.1") is not None


def test_a_flood_of_addresses_is_forgotten_again():
    attempts = Attempts()

    for number in range(25_000):
        attempts.wrong(f"{number:04d}"[-4:], f"10.{number}")

    assert max(len(attempts._slow), len(attempts._wrong)) <= 10_000


def test_an_account_is_let_in_by_its_name(store):
    add_account(store, Viewer("board"), " Baskan@OSB.example ", "Başkan", by="test")

    assert store.access().by_account(["baskan@osb.example"], now()).role == "board"
    assert store.access().by_account(["other"], now()) is None


def test_the_browser_gets_a_cookie_that_scripts_and_other_sites_cannot_use(store, browser):
    code = add_code(store, FACILITATOR, "x", by="test")

    form = browser.get("/sign-in?lang=en")
    answer = browser.post("/sign-in", data={"code": code.lower()})

    assert "Access code" in form.text
    assert answer.status_code == 303
    assert code not in answer.headers["location"]
    cookie = answer.headers["set-cookie"]
    assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Path=/"))
    assert "Secure" not in cookie
    token = answer.cookies[COOKIE]
    assert store.access().signed_in(token_hash(token), now()) is not None

    browser.cookies.set(COOKIE, token)
    browser.get("/sign-out")
    assert store.access().signed_in(token_hash(token), now()) is None


def test_behind_https_the_cookie_travels_encrypted_only(store, browser):
    code = add_code(store, FACILITATOR, "x", by="test")

    answer = browser.post("/sign-in", data={"code": code}, headers={"X-Forwarded-Proto": "https"})

    assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize("typed", ["", "<script>alert(1)</script>", "A" * 64, "ŞŞŞŞ"])
def test_a_wrong_code_is_answered_in_one_sentence(store, browser, typed):
    answer = browser.post("/sign-in?lang=en", data={"code": typed})

    assert answer.status_code in (400, 401)
    assert "opens nothing" in answer.text
    assert "<script>" not in answer.text
    assert "set-cookie" not in answer.headers


def test_other_sites_and_floods_are_refused(store, browser):
    code = add_code(store, FACILITATOR, "x", by="test")

    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = browser.post("/sign-in", data={"code": code}, headers=headers)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
    assert browser.post("/sign-in", data={"code": "x" * 5_000}).status_code == 400


def test_the_door_closes_with_the_first_own_row_and_stays_closed(store):
    zone = wood_zone()
    bring(store, synthetic(zone))
    assert not store.closed()

    bring(store, zone.tables())
    assert store.closed()

    store.undo("test", store.to_undo())
    assert not store.read().firm["origin"].eq("own").any()
    assert store.closed()
    path = store.path
    store.close()
    assert open_store(path).closed()
    open_store(path).close()


def test_a_row_without_an_origin_is_nobodys_to_show(store):
    bring(store, {"firm": pd.DataFrame({"firm_id": ["f"], "name": "F", "origin": None})})

    assert store.closed()


def test_a_backup_brings_no_code_back(store, tmp_path):
    bring(store, wood_zone().tables())
    code = add_code(store, FACILITATOR, "x", by="test")
    copy = store.backup(tmp_path)
    store.access().revoke(1, by="test", at=now())

    store.restore(copy, who="test")
    assert check(store, code) is None

    other = open_store(tmp_path / "other.duckdb")
    other.restore(copy, who="test")
    assert other.closed()
    assert other.access().entries() == []
    other.close()


@pytest.mark.parametrize("role", ["visitor", "board"])
def test_a_page_that_nobody_thought_of_is_the_facilitators(role):
    assert may_open(FACILITATOR, "page to come")
    assert not may_open(Viewer(role), "page to come")
    assert not may_open(None, "overview")


def test_a_viewer_is_a_role_that_exists_and_a_firm_has_its_firm():
    for words in (("king",), ("firm",), ("board", "F1")):
        with pytest.raises(ValueError, match="got"):
            Viewer(*words)
