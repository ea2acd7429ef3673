"""Signing in in Chromium: by a code, and by an account of a provider in a process of its own."""

import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from symbio.access import FACILITATOR, Viewer
from symbio.access.sign_in import add_account, add_code
from symbio.bench.browser import wait_until_drawn
from symbio.bench.server import APP, free_port, served
from symbio.zone.changes import compare
from symbio.zone.demo import generate
from symbio.zone.store import open_store


@contextmanager
def provider():
    """A sign-in provider that verifies anybody's address."""
    port = free_port()
    claims = '{"sub": "%s", "email": "%s@osb.example", "email_verified": %s}'
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)]
    for name, verified in (("ayse", "true"), ("stranger", "true"), ("liar", "false")):
        command += ["--user-claims", claims % (name, "ayse" if name == "liar" else name, verified)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=1)
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def closed(tmp_path_factory):
    """The app over own data, with a provider, one account and one code let in."""
    folder = tmp_path_factory.mktemp("sign_in")
    path = folder / "zone.duckdb"
    store = open_store(path)
    tables = generate(20).tables()
    own = {name: rows.assign(origin="own") for name, rows in tables.items() if "origin" in rows}
    store.apply(compare(store.read(), tables | own), who="test")
    add_account(store, Viewer("board"), "ayse@osb.example", "Ayşe Demir", by="test")
    code = add_code(store, FACILITATOR, "Kolaylaştırıcı 1", by="test")
    store.close()
    port = free_port()
    with provider() as address:
        secrets = folder / "secrets.toml"
        secrets.write_text(
            f'[auth]\nredirect_uri = "http://localhost:{port}/oauth2callback"\n'
            'cookie_secret = "only for this test, but long enough"\n'
            'client_id = "symbio"\nclient_secret = "only for this test"\n'
            f'server_metadata_url = "{address}/.well-known/openid-configuration"\n'
        )
        options = (f"--secrets.files={secrets}",)
        with served(APP, path, folder / "log", port=port, options=options) as server:
            yield f"http://localhost:{server.port}", code


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="tr-TR")
    yield context.new_page()
    context.close()


def come_as(page, address, name):
    page.goto(f"{address}/?lang=tr")
    page.get_by_role("button", name="Kurum hesabıyla giriş").click()
    page.wait_for_url("**/authorize**")
    page.get_by_role("button", name=name).or_(page.locator(f'button[value="{name}"]')).first.click()
    page.wait_for_url(f"{address}/**")
    wait_until_drawn(page)


def test_an_account_that_was_let_in_comes_in_and_goes_out_again(closed, page):
    address, _code = closed

    come_as(page, address, "ayse")

    expect(page.locator(".symbio-sentence").first).to_contain_text("firma")
    page.goto(f"{address}/campaign?lang=tr")
    wait_until_drawn(page)
    expect(page.locator("h1").first).to_have_text("Farkındalık kampanyası")
    page.goto(f"{address}/data?lang=tr")
    expect(page.get_by_text("rolünüze açık değil")).to_be_visible()


@pytest.mark.parametrize(("name", "said"), [("stranger", "bir rolünüz yok"), ("liar", "liar")])
def test_an_account_that_nobody_let_in_sees_nothing(closed, page, name, said):
    address, _code = closed

    come_as(page, address, name)

    expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_text("Genel bakış")).to_have_count(1)  # the title alone, no menu
    assert "Antalya OSB" not in page.content()


def test_a_code_opens_on_a_phone_and_lasts_over_a_reload(closed, page):
    address, code = closed
    page.goto(f"{address}/?lang=tr")
    page.get_by_role("link", name="Giriş yap").click()

    page.get_by_label("Erişim kodu").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Gir").click()

    expect(page.locator(".symbio-sentence").first).to_contain_text("firma")
    page.reload()
    expect(page.locator(".symbio-sentence").first).to_contain_text("firma")
    assert code not in page.url
    page.goto(f"{address}/sign-out")
    expect(page.get_by_role("link", name="Giriş yap")).to_be_visible()
