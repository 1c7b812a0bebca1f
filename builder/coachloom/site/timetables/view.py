"""What a cohort's page and its prints show, worked out of the issues; no id of a person is in it, and no clock."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from coachloom.academy.people import People
from coachloom.cohorts.cohort import Cohort
from coachloom.cohorts.dates import long_in_words, month_name, short_weekday
from coachloom.cohorts.issues import Issue, IssuedDay, instants
from coachloom.site.timetables.dates import from_to, in_short
from coachloom.site.timetables.edition import Edition
from coachloom.site.timetables.news import news
from coachloom.site.timetables.of_course import Link, PlanLine, plan, prepare
from coachloom.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDay:
    id: str
    number: int | None
    label: str
    """``Day 7``, or nothing where the edition does not count it."""

    title: str
    href: str
    date: datetime.date
    begins: datetime.datetime
    ends: datetime.datetime
    """Both by the clock of the cohort's place."""

    when: str
    short: str
    weekday: str
    month: str
    times: str
    online: bool
    room: str
    address: str
    pencilled: bool
    leads: tuple[str, ...]
    """What those who lead let pages say of themselves."""

    prepare: tuple[Link, ...]
    plan: tuple[PlanLine, ...]
    news: tuple[str, ...] = ()
    was: datetime.datetime | None = None
    """When it began by the issue before, where it moved since."""

    @property
    def name(self) -> str:
        return f"{self.label}: {self.title}" if self.label else self.title


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A day that has no date now; when it was to begin and end, and what became of it."""

    name: str
    begins: datetime.datetime
    ends: datetime.datetime
    told: str
    is_news: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimetableView:
    cohort: str
    name: str
    edition: Edition
    number: int
    issued: datetime.datetime
    given_out: str
    """The day of the issue, in words."""

    zone: str
    place: str
    """The city of the zone."""

    days: tuple[ShownDay, ...]
    """By date."""

    cancelled: tuple[Cancelled, ...]

    @property
    def changed(self) -> tuple[tuple[str, str, str], ...]:
        """The id, the name and what became of every day that this issue changed; an id only where the day has a date."""
        moved = tuple((day.id, day.name, " ".join(day.news)) for day in self.days if day.news)
        return moved + tuple(("", gone.name, gone.told) for gone in self.cancelled if gone.is_news)


def timetable_view(
    cohort: Cohort, issues: tuple[Issue, ...], edition: Edition, people: People, words: Words
) -> TimetableView:
    """The last of ``issues``, of which there is one at least, as people see it."""
    now, before = issues[-1], issues[-2] if len(issues) > 1 else None
    issued = now.issued.astimezone(ZoneInfo(now.zone))
    told = news(words, before, now) if before else {}
    shown = (_shown(now, day, edition, people, words) for day in _in_order(now))
    return TimetableView(
        cohort=cohort.id,
        name=cohort.name,
        edition=edition,
        number=now.number,
        issued=issued,
        given_out=long_in_words(issued.date(), words),
        zone=now.zone,
        place=now.zone.rpartition("/")[2].replace("_", " "),
        days=tuple(replace(day, news=told.get(day.id, ()), was=_was(before, now.by_day[day.id])) for day in shown),
        cancelled=tuple(_cancelled(issues, edition, words)),
    )


def _in_order(issue: Issue) -> list[IssuedDay]:
    return sorted(issue.days, key=lambda day: (day.date, day.start, day.day))


def _shown(issue: Issue, day: IssuedDay, edition: Edition, people: People, words: Words) -> ShownDay:
    begins, ends = _local(issue, day)
    venue = issue.venue[day.venue] if day.venue else None
    number = edition.numbers.get(day.day)
    return ShownDay(
        id=day.day,
        number=number,
        label=words.text("count.day", n=number) if number else "",
        title=day.title,
        href=edition.href(day.day),
        date=day.date,
        begins=begins,
        ends=ends,
        when=long_in_words(day.date, words),
        short=in_short(words, day.date),
        weekday=short_weekday(day.date, words),
        month=month_name(day.date, words),
        times=from_to(words, day.start, day.end),
        online=day.online,
        room=venue.name if venue else "",
        address=(venue.address or "") if venue else "",
        pencilled=not day.confirmed,
        leads=tuple(sorted({shown for id in day.teachers if (shown := people.of(id))})),
        prepare=tuple(prepare(edition, words, day.day)),
        plan=tuple(plan(edition, words, day)),
    )


def _local(issue: Issue, day: IssuedDay) -> tuple[datetime.datetime, datetime.datetime]:
    begins, ends = (instant.astimezone(ZoneInfo(issue.zone)) for instant in instants(issue, day))
    return begins, ends


def _was(before: Issue | None, day: IssuedDay) -> datetime.datetime | None:
    was = before.by_day.get(day.day) if before else None
    if before is None or was is None or (was.date, was.start) == (day.date, day.start):
        return None
    return _local(before, was)[0]


def _cancelled(issues: tuple[Issue, ...], edition: Edition, words: Words) -> Iterator[Cancelled]:
    """By the date that each had last."""
    now, found = issues[-1], []
    for id in now.cancelled:
        last = next((issue for issue in reversed(issues[:-1]) if id in issue.by_day), None)
        if last:
            found.append((*_local(last, last.by_day[id]), id, last))
    for begins, ends, id, last in sorted(found, key=lambda one: one[:3]):
        number = edition.numbers.get(id)
        title = last.by_day[id].title
        name = f"{words.text('count.day', n=number)}: {title}" if number else title
        told = words.text("cohort_page.news.cancelled", was=long_in_words(begins.date(), words))
        yield Cancelled(name, begins, ends, told, is_news=last == issues[-2])
