"""Letters about a new issue: one to all trainees, and one to each member of faculty whom it concerns.

A letter names the dates that clinics are to be cancelled for, and those that can be given back. With it come the
changes as calendar files, for people who follow no feed; they count on from what the feeds have told.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from coachloom.cohorts.calendar_file import Feed, event, faculty_scope
from coachloom.cohorts.dates import long_in_words
from coachloom.cohorts.differences import (
    Differences,
    Differing,
    What,
    concerned,
    differences,
    too_late,
    without_faculty,
)
from coachloom.cohorts.differences_told import lines, sentence
from coachloom.cohorts.events import Head, Method
from coachloom.cohorts.history import history
from coachloom.cohorts.ics import written_calendar
from coachloom.cohorts.in_words import listed_in_words
from coachloom.cohorts.issues import Issue
from coachloom.words import Words

_WORDS = "timetable.notice"
_TAKES_A_DATE = {What.NEW, What.AGAIN, What.MOVED, What.SETTLED}
_KEEPS_A_DATE = {*_TAKES_A_DATE, What.PENCILLED}
_FREES_A_DATE = {What.CANCELLED, What.MOVED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A calendar file; a letter must give its ``method`` beside its type, or calendars pass it over."""

    name: str
    method: Method
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One letter. ``teacher`` is the id of whom it goes to; without one it goes to all trainees."""

    teacher: str | None
    subject: str
    text: str
    attachments: tuple[Attachment, ...]


def notices(
    issues: Sequence[Issue], feed: Feed, words: Words, notice: int, shown: Callable[[str], str]
) -> tuple[Notice, ...]:
    """The letters about the last of ``issues``, to trainees first, then to faculty by id; none to whom nothing changes.

    ``feed`` is the cohort's. ``shown`` gives the words by which somebody who agreed may be named, or nothing;
    less than ``notice`` days are short notice.
    """
    before, after = (issues[-2] if len(issues) > 1 else None), issues[-1]
    everyone = differences(before, after)
    letters = [_letter(issues, feed, without_faculty(everyone), words, notice, shown)]
    for teacher in concerned(everyone):
        own = replace(feed, scope=faculty_scope(teacher), source=None)
        letters.append(_letter(issues, own, _of_one(everyone, teacher), words, notice, shown))
    return tuple(letter for letter in letters if letter)


def _of_one(differ: Differences, teacher: str) -> Differences:
    """What differs for one member of faculty: that person's days come and go as others come to lead them."""
    before = _only_of(differ.before, teacher) if differ.before else None
    own = without_faculty(differences(before, _only_of(differ.after, teacher)))
    days = (replace(one, what=(What.PASSED_ON,)) if _goes_on(one, differ.after) else one for one in own.days)
    return replace(own, days=tuple(days))


def _only_of(issue: Issue, teacher: str) -> Issue:
    return replace(issue, days=tuple(day for day in issue.days if teacher in day.teachers))


def _goes_on(one: Differing, after: Issue) -> bool:
    return one.after is None and one.day in after.by_day


def _letter(
    issues: Sequence[Issue],
    feed: Feed,
    differ: Differences,
    words: Words,
    notice: int,
    shown: Callable[[str], str],
) -> Notice | None:
    if not differ.days:
        return None
    said = sentence(differ, words, people=False)
    attachments = tuple(_attachments(issues, feed, words))
    paragraphs = [
        words.text(f"{_WORDS}.hello"),
        words.text(f"{_WORDS}.{_opening(feed, differ)}", name=feed.name, sentence=said),
        "\n".join(f"- {line}" for line in lines(differ, words)),
        words.text(f"{_WORDS}.why", why=differ.after.why),
        *([] if feed.teacher else _clinics(differ.days, words)),
        *_short_notice(differ, words, notice, shown),
        *([words.text(f"{_WORDS}.calendar")] if attachments else []),
        *([words.text(f"{_WORDS}.page", url=feed.url)] if feed.url else []),
    ]
    return Notice(
        teacher=feed.teacher,
        subject=words.text(f"{_WORDS}.subject", name=feed.name, sentence=said),
        text="\n\n".join(paragraphs) + "\n",
        attachments=attachments,
    )


def _opening(feed: Feed, differ: Differences) -> str:
    if feed.teacher:
        return "yours" if differ.before else "yours_first"
    return "changes" if differ.before else "first"


def _clinics(days: Sequence[Differing], words: Words) -> Iterator[str]:
    """A date that one day frees and another takes stays as it is; for what is only pencilled in no clinic is cancelled."""
    taken = {one.shown.date for one in days if _TAKES_A_DATE & set(one.what) and one.shown.confirmed}
    kept = {one.shown.date for one in days if _KEEPS_A_DATE & set(one.what) and not one.shown.confirmed}
    freed = {one.before.date for one in days if one.before and _FREES_A_DATE & set(one.what) and one.before.confirmed}
    cancel, back = _dates(taken - freed, words), _dates(freed - taken - kept, words)
    if cancel and back:
        yield words.text(f"{_WORDS}.clinics_both", dates=cancel, back=back)
    elif cancel:
        yield words.text(f"{_WORDS}.clinics", dates=cancel)
    elif back:
        yield words.text(f"{_WORDS}.clinics_back", dates=back)
    if kept:
        yield words.text(f"{_WORDS}.keep_free", dates=_dates(kept, words))


def _dates(dates: set[datetime.date], words: Words) -> str:
    return listed_in_words([long_in_words(date, words) for date in sorted(dates)], words)


def _short_notice(differ: Differences, words: Words, notice: int, shown: Callable[[str], str]) -> Iterator[str]:
    if too_late(differ, differ.after.given_out_on, notice):
        agreed = [who for id in differ.after.agreed_by if (who := shown(id))]
        if agreed:
            yield words.text(f"{_WORDS}.agreed", who=listed_in_words(agreed, words))
        else:
            yield words.text(f"{_WORDS}.late")


def _attachments(issues: Sequence[Issue], feed: Feed, words: Words) -> Iterator[Attachment]:
    """A file for each day that calendars must take in anew; a first issue comes as a feed."""
    before = {told.shown.day: told.sequence for told in history(issues[:-1], feed.teacher)}
    for told in history(issues, feed.teacher) if len(issues) > 1 else ():
        if before.get(told.shown.day) != told.sequence:
            method = Method.CANCEL if told.shown.cancelled else Method.REQUEST
            head = Head(method=method, name=feed.name, zone=told.shown.zone, changed=told.changed)
            data = written_calendar(head, [event(feed, told, words)])
            yield Attachment(name=f"{told.shown.day}-{method.value.lower()}.ics", method=method, data=data)
