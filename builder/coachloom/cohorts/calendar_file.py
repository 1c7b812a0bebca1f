"""A cohort's days as a calendar that people subscribe to, and that follows every issue.

Each day keeps its UID for good, whatever happens to its date or title, and every feed has UIDs of its own. A day that
is cancelled stays for half a year as a tombstone, since calendars forget nothing that they are not told about. The same
issues give the same bytes: what stands for the time of a change is when the issue that made it was given out.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coachloom.academy.identity import Identity
from coachloom.cohorts.cohort import FOLDER, Cohort
from coachloom.cohorts.events import Event, Head, Method, Status
from coachloom.cohorts.history import Shown, Told, history
from coachloom.cohorts.ics import written_calendar
from coachloom.cohorts.in_words import when_in_words
from coachloom.cohorts.issues import Issue
from coachloom.words import Words

FILE = "timetable.ics"
COHORT_SCOPE = "c"
_FACULTY = "f"
_NAMESPACE = uuid.UUID("5b0c9a52-3f0e-5d1c-9d0e-7a1f4c2b8e63")
_TOMBSTONE = datetime.timedelta(days=180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One calendar file and whom it is for."""

    academy: str
    cohort: str
    name: str
    """What calendars call it."""

    scope: str = COHORT_SCOPE
    """Of the whole cohort, or `faculty_scope` of one member of faculty."""

    url: str | None = None
    """The cohort's page."""

    source: str | None = None
    """Where the file itself is found again."""

    contact: str | None = None
    """The academy's e-mail address."""

    @property
    def teacher(self) -> str | None:
        return None if self.scope == COHORT_SCOPE else self.scope.removeprefix(_FACULTY)


def feed_of(identity: Identity, cohort: Cohort) -> Feed:
    """The feed of a whole cohort, which lies beside its page where the academy has an address."""
    page = f"{identity.url.rstrip('/')}/{FOLDER}/{cohort.id}/" if identity.url else None
    return Feed(
        academy=identity.id,
        cohort=cohort.id,
        name=cohort.name,
        url=page,
        source=f"{page}{FILE}" if page else None,
        contact=identity.contact,
    )


def faculty_scope(teacher: str) -> str:
    """The scope of a feed that holds the days of one member of faculty."""
    return f"{_FACULTY}{teacher}"


def calendar_file(feed: Feed, issues: Sequence[Issue], words: Words) -> bytes:
    """The feed after these issues, from the first to the last; there must be one."""
    last = issues[-1]
    told = [one for one in history(issues, feed.teacher) if not _forgotten(one, last.issued)]
    head = Head(
        method=Method.PUBLISH,
        name=feed.name,
        zone=last.zone,
        changed=max((one.changed for one in told), default=issues[0].issued),
        source=feed.source,
    )
    return written_calendar(head, [event(feed, one, words) for one in told])


def event(feed: Feed, told: Told, words: Words) -> Event:
    """One day as the feed shows it."""
    shown = told.shown
    return Event(
        uid=str(uuid.uuid5(_NAMESPACE, f"{feed.academy}/{feed.cohort}/{shown.day}/{feed.scope}")),
        sequence=told.sequence,
        changed=told.changed,
        begins=shown.begins,
        ends=shown.ends,
        summary=_summary(shown, words),
        location=words.text("calendar.online") if shown.online else shown.place,
        description="\n".join(_description(feed, told, words)),
        category=words.text("calendar.category"),
        status=_status(shown),
        url=feed.url,
        organizer=f"mailto:{feed.contact}" if feed.contact else _nameless(feed.academy),
    )


def _forgotten(told: Told, issued: datetime.datetime) -> bool:
    return told.shown.cancelled and told.shown.ends + _TOMBSTONE < issued


def _status(shown: Shown) -> Status:
    if shown.cancelled:
        return Status.CANCELLED
    return Status.CONFIRMED if shown.confirmed else Status.TENTATIVE


def _summary(shown: Shown, words: Words) -> str:
    match _status(shown):
        case Status.CANCELLED:
            return words.text("calendar.cancelled", title=shown.title)
        case Status.TENTATIVE:
            return words.text("calendar.pencilled", title=shown.title)
        case Status.CONFIRMED:
            return shown.title


def _description(feed: Feed, told: Told, words: Words) -> Iterator[str]:
    shown = told.shown
    if told.moved_from:
        yield words.text("calendar.moved", when=_when(told.moved_from, words))
    if shown.cancelled:
        yield words.text("calendar.no_longer_yours" if feed.teacher else "calendar.cancelled_note")
    elif not shown.confirmed:
        yield words.text("calendar.pencilled_note")
    yield _when(shown, words)
    if not shown.place and not shown.online:
        yield words.text("calendar.no_room")
    if feed.url:
        yield words.text("calendar.page", url=feed.url)


def _when(shown: Shown, words: Words) -> str:
    return when_in_words(shown.date, shown.start, shown.end, shown.zone, words)


def _nameless(academy: str) -> str:
    """Calendars ask for an organizer; without an address it is a name that leads nowhere, and belongs to nobody else."""
    return uuid.uuid5(_NAMESPACE, academy).urn
