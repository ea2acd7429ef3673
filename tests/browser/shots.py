"""Take screenshots of every page: `python tests/browser/shots.py URL OUTDIR [page …]`.

Desk (1920×1080), phone (390×844), Turkish and English, light and dark. Prints what
the browser complained about: console errors, failed and outside requests. A page may carry
its own query: `map?firm=F001`.
"""

import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

PAGES = ("", "map", "flows", "opportunities", "what_if", "campaign", "data")
SCREENS = {
    "desk": {"viewport": {"width": 1920, "height": 1080}},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "is_mobile": True,
        "has_touch": True,
        "user_agent": "Mozilla/5.0 (Linux; Android 14; Mobile) Chrome/156.0 Mobile",
    },
}
LOOKS = (
    ("desk", "tr", "light"),
    ("desk", "en", "dark"),
    ("phone", "tr", "light"),
    ("phone", "en", "dark"),
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
SETTLE_MS = 2500


def launch(playwright) -> Browser:
    """Chromium of the system, with software WebGL."""
    return playwright.chromium.launch(
        executable_path=shutil.which("chromium"), headless=True, args=FLAGS
    )


def wait(page: Page) -> None:
    """Until the script has run and maps and charts have settled."""
    page.wait_for_selector(
        '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=60_000
    )
    page.wait_for_selector('[data-testid="stMainBlockContainer"]', timeout=60_000)
    page.wait_for_timeout(SETTLE_MS)


def listen(page: Page, host: str, complaints: list[str]) -> None:
    """Collect what goes wrong in the browser."""
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if message.type == "error" and "404" not in message.text
            else None
        ),
    )
    # On a deep link Streamlit asks for its own address below the page's name first.
    page.on(
        "response",
        lambda answer: (
            complaints.append(f"{answer.status}: {answer.url}")
            if answer.status >= 400 and "/_stcore/" not in answer.url
            else None
        ),
    )
    page.on("requestfailed", lambda request: complaints.append(f"failed: {request.url}"))
    page.on(
        "request",
        lambda request: (
            complaints.append(f"outside: {request.url}")
            if request.url.startswith("http") and urlsplit(request.url).netloc != host
            else None
        ),
    )


def shoot(url: str, folder: Path, pages: tuple[str, ...]) -> list[str]:
    """Write one PNG per page and look; return the complaints."""
    folder.mkdir(parents=True, exist_ok=True)
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for screen, language, scheme in LOOKS:
            context = browser.new_context(
                **SCREENS[screen],
                color_scheme=scheme,
                locale="tr-TR" if language == "tr" else "en-GB",
            )
            for name in pages:
                page = context.new_page()
                listen(page, urlsplit(url).netloc, complaints)
                joint = "&" if "?" in name else "?"
                page.goto(f"{url}/{name}{joint}lang={language}")
                wait(page)
                tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
                size = page.viewport_size or {"width": 1920, "height": 1080}
                # Streamlit scrolls inside; a taller window shows the whole page.
                page.set_viewport_size(
                    {"width": size["width"], "height": max(size["height"], tall)}
                )
                page.wait_for_timeout(1200)
                word = "".join(sign if sign.isalnum() else "-" for sign in name or "overview")
                page.screenshot(path=folder / f"{word}-{screen}-{language}-{scheme}.png")
                page.close()
            context.close()
        browser.close()
    return complaints


if __name__ == "__main__":
    address, out, *chosen = sys.argv[1:]
    for complaint in shoot(address.rstrip("/"), Path(out), tuple(chosen) or PAGES):
        print(complaint)
