"""A workshop as people hold one: a facilitator, a wall, phones, all before the real server."""

import asyncio
import contextlib
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hands import TRIES, press_until
from playwright.sync_api import expect

from symbio.bench.browser import wait_until_drawn
from symbio.bench.phones import Hall, Told, fill
from symbio.bench.workshop import words
from symbio.zone.demo import generate

# Beside the phones in a browser: plain clients.
PLAIN, SECONDS, THINK_S = 97, 8.0, 4.0
NARROW = {"width": 390, "height": 844, "plain": True}
WALL_S = 25.0  # here everything shares two cores with a browser


@pytest.fixture
def code(visit):
    """The code of a room that a facilitator opens by hand."""
    page = visit("workshop?lang=tr")
    name = page.get_by_role("textbox", name="Atölyenin adı")
    form = page.locator("details", has_text="Yeni atölye aç")
    if form.get_attribute("open") is None:
        form.locator("summary").click()
    name.fill("Deneme atölyesi")
    agenda = "Açılış, 5 dk\nKart yazma, 20 dk\nKapanış"
    page.get_by_role("textbox", name="Gündem").fill(agenda)
    shown = page.locator(".symbio-code")
    before = shown.inner_text() if shown.count() else "none"
    button = page.get_by_role("button", name="Atölyeyi aç")
    press_until(button, page.locator(".symbio-code", has_not_text=before))
    expect(page.get_by_text("Gündemde 3 adım var")).to_be_visible()
    return shown.inner_text()


def write(phone, text, want=False, firm="Deneme Ahşap", named=True):
    phone.get_by_text("Bize lazım" if want else "Bizde var", exact=True).first.click()
    phone.locator("#text").fill(text)
    phone.get_by_label("Firmanız").fill(firm)
    phone.get_by_label("Firmamızın adı").set_checked(named)
    phone.get_by_role("button", name="Gönder").click()
    expect(phone.get_by_text("Kartınız alındı.")).to_be_visible()


def press(wall, key, shown, there=True):
    """Press a key as a person does: once more where nothing happened."""
    for _ in range(4):
        wait_until_drawn(wall)
        wall.keyboard.press(key)
        try:
            expect(shown.first).to_be_visible(visible=there, timeout=8_000)
        except AssertionError:
            continue
        return
    expect(shown.first).to_be_visible(visible=there)


def step_to(wall, wanted):
    """Go through the agenda to a step; back where a press that seemed lost came late."""
    shown = wall.get_by_text(re.compile(r"Adım \d/3"))
    aim = wall.get_by_text(f"Adım {wanted}/3")
    for _ in range(6):
        wait_until_drawn(wall)
        at = int(shown.inner_text().split("/")[0].split()[-1]) if shown.count() else 0
        wall.keyboard.press("PageDown" if at < wanted else "PageUp")
        with contextlib.suppress(AssertionError):
            expect(aim).to_be_visible(timeout=10_000)
            return
    expect(aim).to_be_visible()


def seconds_until(shown):
    start = time.monotonic()
    expect(shown.first).to_be_visible()
    return time.monotonic() - start


def test_a_hall_of_phones_fills_the_wall(visit, app, code):
    wall = visit("workshop?projector=1&wall=have&lang=tr", width=1920, height=1080)
    phones = [visit(f"katil?kod={code}", **NARROW) for _ in range(3)]
    told, (offers, needs) = Told(), words()
    hall = Hall(app.address, code, PLAIN, SECONDS, THINK_S, offers, needs)
    with ThreadPoolExecutor(1) as apart:
        rest = apart.submit(asyncio.run, fill(hall, told))
        write(phones[0], "odun talaşı <b>kuru</b>")
        assert seconds_until(wall.get_by_text("odun talaşı <b>kuru</b>")) < WALL_S
        write(phones[1], "sunta hammaddesi", want=True, firm="Levha Deneme", named=False)
        write(phones[2], "forklift", firm="Gizli Deneme", named=False)
        rest.result()

    assert told.failures == []
    assert told.written >= PLAIN / 5
    left = sum(map(len, told.cards.values())) + 3
    count = wall.locator(".symbio-wall-counts strong").first
    expect(count).to_have_text(str(left))
    for shut in ("Gizli Deneme", "Levha Deneme", "Firma 1"):
        assert wall.get_by_text(shut).count() == 0
    assert wall.foreign == []
    assert all(phone.foreign == [] for phone in phones)


