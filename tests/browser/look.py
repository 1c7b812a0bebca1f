"""Pictures of every kind of page as people see it, to be looked at: ``make look`` puts them into build/look/."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, sync_playwright

from coachloom.course.values import Audience
from coachloom.site.build import Choice, build
from tests.browser.install import installed
from tests.browser.pages import DARK, FACULTY_KINDS, KINDS, LIGHT, PHONE, PRINT, Mode
from tests.browser.serving import served

ROOT = Path(__file__).parent.parent.parent
LOOK = ROOT / "build" / "look"
TABLET = Mode("tablet", {"viewport": {"width": 820, "height": 1180}})
LOOKS = (LIGHT, DARK, PHONE, TABLET, PRINT)
TALLEST = 5000
"""Pixels; longer pages are cut, since nobody looks at more."""


def photograph(browser: Browser, address: str, name: str, mode: Mode) -> None:
    """One picture; a printed page as a PDF beside it."""
    page = browser.new_page(**mode.settings)
    page.emulate_media(media="print" if mode.media == "print" else "screen")
    page.goto(address, wait_until="networkidle")
    if mode.media == "print":
        page.pdf(path=LOOK / f"{name}-print.pdf", prefer_css_page_size=True)
    else:
        width, height = mode.settings["viewport"].values()
        tall = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
        clip: FloatRect = {"x": 0, "y": 0, "width": width, "height": max(tall, height)}
        page.screenshot(path=LOOK / f"{name}-{mode.name}.png", full_page=True, clip=clip)
    page.close()


def main(wanted: list[str]) -> int:
    """Photographs the pages named, or all of them."""
    LOOK.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
        for audience, kinds in ((Audience.EVERYONE, KINDS), (Audience.FACULTY, FACULTY_KINDS)):
            chosen = {name: at for name, at in kinds.items() if not wanted or name in wanted}
            if not chosen:
                continue
            site = Path(folder) / audience.value
            build(ROOT, site, Choice(audience=audience), say=print)
            with served(site) as address:
                for name, at in chosen.items():
                    for mode in LOOKS:
                        photograph(browser, address + at, name, mode)
        browser.close()
    print(f"The pictures are in {LOOK}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
