"""An academy with three published editions, made once for all tests and all workers."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock

from tests.site.publishing.homes import Place, made


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    own = tmp_path_factory.getbasetemp()
    shared = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "published"
    with FileLock(f"{shared}.making"):
        if not shared.exists():
            aside = shared.with_name("published-aside")
            made(aside)
            aside.rename(shared)
    return Place(shared / "riverside", shared / "home")


@pytest.fixture
def place(published_once: Place, tmp_path: Path) -> Place:
    """That academy and its home, free to be spoilt."""
    for name in ("riverside", "home"):
        shutil.copytree(published_once.root.parent / name, tmp_path / name)
    return Place(tmp_path / "riverside", tmp_path / "home")
