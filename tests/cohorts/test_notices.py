"""Letters about a new issue tell each person what changes for them, in words and for their calendar."""

from __future__ import annotations

import re

import icalendar
import pytest

from coachloom.cohorts.calendar_file import Feed, calendar_file, faculty_scope
from coachloom.cohorts.events import Method
from coachloom.cohorts.issues import Issue
from coachloom.cohorts.notices import Notice, notices
from coachloom.site.tree import load_words
from tests.cohorts.issued import a_day, an_issue
from tests.conftest import ROOT

WORDS = load_words(ROOT, "en")
FEED = Feed(
    academy="riverside",
    cohort="2027-spring",
    name="Riverside 2027",
    url="https://academy.riverside.example/cohorts/2027-spring/",
    contact="academy@riverside.example",
)
SHOWN = {"ana-reis": "Programme lead", "rui-lopes": ""}

FIRST = an_issue(
    1,
    a_day("d01", "2026-03-10", title="Listening", teachers=["ana-reis"]),
    a_day("d02", "2026-03-31", title="Asking", teachers=["ana-reis", "rui-lopes"]),
    a_day("d03", "2026-05-05", title="Leading", teachers=["rui-lopes"]),
)
SECOND = an_issue(
    2,
    a_day("d01", "2026-03-12", title="Listening", venue="loft", teachers=["ana-reis"]),
    a_day("d02", "2026-03-31", title="Asking", teachers=["ana-reis", "eva-dias"]),
    issued="2026-02-02T09:30Z",
    cancelled=["d03"],
    why="Ana is ill.",
    agreed_by=["ana-reis", "rui-lopes"],
)


def letters(*issues: Issue) -> dict[str | None, Notice]:
    return {letter.teacher: letter for letter in notices(issues, FEED, WORDS, 42, lambda who: SHOWN.get(who, ""))}


def paragraph(letter: Notice, beginning: str) -> list[str]:
    return [one for one in letter.text.rstrip("\n").split("\n\n") if one.startswith(beginning)]


def test_trainees_are_told_what_changes_why_and_which_clinics_to_cancel() -> None:
    letter = letters(FIRST, SECOND)[None]

    assert letter.subject == "Riverside 2027: 1 day is cancelled, 1 day moves."
    assert letter.text == (
        "Hello,\n\n"
        "The timetable of Riverside 2027 changes. 1 day is cancelled, 1 day moves.\n\n"
        "- Listening moves from Tuesday 10 March 2026, 09:30 to 16:30 (London time)"
        " to Thursday 12 March 2026, 09:30 to 16:30 (London time).\n"
        "- Listening on Thursday 12 March 2026: The Loft, no longer Harbour Hall.\n"
        "- Leading is cancelled: Tuesday 5 May 2026, 09:30 to 16:30 (London time).\n\n"
        "Why: Ana is ill.\n\n"
        "Please ask for clinics and lists on Thursday 12 March 2026 to be cancelled,"
        " and for Tuesday 10 March 2026 and Tuesday 5 May 2026 to be given back.\n\n"
        "This is at short notice, and was agreed by Programme lead.\n\n"
        "The files that come with this letter put the change into your calendar."
        " If you follow our calendar you need not open them: it changes by itself within a day.\n\n"
        "All days, and what to prepare: https://academy.riverside.example/cohorts/2027-spring/\n"
    )


def test_faculty_are_told_of_their_own_days_alone() -> None:
    said = {teacher: letter.text.split("\n\n")[1:3] for teacher, letter in letters(FIRST, SECOND).items() if teacher}

    assert said == {
        "ana-reis": [
            "Your days with Riverside 2027 change. 1 day moves.",
            (
                "- Listening moves from Tuesday 10 March 2026, 09:30 to 16:30 (London time)"
                " to Thursday 12 March 2026, 09:30 to 16:30 (London time).\n"
                "- Listening on Thursday 12 March 2026: The Loft, no longer Harbour Hall."
            ),
        ],
        "eva-dias": [
            "Your days with Riverside 2027 change. 1 day is new.",
            "- Asking: Tuesday 31 March 2026, 09:30 to 16:30 (London time), Harbour Hall.",
        ],
        "rui-lopes": [
            "Your days with Riverside 2027 change. 1 day is cancelled, 1 day passes to other people.",
            (
                "- Asking is no longer yours: Tuesday 31 March 2026, 09:30 to 16:30 (London time).\n"
                "- Leading is cancelled: Tuesday 5 May 2026, 09:30 to 16:30 (London time)."
            ),
        ],
    }


