"""The workbook that faculty fill in: who teaches, who is away, which rooms there are, and what is closed when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from coachloom.cohorts.cohort import Closed, Cohort, Term
from coachloom.cohorts.workbook import Column, Sheet, Value, written
from coachloom.course.kinds import Topic
from coachloom.course.model import Course
from coachloom.course.values import WEEKDAYS

FACULTY, LEAVE, ROOMS, CLOSURES, TERMS = "Faculty", "Leave", "Rooms", "Closures", "School terms"
_TOPICS = "Topics"

FROM, TO = Column("from", 18), Column("to", 18)


def template(cohort: Cohort, course: Course) -> bytes:
    """An .xlsx with what the cohort's file says already; the same file gives the same bytes."""
    topics = tuple((topic.id, topic.title) for topic in course.all(Topic))
    told = cohort.file
    return written(
        [
            Sheet("How to", (Column(cohort.name, 100),), tuple((line,) for line in _how_to(cohort))),
            Sheet(
                FACULTY,
                (
                    Column("id", 20),
                    Column("topics", 60, choices_on=_TOPICS),
                    Column("region"),
                    Column("expert", 10, ("yes", "no")),
                    Column("joins"),
                    Column("leaves"),
                ),
                tuple(
                    (m.id, ", ".join(m.topics), m.region, "yes" if m.expert else "no", m.joins, m.leaves)
                    for m in told.faculty
                ),
            ),
            Sheet(LEAVE, (Column("who", 20, choices_on=FACULTY), FROM, TO, Column("why", 40))),
            Sheet(
                ROOMS,
                (
                    Column("id", 20),
                    Column("name", 30),
                    Column("address", 40),
                    Column("places", 10),
                    Column("cost", 10),
                    Column("weekdays", 30, WEEKDAYS),
                ),
                tuple(
                    (v.id, v.name, v.address, v.places, v.cost, ", ".join(WEEKDAYS[day] for day in v.weekdays))
                    for v in told.venues
                ),
            ),
            Sheet(CLOSURES, (FROM, TO, Column("why", 40)), tuple(_spans(told.closures))),
            Sheet(TERMS, (FROM, TO, Column("name", 40)), tuple(_spans(told.school_holidays))),
            Sheet(_TOPICS, (Column("id", 40), Column("title", 60)), topics),
        ]
    )


def _spans(spans: tuple[Closed, ...] | tuple[Term, ...]) -> Iterator[tuple[Value, ...]]:
    for span in spans:
        last: datetime.date = span.to or span.from_
        yield span.from_, last, span.why if isinstance(span, Closed) else span.name


def _how_to(cohort: Cohort) -> Iterator[str]:
    yield "Fill in what you know, a line each, and leave the rest empty. What stands in the cohort's file counts as long as it stands there, too."
    yield f"{FACULTY}: an id is a short name in lower case, such as ana-reis. Topics with commas; see the sheet {_TOPICS}."
    yield f"{LEAVE}: who is away, from the first day to the last. Nobody but you sees it."
    yield f"{ROOMS}: places is how many people a room holds. A cost is in points; 0 for a room of your own."
    yield f"{CLOSURES}: days on which nothing takes place. {TERMS}: school holidays, which are avoided if they can be."
    yield f"Save this file where it is, then give the command: coachloom timetable plan {cohort.id}"
