"""What each page shows, as values for its template, sentences filled in."""

from __future__ import annotations

from collections.abc import Sequence

from coachloom.course import kinds
from coachloom.course.model import Course
from coachloom.course.plan import plan_rows
from coachloom.course.trace import forms_that_ask, named_in_sessions, named_in_tasks
from coachloom.course.values import SessionPart, Status
from coachloom.site.markdown_out import inline, plain
from coachloom.site.year_views import View, numbered_day
from coachloom.words import Words


def months(course: Course, words: Words) -> list[View]:
    return [
        {
            "element": month,
            "label": words.text("count.month", n=course.number_of(month)),
            "days": [
                {**numbered_day(course, words, day), "phase": course.elements[day.phase]}
                for day in course.days_of(month.id)
            ],
        }
        for month in course.months
    ]


def shares(course: Course, words: Words) -> list[View]:
    """Hours and share of each topic."""
    minutes = course.minutes_of_topics
    total = sum(minutes.values()) or 1
    return [
        {
            "topic": topic,
            "hours": words.text("count.hours", h=minutes[topic.id] // 60, m=minutes[topic.id] % 60),
            "percent": f"{100 * minutes[topic.id] / total:.1f}%",
        }
        for topic in course.all(kinds.Topic)
    ]


def gaps(course: Course, words: Words) -> list[View]:
    return [
        {
            "element": gap,
            "after": numbered_day(course, words, after),
            "before": numbered_day(course, words, before),
            "allowed": words.text("count.days_between", min=gap.bounds["days"].min, max=gap.bounds["days"].max),
        }
        for gap in course.all(kinds.Gap)
        for after, before in [course.find((gap.after, gap.before), kinds.Day)]
    ]


def timetable_rules(course: Course, words: Words) -> list[View]:
    return [
        {"element": rule, "days": [numbered_day(course, words, day) for day in course.find(rule.days, kinds.Day)]}
        for rule in course.all(kinds.TimetableRule)
    ]


def session(course: Course, words: Words, element: kinds.Session, page: str) -> View:
    sections = course.sections_of(element.id)
    return {
        "element": element,
        "facts": _facts(course, words, element, page),
        "shared": element.id not in course.local,
        "outline": element.status is Status.OUTLINE,
        "before": [s for s in sections if s.name == "purpose"],
        "after": [s for s in sections if s.name != "purpose"],
        "outcomes": course.find(element.outcomes, kinds.Outcome),
        "requires": course.find(element.requires, kinds.Session),
        "plan": plan_rows(course, element),
        "targets": [(s.name, s.title) for s in sections],
    }


def _facts(course: Course, words: Words, element: kinds.Session, page: str) -> list[tuple[str, str]]:
    day = course.day_of(element)
    topic = course.get(element.topic, kinds.Topic)
    return [
        ("", inline(course, f"[{words.text('count.day', n=course.number_of(day))}]({day.id})", page)),
        (
            words.text("session.topic"),
            inline(course, f"[{plain(topic.title)}]({topic.id})", page) if topic else words.text("own_topic"),
        ),
        (words.text("session.minutes"), str(element.minutes)),
        (words.text("session.mode"), words.text(f"mode.{element.mode}")),
    ]


def topic(course: Course, words: Words, element: kinds.Topic, page: str) -> View:
    in_sessions, in_tasks = named_in_sessions(course), named_in_tasks(course)

    def traced(outcome: kinds.Outcome) -> View:
        return {
            "element": outcome,
            "sentence": words.text("topics.can", text=inline(course, outcome.text, page).rstrip(".")),
            "level": words.text(f"level.{outcome.level}"),
            "taught": [s for s in course.sessions if outcome.id in in_sessions[s.id]],
            "practised": [t for t in tasks(course) if outcome.id in in_tasks[t.id]],
            "assessed": forms_that_ask(course, outcome.id),
        }

    return {
        "element": element,
        "outcomes": [traced(outcome) for outcome in course.outcomes_of(element.id)],
        "sessions": [
            (words.text("count.day", n=course.number_of(course.day_of(s))), s)
            for s in course.sessions
            if s.topic == element.id and s.part is SessionPart.CORE
        ],
    }


def tasks(course: Course) -> Sequence[kinds.Task]:
    """In the order of their days."""
    return course.find(tuple(day.task for day in course.days), kinds.Task)


def road_map(course: Course, words: Words) -> View:
    return {
        "phases": [
            {
                "element": phase,
                "next": course.elements[phase.next],
                "days": [numbered_day(course, words, day) for day in course.days if day.phase == phase.id],
            }
            for phase in course.all(kinds.Phase)
        ],
        "vs": course.all(kinds.V),
    }
