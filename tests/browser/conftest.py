"""A real Chromium, and a plain static server for finished sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.install import installed
from tests.browser.serving import served

Serve = Callable[[Path], str]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a folder on this machine alone and returns its address."""
    with ExitStack() as running:
        yield lambda folder: running.enter_context(served(folder))
