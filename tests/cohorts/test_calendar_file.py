"""Feeds: several calendar programs follow moves and cancellations over all issues, and nobody's name gets out."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped, unused-ignore]
from hypothesis import given, settings
from hypothesis import strategies as st

from coachloom.cohorts.calendar_file import Feed, calendar_file, faculty_scope
from coachloom.cohorts.history import history
from coachloom.cohorts.issues import Issue, IssuedDay
from coachloom.site.tree import load_words
from tests.cohorts.issued import HALL, a_day, an_issue
from tests.conftest import ROOT

WORDS = load_words(ROOT, "en")
FEED = Feed(
    academy="riverside",
    cohort="2027-spring",
    name="Riverside: spring 2027",
    url="https://academy.riverside.example/cohorts/2027-spring/",
    source="https://academy.riverside.example/cohorts/2027-spring/timetable.ics",
    contact="academy@riverside.example",
)
ANA = replace(FEED, scope=faculty_scope("ana-reis"), source=None)
RUI = replace(FEED, scope=faculty_scope("rui-lopes"), source=None)

FIRST = an_issue(1, a_day("d01", "2026-03-10"), a_day("d02", "2026-03-31"), a_day("d03", "2026-10-26", online=True))
SECOND = an_issue(2, a_day("d01", "2026-03-12"), a_day("d03", "2026-10-26", online=True), cancelled=["d02"])
ROLLBACK = replace(FIRST, number=3, issued=datetime.datetime(2026, 1, 3, 9, 30, tzinfo=datetime.UTC))
ISSUES = (FIRST, SECOND, ROLLBACK)

Facts = tuple[str, str, int, str]
"""Begin and end in UTC, SEQUENCE and STATUS."""


def utc(moment: datetime.datetime) -> str:
    return f"{moment.astimezone(datetime.UTC):%Y-%m-%d %H:%M}"


def events_of(data: bytes) -> list[Any]:
    """Events as icalendar reads them."""
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def by_icalendar(data: bytes) -> dict[str, Facts]:
    return {
        str(event["UID"]): (
            utc(event["DTSTART"].dt),
            utc(event["DTEND"].dt),
            int(event["SEQUENCE"]),
            str(event["STATUS"]),
        )
        for event in events_of(data)
    }


def by_vobject(data: bytes) -> dict[str, Facts]:
    calendar: Any = vobject.readOne(data.decode())
    return {
        event.uid.value: (
            utc(event.dtstart.value),
            utc(event.dtend.value),
            int(event.sequence.value),
            event.status.value,
        )
        for event in calendar.vevent_list
    }


READERS: Sequence[Callable[[bytes], Mapping[str, Facts]]] = (by_icalendar, by_vobject)


def told(reader: Callable[[bytes], Mapping[str, Facts]], feed: Feed, issues: Sequence[Issue]) -> dict[str, Facts]:
    """What a reader finds, by the day, as UIDs say nothing."""
    known = list(reader(calendar_file(feed, issues, WORDS)).values())
    days = [one.shown.day for one in history(issues, feed.teacher)]
    assert len(days) == len(known)
    return dict(zip(days, known, strict=True))


D03 = ("2026-10-26 09:30", "2026-10-26 16:30", 0, "CONFIRMED")
THREE_ISSUES = [
    {
        "d01": ("2026-03-10 09:30", "2026-03-10 16:30", 0, "CONFIRMED"),
        "d02": ("2026-03-31 08:30", "2026-03-31 15:30", 0, "CONFIRMED"),
        "d03": D03,
    },
    {
        "d01": ("2026-03-12 09:30", "2026-03-12 16:30", 1, "CONFIRMED"),
        "d02": ("2026-03-31 08:30", "2026-03-31 15:30", 1, "CANCELLED"),
        "d03": D03,
    },
    {
        "d01": ("2026-03-10 09:30", "2026-03-10 16:30", 2, "CONFIRMED"),
        "d02": ("2026-03-31 08:30", "2026-03-31 15:30", 2, "CONFIRMED"),
        "d03": D03,
    },
]


def told_by(reader: Callable[[bytes], Mapping[str, Facts]]) -> list[dict[str, Facts]]:
    """What a reader finds after each of the three issues."""
    return [told(reader, FEED, ISSUES[:count]) for count in (1, 2, 3)]


@pytest.mark.parametrize("reader", READERS)
def test_readers_agree_on_three_issues(reader: Callable[[bytes], Mapping[str, Facts]]) -> None:
    assert told_by(reader) == THREE_ISSUES


class Khal:
    """khal with a calendar and a configuration of its own."""

    def __init__(self, root: Path) -> None:
        self.store = root / "store"
        self.store.mkdir()
        self.root = root
        self.config = root / "khal.conf"
        self.config.write_text(
            f"[calendars]\n[[course]]\npath = {self.store}\ntype = calendar\n"
            "[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n"
            "longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n"
            f"[sqlite]\npath = {root / 'khal.db'}\n",
            encoding="utf-8",
        )

    def __call__(self, *arguments: str) -> str:
        command = [
            sys.executable,
            "-c",
            "from khal.cli import main_khal; main_khal()",
            "-c",
            str(self.config),
            *arguments,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=self.root, timeout=300)
        return done.stdout

    def after(self, data: bytes) -> list[str]:
        """All that it lists once it took the file in."""
        file = self.root / "timetable.ics"
        file.write_bytes(data)
        self("import", "--batch", "-a", "course", str(file))
        return self("list", "--day-format", "", "--format", "{start} {end-time} {title}", "2026-01-01", "365d").split(
            "\n"
        )


def test_khal_follows_a_move_a_cancellation_and_a_rollback(tmp_path: Path) -> None:
    khal = Khal(tmp_path)
    first = [
        "2026-03-10 09:30 16:30 Title of d01",
        "2026-03-31 08:30 15:30 Title of d02",
        "2026-10-26 09:30 16:30 Title of d03",
    ]
    second = ["2026-03-12 09:30 16:30 Title of d01", "2026-03-31 08:30 15:30 CANCELLED: Title of d02", first[2]]

    listed = [[line for line in khal.after(calendar_file(FEED, ISSUES[:count], WORDS)) if line] for count in (1, 2, 3)]

    assert listed == [first, second, first]
    assert len(list(khal.store.glob("*.ics"))) == 3


def test_a_feed_says_what_a_calendar_needs_to_know() -> None:
    assert unfolded(FEED, FIRST, SECOND).split("\r\n")[:44] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//coachloom//timetable//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Riverside: spring 2027",
        "X-WR-CALNAME:Riverside: spring 2027",
        "LAST-MODIFIED:20260102T093000Z",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "SOURCE;VALUE=URI:https://academy.riverside.example/cohorts/2027-spring/timetable.ics",
        "X-PUBLISHED-TTL:PT4H",
        "X-WR-TIMEZONE:Europe/London",
        *_event(
            "SUMMARY:Title of d01",
            "DTSTART:20260312T093000Z",
            "DTEND:20260312T163000Z",
            "DTSTAMP:20260102T093000Z",
            "UID:76e53e96-8ee5-50d2-adee-a1985be96f6f",
            r"Moved from Tuesday 10 March 2026\, 09:30 to 16:30 (London time).\nThursday 12 March 2026",
            "STATUS:CONFIRMED",
            "TRANSP:OPAQUE",
        ),
        *_event(
            "SUMMARY:CANCELLED: Title of d02",
            "DTSTART:20260331T083000Z",
            "DTEND:20260331T153000Z",
            "DTSTAMP:20260102T093000Z",
            "UID:f8cfe88b-6f12-5135-b0f7-c2edf29da214",
            r"This day is cancelled.\nTuesday 31 March 2026",
            "STATUS:CANCELLED",
            "TRANSP:TRANSPARENT",
        ),
    ]


def _event(*lines: str) -> list[str]:
    """An event of the second issue, of which some lines are the same everywhere."""
    summary, start, end, stamp, uid, date, status, transparent = lines
    return [
        "BEGIN:VEVENT",
        *(summary, start, end, stamp, uid, "SEQUENCE:1", "CATEGORIES:Coaching course"),
        rf"DESCRIPTION:{date}\, 09:30 to 16:30 (London time)\nAll days\, and what to prepare: {FEED.url}",
        stamp.replace("DTSTAMP", "LAST-MODIFIED"),
        r"LOCATION:Harbour Hall\, 1 Quay Street\, Riverside",
        "ORGANIZER:mailto:academy@riverside.example",
        *(status, transparent, f"URL:{FEED.url}", "END:VEVENT"),
    ]


def unfolded(feed: Feed, *issues: Issue) -> str:
    return calendar_file(feed, issues, WORDS).decode().replace("\r\n ", "")


def values(name: str, feed: Feed, *issues: Issue) -> list[str]:
    return re.findall(rf"^{name}:(.*)\r$", unfolded(feed, *issues), re.MULTILINE)


def test_a_move_says_so_first_and_keeps_the_uid() -> None:
    assert values("DESCRIPTION", FEED, FIRST, SECOND)[0].startswith(
        r"Moved from Tuesday 10 March 2026\, 09:30 to 16:30 (London time).\nThursday 12 March 2026\, 09:30 to 16:30 ("
    )
    assert values("UID", FEED, FIRST) == values("UID", FEED, *ISSUES)


def test_only_the_days_that_changed_bear_the_time_of_the_change() -> None:
    assert values("DTSTAMP", FEED, *ISSUES) == ["20260103T093000Z", "20260103T093000Z", "20260101T093000Z"]
    assert values("LAST-MODIFIED", FEED, *ISSUES) == ["20260103T093000Z", *values("DTSTAMP", FEED, *ISSUES)]


def test_the_time_of_a_change_never_falls_where_a_clock_was_wrong() -> None:
    early = replace(SECOND, issued=datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC))

    assert values("DTSTAMP", FEED, FIRST, early) == ["20260101T093000Z"] * 3


def test_a_day_without_a_room_says_so_and_one_online_needs_none() -> None:
    issue = an_issue(1, a_day("d01", "2026-03-10", venue=""), a_day("d02", "2026-03-11", online=True))

    assert values("LOCATION", FEED, issue) == ["Online"]
    assert ["The room is not settled yet." in said for said in values("DESCRIPTION", FEED, issue)] == [True, False]


def test_another_title_is_a_change_that_moves_nothing() -> None:
    titled = replace(FIRST, number=2, days=(a_day("d01", "2026-03-10", title="Listening"),), issued=SECOND.issued)
    first = an_issue(1, a_day("d01", "2026-03-10"))

    assert values("SEQUENCE", FEED, first, titled) == ["0"]
    assert values("DTSTAMP", FEED, first, titled) == ["20260102T093000Z"]
    assert values("SUMMARY", FEED, first, titled) == ["Listening"]


@pytest.mark.parametrize(
    "day",
    [
        a_day("d01", "2026-03-11"),
        a_day("d01", "2026-03-10", times="09:30-16:00"),
        a_day("d01", "2026-03-10", venue="loft"),
        a_day("d01", "2026-03-10", online=True),
        a_day("d01", "2026-03-10", confirmed=False),
    ],
)
def test_what_a_calendar_must_take_in_raises_the_sequence(day: IssuedDay) -> None:
    assert values("SEQUENCE", FEED, an_issue(1, a_day("d01", "2026-03-10")), an_issue(2, day)) == ["1"]


def test_a_day_that_is_pencilled_in_says_so() -> None:
    issue = an_issue(1, a_day("d01", "2026-03-10", confirmed=False))

    assert (values("STATUS", FEED, issue), values("SUMMARY", FEED, issue)) == (
        ["TENTATIVE"],
        ["Pencilled in: Title of d01"],
    )


def test_a_swap_of_faculty_cancels_the_day_for_one_person_alone() -> None:
    first = an_issue(1, a_day("d01", "2026-03-10", teachers=["ana-reis"]))
    second = an_issue(2, a_day("d01", "2026-03-10", teachers=["rui-lopes"]))

    assert calendar_file(FEED, [first], WORDS) == calendar_file(FEED, [first, second], WORDS)
    assert values("STATUS", ANA, first, second) == ["CANCELLED"]
    assert "You are no longer down for this day." in unfolded(ANA, first, second)
    assert (values("STATUS", RUI, first, second), values("SEQUENCE", RUI, first, second)) == (["CONFIRMED"], ["0"])


def test_feeds_have_uids_of_their_own() -> None:
    uids = [
        uid
        for feed in (FEED, ANA, replace(FEED, cohort="2028"), replace(FEED, academy="north"))
        for uid in values("UID", feed, FIRST)
    ]

    assert len(set(uids)) == len(uids) == 12


def test_nobody_is_in_a_feed() -> None:
    assert [name for name in ("ana", "reis", "rui", "lopes") if name in unfolded(FEED, *ISSUES).lower()] == []
    assert "ana-reis" not in unfolded(ANA, *ISSUES)


def test_a_tombstone_goes_half_a_year_after_its_day() -> None:
    def later(issued: str) -> list[str]:
        return values(
            "UID", FEED, FIRST, SECOND, replace(SECOND, number=3, issued=datetime.datetime.fromisoformat(issued))
        )

    assert (len(later("2026-09-27T15:30Z")), len(later("2026-09-27T15:31Z"))) == (3, 2)


def test_a_day_that_comes_back_after_its_tombstone_went_counts_on() -> None:
    late = datetime.datetime(2027, 1, 1, tzinfo=datetime.UTC)
    gone, back = replace(SECOND, number=3, issued=late), replace(FIRST, number=4, issued=late)

    assert told(by_icalendar, FEED, [FIRST, SECOND, gone, back])["d02"][2:] == (2, "CONFIRMED")


def test_without_an_address_the_organizer_is_nobody_else() -> None:
    (organizer, *_) = set(values("ORGANIZER", replace(FEED, contact=None, url=None, source=None), FIRST))

    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", organizer)


@pytest.mark.parametrize(
    ("zone", "date", "utc_begin"),
    [
        ("Europe/London", "2026-10-23", "20261023T083000Z"),
        ("Europe/London", "2026-10-26", "20261026T093000Z"),
        ("Europe/London", "2027-03-28", "20270328T083000Z"),
        ("Europe/London", "2028-02-29", "20280229T093000Z"),
        ("Europe/Lisbon", "2027-03-29", "20270329T083000Z"),
    ],
)
def test_moments_are_in_utc_and_the_clock_on_the_wall_is_told(zone: str, date: str, utc_begin: str) -> None:
    issue = an_issue(1, a_day("d01", date), zone=zone)

    assert values("DTSTART", FEED, issue) == [utc_begin]
    assert f"09:30 to 16:30 ({zone.partition('/')[2]} time)" in unfolded(FEED, issue)
    assert values("X-WR-TIMEZONE", FEED, issue) == [zone]


titles = st.text(min_size=1, max_size=120).filter(lambda title: "\\N" not in title)


@given(title=titles)
def test_any_title_keeps_to_the_lines_of_the_standard_and_reads_back(title: str) -> None:
    data = calendar_file(FEED, [an_issue(1, a_day("d01", "2026-03-10", title=title))], WORDS)
    plain = re.sub("[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]", "", title)

    (event,) = events_of(data)
    assert str(event["SUMMARY"]) == plain
    lines = data.split(b"\r\n")
    assert [line for line in lines if len(line) > 75 or b"\n" in line or b"\r" in line] == []


DAYS = ("d01", "d02", "d03")
issued_days = st.fixed_dictionaries(
    {
        day: st.none()
        | st.builds(
            a_day,
            st.just(day),
            st.sampled_from(["2026-03-10", "2026-03-28", "2026-03-29", "2026-10-25"]),
            venue=st.sampled_from(["hall", "loft"]),
            online=st.booleans(),
            confirmed=st.booleans(),
            teachers=st.sampled_from([["ana-reis"], ["rui-lopes"], ["ana-reis", "rui-lopes"], []]),
        )
        for day in DAYS
    }
)
histories = st.lists(issued_days, min_size=1, max_size=6)


def issues_of(drawn: Sequence[Mapping[str, IssuedDay | None]]) -> list[Issue]:
    return [an_issue(number, *(day for day in days.values() if day)) for number, days in enumerate(drawn, start=1)]


@settings(max_examples=60)
@given(drawn=histories, feed=st.sampled_from([FEED, ANA]))
def test_over_any_history_sequences_never_fall_and_tell_every_change(
    drawn: Sequence[Mapping[str, IssuedDay | None]], feed: Feed
) -> None:
    issues = issues_of(drawn)
    seen: dict[str, tuple[str, str, str, str]] = {}
    sequences: dict[str, int] = {}
    for count in range(1, len(issues) + 1):
        data = calendar_file(feed, issues[:count], WORDS)
        assert data == calendar_file(feed, issues[:count], WORDS)
        events = events_of(data)
        assert len({str(event["UID"]) for event in events}) == len(events)
        assert set(seen) <= {str(event["UID"]) for event in events}
        for event in events:
            uid = str(event["UID"])
            now = (utc(event["DTSTART"].dt), utc(event["DTEND"].dt), str(event.get("LOCATION")), str(event["STATUS"]))
            changed = uid in seen and seen[uid] != now
            assert int(event["SEQUENCE"]) == sequences.get(uid, 0) + changed
            seen[uid], sequences[uid] = now, int(event["SEQUENCE"])


@settings(max_examples=40)
@given(drawn=st.lists(issued_days | st.integers(0, 5), min_size=1, max_size=7), feed=st.sampled_from([FEED, ANA]))
def test_sequences_never_fall_where_old_issues_are_given_out_again(
    drawn: Sequence[Mapping[str, IssuedDay | None] | int], feed: Feed
) -> None:
    """A number gives out an old issue again."""
    said: list[Mapping[str, IssuedDay | None]] = []
    for step in drawn:
        if not isinstance(step, int):
            said.append(step)
        elif said:
            said.append(said[step % len(said)])
    issues, seen = issues_of(said), dict[str, int]()
    for count in range(1, len(issues) + 1):
        for event in events_of(calendar_file(feed, issues[:count], WORDS)):
            assert int(event["SEQUENCE"]) >= seen.get(str(event["UID"]), 0)
            seen[str(event["UID"])] = int(event["SEQUENCE"])


def test_38_no_title_or_place_ends_a_line_of_a_calendar() -> None:
    hall = replace(HALL, name="Hall\r\nDTSTART:19700101T000000Z\x00", address="Quay\u2028Street\x0b")
    day = a_day("d01", "2026-03-10", title="One\r\nEND:VEVENT\x00\u2028Two")
    data = calendar_file(FEED, [replace(an_issue(1, day), venues=(hall,))], WORDS)
    (event,) = events_of(data)

    assert str(event["SUMMARY"]) == "One\nEND:VEVENTTwo"
    assert str(event["LOCATION"]) == "Hall\nDTSTART:19700101T000000Z, QuayStreet"
    assert data.count(b"\r\nDTSTART:") == data.count(b"\r\nEND:VEVENT") == 1
    assert not re.search(rb"[\x00\x0b]|\xe2\x80\xa8|(?<!\r)\n|\r(?!\n)", data)
