"""Cohorts on a site that is just built."""

from __future__ import annotations

from pathlib import Path

from coachloom.academy.edition import of_course_folder
from coachloom.academy.starter import new_academy
from coachloom.academy.weave import woven
from coachloom.cohorts.cohort import read_cohorts
from coachloom.cohorts.issue_text import written
from coachloom.course.kinds import Section
from coachloom.course.model import Course
from coachloom.course.values import Audience
from coachloom.reading.files import Folder
from coachloom.site.timetables.built import given_in
from tests.cohorts.issued import a_day, an_issue
from tests.conftest import ROOT, Sites
from tests.site.publishing.homes import STORY, academy, cohort, released


def test_a_cohort_is_shown_with_the_edition_that_it_goes_through(tmp_path: Path) -> None:
    root = academy(tmp_path)
    released(root)
    (root / "content/case.md").write_text("Another story.\n", encoding="utf-8")
    cohort(root, "2027-spring", "Spring", "2027.1")
    (root / "cohorts/2027-spring").mkdir()
    (root / "cohorts/2027-spring/issue-1.yml").write_text(written(an_issue(1, a_day("d01", "2026-03-10"))))
    site = woven(root)

    (given,) = given_in(root, site, Audience.EVERYONE)

    assert given.edition.course
    assert (given.edition.version, _story(given.edition.course), _story(site.course)) == (
        "2027.1",
        STORY,
        "Another story.",
    )


def _story(course: Course) -> str:
    section = course.get("first-questions/case", Section)
    return section.text.text.strip() if section else ""


def test_the_made_up_cohort_stands_on_the_site_of_the_course_and_in_no_academy(
    reference_site: Sites, tmp_path: Path
) -> None:
    new_academy(tmp_path / "riverside", "riverside", "Riverside", of_course_folder(ROOT))

    assert (reference_site("material", Audience.EVERYONE) / "cohorts/sample/wallchart.pdf").is_file()
    assert read_cohorts(Folder(tmp_path / "riverside")) == ()
    assert given_in(tmp_path / "riverside", woven(tmp_path / "riverside"), Audience.EVERYONE) == ()
