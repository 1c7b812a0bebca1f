"""A real Chromium, and a plain static server for finished sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from coachloom.course.values import Audience
from tests.browser.install import installed
from tests.browser.serving import served
from tests.conftest import Sites

expect.set_options(timeout=60_000)  # a busy machine is slow, and a test is no measurement

Serve = Callable[[Path], str]
Addresses = Callable[[str, Audience], str]


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


@pytest.fixture(scope="session")
def reference_address(reference_site: Sites) -> Iterator[Addresses]:
    """The address of the reference course's site, by its engine and its audience."""
    with ExitStack() as running:
        yield cache(lambda engine, audience: running.enter_context(served(reference_site(engine, audience))))
