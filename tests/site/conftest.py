"""Sites that many tests look at, built once for all workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from coachloom.site.build import Choice, build
from coachloom.site.engines import ENGINES

ROOT = Path(__file__).parent.parent.parent

Sites = Callable[[str], Path]


@pytest.fixture(scope="session")
def reference_site(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """The reference course as built by the engine of that name."""
    shared = tmp_path_factory.getbasetemp().parent

    def built(engine: str) -> Path:
        out = shared / f"reference-{engine}"
        with FileLock(shared / f"{engine}.lock"):
            if not out.exists():
                build(ROOT, out, Choice(engine=ENGINES[engine]), say=lambda _: None)
        return out

    return built
