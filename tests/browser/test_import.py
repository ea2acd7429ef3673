"""A stranger's workbook, from the upload to the map, by clicks alone."""

import contextlib
import re
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hands import at_rest, press_until
from playwright.sync_api import expect

from symbio.bench.browser import wait_until_drawn
from symbio.bench.server import APP, served
from symbio.zone.store import open_store

REAL = Path(__file__).parents[3] / "shared" / "reference" / "data" / "scotland_sites_2019.xlsx"
SITES = (
    ("permit", "site-name", "operator", "region", "latitude", "longitude", "activities"),
    ("WML/1", "Kelso Works", "BORDER LTD", "Borders", 55.6, -2.43, "Metal recycler"),
    ("WML/2", "Perth Yard", "TAY LTD", "Perth", 56.39, -3.43, "Other treatment"),
)
FLOWS = (
    ("permit", "io-direction", "material", "tonnes"),
    ("WML/1", "in", "Wood wastes", 120.5),
    ("WML/2", "out", "Wood wastes", 80),
)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """The register of Scottish sites where it is at hand, else a small one of its shape."""
    if REAL.exists():
        return REAL
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, rows in (("sites", SITES), ("material io", FLOWS)):
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    book.close()
    path = tmp_path_factory.mktemp("book") / "sites.xlsx"
    path.write_bytes(out.getvalue())
    return path


def choose(page, label, option):
    """Type into a list and take the option."""
    field = page.get_by_role("combobox", name=re.compile(label))
    field.click()
    field.fill(option)
    page.get_by_role("option", name=option).first.click()
    wait_until_drawn(page)


def correct(page, *, row, typed):
    """Choose another field for a column, in the grid that Streamlit draws: the last but one."""
    grid = page.locator('[data-testid="stDataFrame"]').first
    option = page.get_by_role("option", name=typed).first
    for _ in range(6):
        box = at_rest(page, grid.locator("canvas").first)
        page.mouse.click(box["x"] + box["width"] * 0.67, box["y"] + 35 * (row + 0.5))
        page.keyboard.press("Enter")
        with contextlib.suppress(AssertionError):
            expect(option).to_be_visible(timeout=5_000)
            break
        page.keyboard.press("Escape")
    expect(option).to_be_visible()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    wait_until_drawn(page)


def test_a_foreign_workbook_comes_in_by_clicks_and_is_on_the_map(browser, workbook, tmp_path):
    database = tmp_path / "zone.duckdb"
    sites = 754 if workbook == REAL else len(SITES) - 1
    with served(APP, database, tmp_path / "server.log") as running:
        page = browser.new_page(viewport={"width": 1400, "height": 1000}, locale="tr-TR")
        page.goto(f"{running.address}/data?lang=tr")
        page.locator('[data-testid="stFileUploaderDropzoneInput"]').first.set_input_files(workbook)
        page.get_by_label("Bölgenin adı").fill("İskoçya")
        page.get_by_label("Bölgenin adı").press("Enter")
        choose(page, "Ülke", "Birleşik Krallık")
        page.get_by_text("Hangi sütun hangi alan?").click()
        correct(page, row=3, typed="Takma")  # the operator, which nothing proposed
        write = page.get_by_role("button", name=re.compile("Yaz: .* yeni, 0 değişen, 0 silinen"))
        press_until(page.get_by_role("button", name="Bu eşlemeyle denetle"), write)
        press_until(write, page.get_by_text("satır yazıldı"))
        expect(page.locator('[data-testid="stMetricValue"]').first).to_have_text(str(sites))

        # Within the app: whoever wrote the first data of a zone is signed in.
        title = page.locator("h1", has_text="Harita")
        press_until(page.get_by_role("link", name="Harita"), title)

        expect(page.locator(".symbio-sentence")).to_contain_text(f"{sites} firma")
        drawn = page.locator('[data-testid="stDeckGlJsonChart"] canvas').last
        expect(drawn).to_be_visible(timeout=60_000)
        page.close()
    store = open_store(database)
    [zone] = store.read().zone.to_dict("records")
    operators = store.read().firm["public_alias"].dropna()
    store.close()
    assert (zone["name"], zone["country"], zone["currency"]) == ("İskoçya", "GB", "GBP")
    assert len(operators) == sites