def test_a_letter_brings_the_changes_for_calendars_with_the_sequence_of_the_feed() -> None:
    feeds = {None: FEED, "rui-lopes": Feed(**{**_fields(FEED), "scope": faculty_scope("rui-lopes")})}
    sent = {teacher: letters(FIRST, SECOND)[teacher].attachments for teacher in feeds}

    assert {teacher: [(one.name, one.method) for one in files] for teacher, files in sent.items()} == {
        None: [("d01-request.ics", Method.REQUEST), ("d03-cancel.ics", Method.CANCEL)],
        "rui-lopes": [("d02-cancel.ics", Method.CANCEL), ("d03-cancel.ics", Method.CANCEL)],
    }
    for teacher, files in sent.items():
        whole = _events(calendar_file(feeds[teacher], [FIRST, SECOND], WORDS))
        assert [event for one in files for event in _events(one.data)] == [
            event for event in whole if b"SEQUENCE:1" in event
        ]
        assert [str(icalendar.Calendar.from_ical(one.data)["METHOD"]) for one in files] == [
            one.method.value for one in files
        ]


def _fields(feed: Feed) -> dict[str, str]:
    return {name: getattr(feed, name) for name in ("academy", "cohort", "name", "url", "contact")}


def _events(data: bytes) -> list[bytes]:
    return re.findall(rb"BEGIN:VEVENT.*?END:VEVENT", data, re.DOTALL)


def test_faculty_are_asked_for_no_clinics() -> None:
    told = letters(FIRST, SECOND)

    assert {teacher: len(paragraph(letter, "Please")) for teacher, letter in told.items()} == {
        None: 1,
        "ana-reis": 0,
        "eva-dias": 0,
        "rui-lopes": 0,
    }


def test_a_first_issue_is_told_to_everyone_without_files() -> None:
    told = letters(FIRST)

    assert {teacher: letter.text.split("\n\n")[1] for teacher, letter in told.items()} == {
        None: "The timetable of Riverside 2027 is out. 3 days are new.",
        "ana-reis": "These are your days with Riverside 2027. 2 days are new.",
        "rui-lopes": "These are your days with Riverside 2027. 2 days are new.",
    }
    assert [letter.attachments for letter in told.values()] == [(), (), ()]


def test_other_faculty_is_no_news_to_trainees() -> None:
    swapped = an_issue(2, *FIRST.days[:2], a_day("d03", "2026-05-05", title="Leading", teachers=["eva-dias"]))

    assert list(letters(FIRST, swapped)) == ["eva-dias", "rui-lopes"]


def test_an_issue_that_changes_nothing_needs_no_letter() -> None:
    assert letters(FIRST, an_issue(2, *FIRST.days)) == {}


@pytest.mark.parametrize(
    ("before", "after", "asked"),
    [
        (["d01 2027-01-12"], ["d01 2027-01-12", "d02 2027-02-09"], "clinics and lists on Tuesday 9 February 2027 to be cancelled."),
        (["d01 2027-01-12"], [], "clinics and lists on Tuesday 12 January 2027 to be given back."),
        (["d01 2027-01-12", "d02 2027-02-09"], ["d02 2027-01-12", "d01 2027-02-09"], ""),
        (["d01 2027-01-12?"], ["d01 2027-01-12"], "clinics and lists on Tuesday 12 January 2027 to be cancelled."),
        (["d01 2027-01-12?"], ["d01 2027-02-09?"], "keep Tuesday 9 February 2027 free; this is not settled yet."),
        (["d01 2027-01-12"], ["d01 2027-01-12?"], "keep Tuesday 12 January 2027 free; this is not settled yet."),
    ],
)  # fmt: skip
def test_clinics_are_cancelled_and_given_back_for_the_dates_that_change_hands(
    before: list[str], after: list[str], asked: str
) -> None:
    old, new = (
        [a_day(*day.rstrip("?").split(), confirmed=not day.endswith("?")) for day in days] for days in (before, after)
    )
    letter = letters(an_issue(1, *old), an_issue(2, *new))[None]

    asks = [one.removeprefix("Please ask for ").removeprefix("Please ") for one in paragraph(letter, "Please")]
    assert asks == ([asked] if asked else [])


def test_what_is_at_short_notice_says_so_where_nobody_who_agreed_may_be_named() -> None:
    late = an_issue(2, *SECOND.days, issued="2026-02-02T09:30Z", agreed_by=["rui-lopes"])
    early = an_issue(2, *SECOND.days, issued="2026-01-02T09:30Z")

    assert paragraph(letters(FIRST, late)[None], "This is") == ["This is at short notice."]
    assert paragraph(letters(FIRST, early)[None], "This is") == []
