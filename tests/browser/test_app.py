"""What a person sees and does, in Chromium against the running app."""

import contextlib
import re

import pytest
from hands import TRIES, at_rest
from playwright.sync_api import expect

from symbio.bench.browser import wait_until_drawn
from symbio.zone.demo import generate

PAGES = {
    "": ("Genel bakış", "Overview"),
    "overview": ("Genel bakış", "Overview"),
    "map": ("Harita", "Map"),
    "flows": ("Akışlar", "Flows"),
    "opportunities": ("Fırsatlar", "Opportunities"),
    "what_if": ("Ya olursa", "What if"),
    "campaign": ("Farkındalık kampanyası", "Awareness campaign"),
    "data": ("Veri", "Data"),
}
MAP = '[data-testid="stDeckGlJsonChart"] canvas'


def title(page):
    return page.locator('[data-testid="stMain"] h1').first


def test_a_first_visitor_is_met_in_turkish_with_the_answer_first(visit):
    page = visit("")

    expect(title(page)).to_have_text("Genel bakış")
    expect(page.locator("html")).to_have_attribute("lang", "tr")
    expect(page.locator(".symbio-sentence").first).to_be_visible()
    expect(page.locator(".symbio-banner")).to_contain_text("Gösterim verisi")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_page_opens_by_its_link_and_asks_nothing_of_the_internet(visit, path, language):
    page = visit(f"{path}?lang={language}")

    expect(title(page)).to_have_text(PAGES[path][language == "en"])
    # "Page not found" would be one.
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)
    expect(page.locator('[data-testid="stAlertContentError"]')).to_have_count(0)
    assert page.foreign == []


def test_the_name_of_the_first_page_in_an_address_keeps_a_firm_on_it(visit):
    expect(visit("?role=firm&lang=en")).to_have_url(re.compile(r"/firm\?.*role=firm"))
    page = visit("overview?role=firm&lang=en")

    expect(title(page)).to_have_text("Overview")
    expect(page).to_have_url(re.compile(r"/\?.*role=firm"))


def test_the_language_switches_and_the_screen_stays(visit):
    page = visit("opportunities?lang=tr&kinds=energy")
    before = page.locator(".symbio-sentence").first.inner_text()

    page.get_by_role("radio", name="English").or_(
        page.get_by_role("button", name="English")
    ).first.click()

    expect(title(page)).to_have_text("Opportunities")
    expect(page.locator(".symbio-sentence").first).not_to_have_text(before)
    expect(page).to_have_url(re.compile("lang=en"))
    expect(page).to_have_url(re.compile("kinds=energy"))


def test_the_map_is_drawn(visit):
    page = visit("map?lang=tr")
    canvas = page.locator(MAP).last
    expect(canvas).to_be_visible()

    assert distinct_colours(page, canvas) > 50


def test_a_click_on_the_map_selects_a_firm_everywhere(visit):
    page = visit("map?lang=tr")
    expect(page.locator(MAP).last).to_be_visible()
    box = page.locator(MAP).last.bounding_box()
    assert "firm=" not in page.url

    for x, y in grid(box):
        page.mouse.click(x, y)
        page.wait_for_timeout(1000)
        wait_until_drawn(page)
        if "firm=" in page.url:
            break

    expect(page).to_have_url(re.compile(r"firm=\w+"))
    firm = re.search(r"firm=(\w+)", page.url)[1]
    names = generate().firm.set_index("firm_id")["name"]
    expect(page.locator('[data-testid="stMain"]')).to_contain_text(names[firm])


def test_a_link_opens_the_what_if_with_its_assumptions(visit):
    plain = visit("what_if?lang=en")
    changed = visit("what_if?lang=en&disposal_price_change_percent=50.0")

    for page in (plain, changed):
        expect(page.locator(".symbio-sentence").first).to_be_visible()
    assert sentence(plain) != sentence(changed)
    expect(changed).to_have_url(re.compile("disposal_price_change_percent=50.0"))