def test_the_wall_is_run_by_keys_alone(visit, code):
    wall = visit("workshop?projector=1&wall=have&lang=tr", width=1920, height=1080)
    phones = [visit(f"katil?kod={code}", **NARROW) for _ in range(2)]
    write(phones[0], "odun talaşı")
    write(phones[1], "sunta hammaddesi", want=True, firm="Levha Deneme", named=False)
    write(phones[0], "forklift")
    expect(wall.get_by_text("forklift").first).to_be_visible()

    for wanted in (1, 2, 1):
        step_to(wall, wanted)
    press(wall, "ArrowRight", wall.locator(".symbio-wall-tile.held", has_text="forklift"))
    press(wall, "h", wall.locator(".symbio-wall-tile", has_text="forklift"), there=False)
    press(wall, "2", wall.locator(".symbio-wall-tile.need", has_text="sunta hammaddesi"))
    press(wall, "3", wall.locator("ol.symbio-wall-lines li"))
    expect(wall.locator("ol.symbio-wall-lines li")).to_have_count(1)
    expect(wall.locator("canvas").first).to_be_visible()
    press(wall, "4", wall.get_by_text("Haritada 0/1 eşleşme"))
    press(wall, "5", wall.get_by_text("Masasız"))
    press(wall, "6", wall.get_by_text(re.compile("Teşekkürler! Deneme")))
    press(wall, "p", wall.get_by_text("Ara verildi"))
    phones[0].reload()
    expect(phones[0].get_by_text("Atölyeye ara verildi")).to_be_visible()
    press(wall, "0", wall.get_by_role("heading", name="Atölye", exact=True))


def test_the_phone_page_fits_a_narrow_screen_in_both_languages(visit, code):
    for language, word in (("tr", "Yeni kart"), ("en", "New card")):
        phone = visit(f"katil?kod={code}&lang={language}", **NARROW)
        expect(phone.get_by_role("heading", name=word)).to_be_visible()
        assert phone.locator("html").get_attribute("lang") == language
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        small = phone.locator("a, button, select, input[type=text]").evaluate_all(
            "all => all.filter(e => e.getBoundingClientRect().height < 40).map(e => e.textContent)"
        )
        assert small == []


def test_a_room_goes_on_after_the_day(visit, code):
    giver, taker = generate().firm["name"].iloc[[0, 1]]
    phone, page = visit(f"katil?kod={code}", **NARROW), visit("workshop?part=quiz&lang=tr")
    page.get_by_text("Ön test", exact=True).click()
    link = phone.get_by_role("link", name=re.compile("Önce beş soru"))
    for _ in range(TRIES):
        phone.reload()
        if link.count():
            break
        phone.wait_for_timeout(3_000)
    link.click()
    phone.get_by_label(re.compile("boş kapasitesinin başka")).check()
    phone.get_by_role("button", name="Yanıtları gönder").click()
    expect(phone.get_by_text("yanıtlarınız alındı")).to_be_visible()
    phone.get_by_role("link", name="Kartlara dön").click()
    write(phone, "kullanılmayan plastik enjeksiyon presi saati", firm=giver)
    write(phone, "forklift", want=True, firm=taker, named=False)

    page = visit("workshop?part=streams&lang=tr")
    approve = page.get_by_role("button", name=re.compile("Hazır kartları onayla"))
    press_until(approve, page.get_by_text(re.compile("bölgenin akışı oldu")))
    undo = page.get_by_role("button", name="Bu atölyenin son yazmasını geri al")
    press_until(undo, page.get_by_text("Son yazma geri alındı"))

    page = visit("workshop?part=summary&lang=tr")
    with page.expect_download() as download:
        page.get_by_role("button", name="Katılımcı özetini indir (PDF)").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    assert download.value.suggested_filename.endswith(".pdf")
