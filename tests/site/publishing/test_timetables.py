"""A timetable that was given out is published with the home; a cohort without one keeps its plain page."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from coachloom.cohorts.issue_text import written
from coachloom.cohorts.issues import Issue, digest, issue_file
from coachloom.problems import ProblemsFound, Severity
from tests.cohorts.issued import a_day, an_issue
from tests.files import tree_hash
from tests.site.publishing.homes import Place, put_online

FIRST = an_issue(1, a_day("d01", "2027-01-12"), a_day("d02", "2027-01-28", teachers=["ana-reis", "zoe-quill"]))
SECOND = an_issue(2, a_day("d01", "2027-01-12"), a_day("d02", "2027-02-04"))
MADE = ["door-signs.pdf", "index.html", "timetable.csv", "timetable.ics", "timetable.xlsx", "wallchart.pdf"]


def give_out(root: Path, *issues: Issue) -> None:
    before = None
    for issue in issues:
        data = written(dataclasses.replace(issue, before=before)).encode()
        path = root / issue_file(issue.cohort, issue.number)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        before = digest(data)


def page(place: Place, cohort: str = "2027-spring") -> str:
    return (place.home / "cohorts" / cohort / "index.html").read_text(encoding="utf-8")


def test_a_cohort_with_an_issue_has_its_timetable_and_another_its_plain_page(place: Place) -> None:
    give_out(place.root, FIRST)
    put_online(place.root, place.home)

    assert sorted(path.name for path in (place.home / "cohorts/2027-spring").iterdir()) == MADE
    assert sorted(path.name for path in (place.home / "cohorts/2027-autumn").iterdir()) == ["index.html"]
    assert re.findall(r'data-date="([0-9-]+)"', page(place)) == ["2027-01-12", "2027-01-28"]


def test_its_days_lead_to_the_edition_of_the_cohort_with_the_plan_by_its_clock(place: Place) -> None:
    give_out(place.root, FIRST)
    put_online(place.root, place.home)
    text = page(place)
    links = {
        link for link in re.findall(r'href="\.\./\.\./([^"#]+)', text) if not link.startswith(("front/", "current/"))
    }

    assert "2027.1/days/d01/" in links
    assert [link for link in sorted(links) if not (place.home / link / "index.html").is_file()] == []
    assert '<span class="time">09:30–' in text


def test_a_next_issue_takes_the_place_of_the_first_and_says_what_it_changes(place: Place) -> None:
    give_out(place.root, FIRST)
    put_online(place.root, place.home)
    give_out(place.root, FIRST, SECOND)
    put_online(place.root, place.home)

    assert "Moved from Thursday 28 January 2027 to Thursday 4 February 2027." in page(place)
    assert b"SEQUENCE:1" in (place.home / "cohorts/2027-spring/timetable.ics").read_bytes()


def test_publishing_a_timetable_again_writes_nothing(place: Place) -> None:
    give_out(place.root, FIRST, SECOND)
    put_online(place.root, place.home)
    before = tree_hash(place.home)
    put_online(place.root, place.home)

    assert tree_hash(place.home) == before


def test_a_cohort_that_is_no_more_takes_its_timetable_along(place: Place) -> None:
    give_out(place.root, FIRST)
    put_online(place.root, place.home)
    (place.root / "cohorts/2027-spring.yml").unlink()
    put_online(place.root, place.home)

    assert not (place.home / "cohorts/2027-spring").exists()


def test_people_are_shown_as_they_chose_and_never_by_id(place: Place) -> None:
    give_out(place.root, FIRST)
    put_online(place.root, place.home)
    folder = place.home / "cohorts/2027-spring"
    everything = b"".join(
        path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in {".html", ".csv", ".ics"}
    )

    assert b"Led by: Lead nurse" in everything
    assert [word for word in (b"ana-reis", b"zoe-quill", b"Canary") if word in everything] == []


def test_bank_and_school_holidays_of_the_cohort_s_file_stand_in_its_months(place: Place) -> None:
    give_out(place.root, FIRST)
    (place.root / "cohorts/2027-spring.yml").write_text(
        'format: 1\nname: Spring 2027\nedition: "2027.1"\nnation: GB-ENG\nzone: Europe/London\n'
        "school_terms: cohorts/terms.csv\nschool_holidays:\n  - {from: 2027-01-04, name: Teachers train}\n",
        encoding="utf-8",
    )
    (place.root / "cohorts/terms.csv").write_text("from,to,name\n2027-01-05,2027-01-06,Snow\n", encoding="utf-8")
    put_online(place.root, place.home)
    months = page(place).partition('id="month"')[2]

    assert re.findall(r'<span class="date">(\d+)</span><span class="name">([^<]+)', months) == [
        ("1", "New Year&#39;s Day"),
        ("4", "Teachers train"),
        ("5", "Snow"),
        ("6", "Snow"),
    ]


def test_an_issue_that_somebody_changed_stops_publishing(place: Place) -> None:
    give_out(place.root, FIRST, SECOND)
    first = place.root / issue_file("2027-spring", 1)
    first.write_text(first.read_text(encoding="utf-8").replace("2027-01-28", "2027-01-29"), encoding="utf-8")
    before = tree_hash(place.home)

    with pytest.raises(ProblemsFound) as refused:
        put_online(place.root, place.home)
    assert [(one.code, one.what) for one in refused.value.problems] == [
        ("ISSUE", "issue-1.yml was changed after it was given out.")
    ]
    assert tree_hash(place.home) == before


def test_letters_that_cannot_be_printed_are_told_and_the_rest_goes_out(place: Place) -> None:
    give_out(place.root, dataclasses.replace(FIRST, days=(a_day("d01", "2027-01-12", title="Why flow 🎉"),)))
    published = put_online(place.root, place.home)

    assert [(note.code, note.severity) for note in published.notes if note.code == "PRINT"] == [
        ("PRINT", Severity.NOTES),
        ("PRINT", Severity.NOTES),
    ]
    assert "Why flow 🎉" in page(place)
