"""Every outcome is taught, practised and assessed, and can be found by its name in the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coachloom.course.kinds import Outcome, Prompt, Session
from coachloom.course.model import Course
from coachloom.course.trace import named_in_sessions, named_in_tasks
from coachloom.problems import Problem, did_you_mean

LEAST_SESSIONS = 2


def sessions_name_the_outcomes_they_list(course: Course) -> Iterator[Problem]:
    for id, named in named_in_sessions(course).items():
        session = course.get(id, Session)
        listed = session.outcomes if session else ()
        for number, outcome in enumerate(listed):
            if outcome not in named and course.get(outcome, Outcome):
                yield Problem(
                    code="OUTCOME",
                    what=f"The session lists the outcome `{outcome}`, and neither its plan nor its steps link to it.",
                    place=course.sources[id].field("outcomes", number),
                    id=id,
                    do=f"link to it where it is practised, as in [words that fit]({outcome}), or take it out",
                )
        for outcome in named:
            if outcome not in listed:
                yield Problem(
                    code="OUTCOME",
                    what=f"The plan or steps link to the outcome `{outcome}`, which the session does not list."
                    f"{did_you_mean(outcome, listed)}",
                    place=course.sources[id].field("outcomes"),
                    id=id,
                    do="add it to `outcomes`, or take the link out",
                )


def outcomes_are_taught_practised_and_assessed(course: Course) -> Iterator[Problem]:
    taught = Counter(outcome for named in named_in_sessions(course).values() for outcome in named)
    practised = Counter(outcome for named in named_in_tasks(course).values() for outcome in named)
    assessed = Counter(outcome for prompt in course.all(Prompt) for outcome in prompt.outcomes)
    for outcome in course.all(Outcome):
        for count, least, where in (
            (taught[outcome.id], LEAST_SESSIONS, f"the plan or steps of {LEAST_SESSIONS} sessions"),
            (practised[outcome.id], 1, "the definition of done of a task"),
            (assessed[outcome.id], 1, "a prompt of a form"),
        ):
            if count < least:
                yield Problem(
                    code="OUTCOME",
                    what=f"The outcome `{outcome.id}` must be named in {where}; named there so far: {count}.",
                    place=course.sources[outcome.id].place,
                    id=outcome.id,
                    do="link to it where it is taught, practised or assessed",
                )
