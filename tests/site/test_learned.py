"""What academies taught the course, as its readers see it: only what was taken over, and to trainees nothing of faculty's."""

from __future__ import annotations

from pathlib import Path

import pytest

from coachloom.academy.edition import of_course_folder
from coachloom.academy.giving.contribution import Modified, Verb
from coachloom.academy.giving.decided import FILE, Decided, Decision, with_decided
from coachloom.academy.weave import woven
from coachloom.course.values import Audience
from coachloom.installed import home
from coachloom.site.tree import tree_sources
from tests.academy.samples import academy_folder, open_course

PAGE = "pages/learned/index.md"


def decided(element: str, decision: Decision = Decision.ADOPT, found: str = "They <b>nodded</b>.") -> Decided:
    return Decided(
        item=f"sha256:{element}",
        element=element,
        kind="section" if "/" in element or element.startswith("riverside-") else "page",
        title=f"Title of {element}",
        academy="riverside",
        name="Riverside Academy",
        credit="The nurses of Riverside",
        verb=Verb.REPLACE,
        modified=(Modified.WORDS,),
        base="2027.1",
        why="It fits us.",
        found=found,
        decision=decision,
        edition="2027.2",
    )


def taught(folder: Path, *every: Decided) -> Path:
    root = open_course(folder)
    (root / FILE).write_bytes(with_decided(None, every))
    return root


def page(root: Path, audience: Audience = Audience.EVERYONE) -> str:
    return tree_sources(woven(root), home(), audience).files[PAGE].decode()


def test_the_page_thanks_for_what_was_taken_over_and_for_nothing_else(tmp_path: Path) -> None:
    declined = decided("card-questions", Decision.DECLINE)

    text = page(taught(tmp_path, decided("first-questions/case"), declined, decided("our-page", Decision.ADAPT)))

    assert "The nurses of Riverside" in text
    assert "Title of first-questions/case" in text
    assert text.count("In the course from edition 2027.2 on.") == 2
    assert text.count("It was taken over in other words or in another way.") == 1
    assert "card-questions" not in text
    assert "<b>" not in text


@pytest.mark.parametrize("element", ["first-questions/answers", "first-questions/riverside-gone", "riverside-briefing"])
@pytest.mark.parametrize(("audience", "told"), [(Audience.EVERYONE, False), (Audience.FACULTY, True)])
def test_what_only_faculty_see_is_told_to_faculty_alone(
    tmp_path: Path, audience: Audience, element: str, *, told: bool
) -> None:
    """A section that is in the course under no such name may have been faculty's."""
    note = decided(element, found="zq-for-faculty")

    text = page(taught(tmp_path, decided("our-page"), note), audience)

    assert ("zq-for-faculty" in text) is told


def test_what_is_gone_from_the_course_since_is_still_credited(tmp_path: Path) -> None:
    text = page(taught(tmp_path, decided("gone-page"), decided("first-questions/handouts")))

    assert text.count("The nurses of Riverside") == 2


def test_without_anything_taken_over_there_is_no_page(tmp_path: Path) -> None:
    for root in (taught(tmp_path / "one", decided("our-page", Decision.WAIT)), open_course(tmp_path / "other")):
        assert PAGE not in tree_sources(woven(root), home(), Audience.EVERYONE).files


def test_an_academy_shows_what_the_course_that_it_builds_on_was_taught(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path, of_course_folder(taught(tmp_path, decided("our-page"))))

    assert "The nurses of Riverside" in page(root)
