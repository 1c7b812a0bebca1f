"""Sees to it that a Chromium and a Java are there for the tests, and says which ones.

The Chromium, in this order: the one named in COACHLOOM_BROWSER, one that is installed, Debian's package where it can
be installed, Playwright's own download. Java, for the HTML checker: one that is installed, or Debian's package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "msedge")


def installed() -> str | None:
    """The path of a browser that is there already; Playwright's own is found by Playwright."""
    named = os.environ.get("COACHLOOM_BROWSER")
    if named:
        return named if Path(named).is_file() else shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def playwrights_own() -> Path:
    """Where Playwright keeps the Chromium that it downloads."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path)


def _debian(package: str) -> bool:
    if not shutil.which("apt-get"):
        return False
    prefix: tuple[str, ...] = ()
    if os.geteuid() != 0:
        prefix = ("sudo", "--non-interactive")
        if not shutil.which("sudo"):
            return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    update = subprocess.run((*prefix, "apt-get", "update", "-qq"), env=environment, check=False)
    install = ("apt-get", "install", "-y", "-qq", "--no-install-recommends", package)
    return update.returncode == 0 and subprocess.run((*prefix, *install), env=environment, check=False).returncode == 0


def _browser() -> Path | None:
    if not installed() and not playwrights_own().is_file() and not (_debian("chromium") and installed()):
        subprocess.run((sys.executable, "-m", "playwright", "install", "chromium"), check=False)
    browser = Path(installed() or playwrights_own())
    return browser if browser.is_file() else None


def _java() -> str | None:
    return shutil.which("java") or (shutil.which("java") if _debian("default-jre-headless") else None)


def main() -> int:
    browser, java = _browser(), _java()
    if browser is None:
        print("No browser for the tests: install Chromium, or name one in COACHLOOM_BROWSER.", file=sys.stderr)
    if java is None:
        print("No Java for the HTML checker: install any Java runtime, version 11 or newer.", file=sys.stderr)
    if browser is None or java is None:
        return 1
    print(f"For the tests: {browser} and {java}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