NARROW_PAGES = (
    "",
    "map",
    "flows",
    "opportunities",
    "what_if",
    "synergies",
    "campaign",
    "workshop",
    "firm?role=firm",
    "knowledge",
    "data",
    "sources",
    "access",
    "privacy",
)
# What of the page is wider than a phone, apart from what scrolls in itself.
TOO_WIDE = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const wide = [...main.querySelectorAll('button, p, h1, h2, h3, input, svg, a')].filter((e) =>
    e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('[data-testid="stDataFrame"]'));
  const found = wide.map((e) => `${e.tagName} ${e.textContent}`.slice(0, 60));
  return main.scrollWidth > main.clientWidth ? ["the page scrolls sideways", ...found] : found;
}"""
# Of each chart: its widest bar, how high its smallest words are, and how far words reach.
IN_CHARTS = """() => [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].map((c) => {
  const box = (e) => e.getBoundingClientRect();
  const bars = [...c.querySelectorAll('.mark-rect.role-mark path')].map((e) => box(e).width);
  const words = [...c.querySelectorAll('text')].map(box).filter((e) => e.width > 0);
  return {bar: Math.max(0, ...bars), letters: Math.min(...words.map((e) => e.height)),
          from: Math.min(...words.map((e) => e.left)), to: Math.max(...words.map((e) => e.right))};
})"""


@pytest.mark.parametrize("path", NARROW_PAGES)
@pytest.mark.parametrize("language", ["tr", "en"])
def test_no_page_is_wider_than_a_phone(visit, path, language):
    page = visit(f"{path}{'&' if '?' in path else '?'}lang={language}", width=390, height=844)
    expect(title(page)).to_be_visible()

    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("path", ["map", "synergies", "data", "knowledge"])
def test_a_thumb_hits_every_choice_and_button(visit, path):
    page = visit(f"{path}?lang=tr", width=390, height=844)
    expect(title(page)).to_be_visible()
    page.wait_for_timeout(1000)
    small = page.locator(
        '[data-testid="stMain"] :is([data-testid="stButtonGroup"] button, summary,'
        ' [role="group"]:has(input), [data-testid="stBaseButton-secondary"],'
        ' [data-testid="stPageLink-NavLink"])'
    ).evaluate_all(
        "all => all.map(e => [e.textContent, e.getBoundingClientRect().height])"
        ".filter(([_, height]) => height > 0 && height < 40)"
    )

    assert small == []


@pytest.mark.parametrize("width", [390, 1920])
@pytest.mark.parametrize(
    ("path", "charts", "widest"),
    [("opportunities", 2, 300), ("synergies", 1, 300), ("campaign", 5, 300), ("flows", 3, 100)],
)
def test_bars_have_room_and_no_word_of_a_chart_is_cut(visit, path, charts, widest, width):
    page = visit(f"{path}?lang=tr", width=width, height=1080)
    expect(page.locator('[data-testid="stVegaLiteChart"] svg')).to_have_count(charts)
    page.wait_for_timeout(1000)
    drawn = page.evaluate(IN_CHARTS)

    assert max(chart["bar"] for chart in drawn) > widest
    assert min(chart["from"] for chart in drawn) >= 0
    assert max(chart["to"] for chart in drawn) <= width


@pytest.mark.parametrize("path", ["opportunities", "campaign", "flows", "synergies"])
def test_a_room_reads_large_charts_that_stay_inside_the_page(visit, path):
    page = visit(f"{path}?projector=1&lang=tr", width=1920, height=1080)
    expect(page.locator('[data-testid="stVegaLiteChart"] svg').first).to_be_visible()
    page.wait_for_timeout(1000)
    drawn = page.evaluate(IN_CHARTS)

    assert page.evaluate(TOO_WIDE) == []
    assert max(chart["to"] for chart in drawn) <= 1920
    assert min(chart["letters"] for chart in drawn) >= 22


@pytest.mark.parametrize("width", [390, 1920])
def test_a_tapped_figure_opens_in_front_of_the_page_and_closing_forgets_it(visit, width):
    page = visit("sources?lang=tr", width=width)
    dialog, table = page.get_by_role("dialog"), page.get_by_test_id("stDataFrame").first
    table.locator("canvas").first.wait_for()
    for _ in range(TRIES):  # a tap is lost where the table is laid out anew
        box = at_rest(page, table)
        page.mouse.click(box["x"] + 16, box["y"] + 52)  # the first row's own box
        with contextlib.suppress(AssertionError):
            expect(dialog).to_be_visible(timeout=5_000)
            break
    expect(dialog).to_be_visible()
    assert "factor=" in page.url
    expect(dialog.get_by_role("button", name="Bölge için kullan")).to_be_visible()

    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    expect(page).not_to_have_url(re.compile("factor="))


@pytest.mark.parametrize("language", ["tr", "en"])
def test_who_fits_is_a_tap_away_on_a_phone(visit, language):
    page = visit(f"knowledge?lang={language}&what=sawdust", width=390)
    firms = page.locator("#firms")
    expect(firms).not_to_be_in_viewport()

    page.get_by_test_id("stMain").locator("a[href='#firms']").first.click()

    expect(firms).to_be_in_viewport()


def sentence(page):
    return page.locator(".symbio-sentence").first.inner_text()


def grid(box, across=24, down=16):
    """Places over the middle of a box, from the centre outwards."""
    places = [
        (
            box["x"] + box["width"] * (column + 0.5) / across,
            box["y"] + box["height"] * (row + 0.5) / down,
        )
        for row in range(down)
        for column in range(across)
    ]
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return sorted(places, key=lambda at: (at[0] - middle[0]) ** 2 + (at[1] - middle[1]) ** 2)[:60]


def distinct_colours(page, canvas):
    """How many colours a screenshot of the canvas holds."""
    from io import BytesIO

    from PIL import Image

    picture = Image.open(BytesIO(canvas.screenshot())).convert("RGB")
    return len(picture.getcolors(maxcolors=1 << 24))
