"""Laws of giving back: nothing private leaves, what is written reads back, and what was given comes home as absorbed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coachloom.academy.giving.contribution import read_contribution
from coachloom.academy.giving.offering import Offer, offered
from coachloom.academy.giving.sheet import SHEET
from tests.academy.giving import coming_course, tick
from tests.academy.samples import academy_folder
from tests.cli.running import files_of, on

TARGETS = (
    "first-questions",
    "first-questions/case",
    "card-questions",
    "our-page",
    "day-free",
    "warm-up",
    "weekly-hour",
    "small-tests",
    "cool-down",
    "every-kind-interpreters",
    "every-kind-parking",
    "every-kind-prompt",
    "every-kind-page",
    "every-kind-card",
)
SECRET = "zq-secret-word"
PRIVATE = (
    "cohorts/2027-spring.yml",
    "cohorts/names.md",
    "private/leave.yml",
    "private/registers/d01.md",
    "private/log.txt",
    "content/not-named.md",
    ".coachloom/history/0001/before/content/old.md",
    "notes.txt",
)


@settings(max_examples=20)
@given(st.sets(st.sampled_from(TARGETS), min_size=1), st.sets(st.sampled_from(PRIVATE)))
def test_nothing_private_is_ever_in_a_contribution(targets: set[str], planted: set[str]) -> None:
    with TemporaryDirectory() as folder:
        root = academy_folder("every-kind", Path(folder))
        people = (root / "private/people.yml").read_text(encoding="utf-8")
        for file in planted:
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(f"{SECRET}: in {file}\n", encoding="utf-8")

        contribution = offered(root, Offer(targets=sorted(targets)))
        zipped = Path(folder) / contribution.file_name
        zipped.write_bytes(contribution.data)

        assert SECRET.encode() not in contribution.data
        assert all(name.startswith(("ours/", "base/", "assets/")) for name in contribution.contents)
        assert "Ana Reis" in people
        for word in ("Ana Reis", "Eva Silva", "ana-reis", "eva-silva", "rui-lopes"):
            assert word.encode() not in contribution.data
        assert read_contribution(zipped) == contribution


ADOPTABLE = ("first-questions/case", "card-questions", "our-page", "day-free", "first-questions", "every-kind-page")


@pytest.mark.parametrize("target", ADOPTABLE)
def test_what_was_adopted_is_absorbed_at_the_next_edition(tmp_path: Path, target: str) -> None:
    """The text, the minutes, what was added, the pictures that came with it."""
    course = coming_course(tmp_path)
    root = academy_folder("every-kind", tmp_path)
    zipped = tmp_path / "gift.zip"
    on(root, "contribute", target, "--consent", "--out", str(zipped))
    on(course, "receive", str(zipped))
    count = (course / SHEET).read_text(encoding="utf-8").count("- [ ] adopt: ")
    for number in range(1, count + 1):
        tick(course, "adopt: ", of=f"## {number} of ")
    before = files_of(root)

    finished = on(course, "receive", "--finish")
    seen = on(root, "upgrade", str(course))

    assert (finished.exit_code, seen.exit_code) == (0, 0), finished.output + seen.output
    assert f"taken over by the course: {count}" in seen.output
    assert on(root, "upgrade", "--finish").exit_code == 0
    assert on(root, "check").exit_code == 0
    assert {file for file in before if file.startswith("content/")} > {
        file for file in files_of(root) if file.startswith("content/")
    } or target == "first-questions"
