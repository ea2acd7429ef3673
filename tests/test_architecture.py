"""The hard rules of the house, read from the source; pyproject.toml holds all layers."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "symbio"
MODULES = sorted(PACKAGE.rglob("*.py"))
MODULE_LINES = 350
STATEMENTS = 30
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}


def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def importers(library):
    return {str(path.relative_to(PACKAGE)) for path in MODULES if library in set(imported(path))}


def test_only_the_screens_import_streamlit():
    outside = {path for path in importers("streamlit") if not path.startswith("ui/")}

    # The load benchmark speaks the wire protocol of a server in another process.
    assert outside <= {"bench/sessions.py"}


def test_only_the_store_imports_duckdb():
    assert all(re.fullmatch(r"zone/store\w*\.py", path) for path in importers("duckdb"))


def test_the_matching_knows_of_a_zone_only_its_rows():
    known = {
        node.module
        for path in (PACKAGE / "matching").rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("symbio.zone")
    }
    assert known <= {"symbio.zone.rows"}


def test_no_two_modules_of_tests_have_one_name():
    # pytest imports them by their bare names: of two it would take either.
    names = sorted(path.name for path in (ROOT / "tests").rglob("*.py"))
    assert len(names) == len(set(names))


def test_pages_lie_in_sections():
    # pages/*.py directly beside app.py would start Streamlit's older way of pages.
    assert list((ROOT / "pages").glob("*.py")) == []


def test_a_page_is_a_script_without_functions():
    with_functions = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "pages").glob("*/*.py"))
        if any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.walk(tree(path)))
    ]
    assert with_functions == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_and_functions_stay_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES
    long = {
        node.name: count
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and (count := statements(node)) > STATEMENTS
    }
    assert long == {}


def statements(function):
    """A call laid out over many lines is one; the docstring is one."""
    return sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1


def test_no_module_has_a_name_that_says_nothing():
    assert [path.stem for path in MODULES if path.stem in VAGUE_NAMES] == []


def test_nothing_shipped_names_a_network_host():
    allowed = re.compile(r"127\.0\.0\.1|localhost|0\.0\.0\.0|www\.w3\.org")
    hosts = re.compile(r"https?://([\w.-]+)")
    named = {
        f"{path.relative_to(ROOT)}: {host}"
        for path in [*MODULES, ROOT / "Makefile", ROOT / "app.py", ROOT / "frame.py"]
        for host in hosts.findall(path.read_text(encoding="utf-8"))
        if not allowed.fullmatch(host)
    }
    assert named == set()


def test_rows_of_the_store_reach_a_screen_through_one_place():
    """Pages and their parts get frames from `ui.reading`, which asks what the viewer may see.

    `ui.reading.store` is the facilitator's; only these open the store themselves.
    """
    openers = {
        "database.py",
        "reading.py",
        "read_once.py",
        # A firm's own words and rows; each asks again whose they are before it writes.
        "firm_side.py",
        "firm_contact.py",
        "firm_streams.py",
        "who.py",  # codes, and names for the role switch of a facilitator or a demo
        "frame.py",  # whether there is a facilitator's code yet
        "sign_in.py",
        "served.py",  # the revision, for /health
        "what_if_run.py",  # in a cache whose caller has asked `ui.reading.store`
        "workshop_live.py",  # likewise
        "join.py",  # a phone's own cards, and the names that firms show to everybody
        "quiz_phone.py",  # a room's questions, and a phone's own answers
    }
    found = {
        path.name
        for path in [*(PACKAGE / "ui").glob("*.py"), *(ROOT / "pages").glob("*/*.py")]
        if re.search(r"\bopen_store\b|ui\.database\b|\bdatabase\.store", path.read_text("utf-8"))
    }
    assert found <= openers
