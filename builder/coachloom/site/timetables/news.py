"""What one issue of a timetable changes, day by day, in the words of a page; who leads a day is nobody's news."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coachloom.cohorts.dates import long_in_words
from coachloom.cohorts.issues import Issue, IssuedDay
from coachloom.site.timetables.dates import from_to
from coachloom.words import Words


def news(words: Words, before: Issue, now: Issue) -> Mapping[str, tuple[str, ...]]:
    """What became of each day that has a date now and changed, by its id."""
    found = {day.day: tuple(_of(words, before, now, day)) for day in now.days}
    return {id: told for id, told in found.items() if told}


def _of(words: Words, before: Issue, now: Issue, day: IssuedDay) -> Iterator[str]:
    was = before.by_day.get(day.day)
    if was is None:
        yield words.text("cohort_page.news.back" if day.day in before.cancelled else "cohort_page.news.new")
        return
    if was.date != day.date:
        yield words.text(
            "cohort_page.news.moved", was=long_in_words(was.date, words), now=long_in_words(day.date, words)
        )
    if (was.start, was.end) != (day.start, day.end):
        was_times, now_times = from_to(words, was.start, was.end), from_to(words, day.start, day.end)
        yield words.text("cohort_page.news.times", was=was_times, now=now_times)
    if was.online != day.online:
        yield words.text("cohort_page.news.online" if day.online else "cohort_page.news.in_person")
    elif _room(before, was) != _room(now, day):
        unknown = words.text("cohort_page.no_room")
        was_room, now_room = _room(before, was) or unknown, _room(now, day) or unknown
        yield words.text("cohort_page.news.room", was=was_room, now=now_room)
    if was.confirmed != day.confirmed:
        yield words.text("cohort_page.news.settled" if day.confirmed else "cohort_page.news.pencilled")


def _room(issue: Issue, day: IssuedDay) -> str:
    return issue.venue[day.venue].name if day.venue else ""
