"""What many tests need: a small course of their own, and the real one, read and built once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Protocol

import pytest
from filelock import FileLock
from hypothesis import Phase, settings

from coachloom.course.load import read_course
from coachloom.course.model import Course
from coachloom.course.values import Audience
from coachloom.site.build import Choice, build
from coachloom.site.engines import ENGINES

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "small"


settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
"""No test is timed, and a failure comes again."""

settings.register_profile("unshrunk", settings.get_profile("steady"), phases=(Phase.explicit, Phase.generate))
"""For who asks only whether a law is broken."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with a copy of the small course, free to be spoilt."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture(scope="session")
def reference_course() -> Course:
    """The reference course itself."""
    course = read_course(ROOT).course
    assert course is not None
    return course


class Sites(Protocol):
    """The reference course as a finished site."""

    def __call__(self, engine: str, audience: Audience = Audience.EVERYONE, *, offline: bool = False) -> Path: ...


@pytest.fixture(scope="session")
def reference_site(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    """Each site that many tests look at is built once for all workers."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own  # above that lie the sites of other runs

    def built(engine: str, audience: Audience = Audience.EVERYONE, *, offline: bool = False) -> Path:
        out = shared / f"reference-{engine}-{audience.value}{'-offline' if offline else ''}"
        with FileLock(f"{out}.building"):
            if not out.exists():
                choice = Choice(engine=ENGINES[engine], audience=audience, offline=offline)
                build(ROOT, out, choice, say=lambda _: None)
        return out

    return built
