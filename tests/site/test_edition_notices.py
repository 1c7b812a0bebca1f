"""A reader hears on the home page that an edition is tried out, or that it was corrected, and when."""

from __future__ import annotations

from pathlib import Path

from coachloom.academy.edition import read_edition
from coachloom.academy.releasing.notes import Kind, Note
from coachloom.academy.releasing.release import Wish, release, weighed
from coachloom.academy.starter import new_academy
from coachloom.academy.weave import woven
from coachloom.course.values import Audience
from coachloom.installed import home
from coachloom.site.tree import tree_sources
from tests.academy.newer import CASE, QUESTIONS
from tests.academy.test_release import CORRECT, DAY, course, note, running
from tests.files import rewrite


def home_page(root: Path) -> str:
    return tree_sources(woven(root), home(), Audience.EVERYONE).files["pages/index.md"].decode()


def test_a_pilot_says_so_on_the_home_page_of_the_course_and_of_whoever_builds_on_it(tmp_path: Path) -> None:
    root = course(tmp_path)
    before = home_page(root)
    made = release(weighed(root, Wish(pilot=True)), DAY, tmp_path)
    new_academy(tmp_path / "own", "riverside", "Riverside", read_edition(made.zip))

    assert "pilot" not in before
    assert '!!! note "This is a pilot edition"' in home_page(root)
    assert '!!! note "This is a pilot edition"' in home_page(tmp_path / "own")


def test_a_correction_stands_there_with_its_day(tmp_path: Path) -> None:
    root = running(tmp_path)
    rewrite(root, QUESTIONS, CASE, "A case (fictional), mended.")
    note(root, Note(element="first-questions/case", kind=Kind.SAFETY, why="A dose."))
    release(weighed(root, CORRECT), DAY, tmp_path)

    assert f'!!! note "Corrected on 2027-02-28"\n\n    {CORRECT.correct}\n' in home_page(root)
