"""What many tests need: a small course of their own, and the real one, read once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from coachloom.course.load import read_course
from coachloom.course.model import Course

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "small"


settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
"""No test is timed, and a failure comes again."""


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
