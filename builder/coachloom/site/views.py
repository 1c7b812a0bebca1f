"""What each page shows, as plain values for its template: no words, no Markdown of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from coachloom.course import model
from coachloom.course.checks.outcomes import named_in_sessions, named_in_tasks
from coachloom.course.clock import clocked
from coachloom.course.model import Course, Element
from coachloom.course.plan import plan_rows
from coachloom.course.values import SessionPart, Status
from coachloom.site.markdown_out import inline
from coachloom.words import Words

View = Mapping[str, object]


def numbered_day(course: Course, words: Words, day: model.Day) -> dict[str, object]:
    """A day with its number in the year."""
    number = course.days.index(day) + 1
    return {"element": day, "label": words.text("count.day", n=number)}


def months(course: Course, words: Words) -> list[View]:
    return [
        {
            "element": month,
            "label": words.text("count.month", n=number),
            "days": [
                {**numbered_day(course, words, day), "phase": course.elements[day.phase]}
                for day in course.days_of(month.id)
            ],
        }
        for number, month in enumerate(course.months, start=1)
    ]


def shares(course: Course, words: Words) -> list[View]:
    """Hours and share of each topic."""
    minutes = Counter[str]()
    for session in course.sessions:
        minutes[session.topic] += session.minutes
    total = sum(minutes.values()) or 1
    return [
        {
            "topic": topic,
            "hours": words.text("count.hours", h=minutes[topic.id] // 60, m=minutes[topic.id] % 60),
            "percent": f"{100 * minutes[topic.id] / total:.1f}%",
        }
        for topic in course.all(model.Topic)
    ]


def gaps(course: Course, words: Words) -> list[View]:
    return [
        {
            "element": gap,
            "after": course.elements[gap.after],
            "before": course.elements[gap.before],
            "allowed": words.text("count.days_between", min=gap.bounds["days"].min, max=gap.bounds["days"].max),
        }
        for gap in course.all(model.Gap)
    ]


def day(course: Course, words: Words, element: model.Day) -> View:
    month = next(m for m in course.months if element in course.days_of(m.id))
    sessions = course.sessions_of(element)
    return {
        "month": month,
        "month_label": f"{words.text('count.month', n=course.months.index(month) + 1)}: {month.title}",
        "phase": course.elements[element.phase],
        "task": course.elements[element.task],
        "sections": course.sections_of(element.id),
        "plan_note": words.text(
            "day.plan_note",
            minutes=sum(session.minutes for session in sessions),
            start=f"{course.schedule.start:%H:%M}",
        ),
        "slots": [
            {
                "start": f"{slot.start:%H:%M}",
                "end": f"{slot.end:%H:%M}",
                "session": slot.session,
                "topic": course.elements[slot.session.topic] if slot.session else None,
                "minutes": slot.minutes,
            }
            for slot in clocked(course.schedule, sessions)
        ],
    }


def session(course: Course, words: Words, element: model.Session, page: str) -> View:
    days = {id: day for day in course.days for id in day.sessions}
    sections = course.sections_of(element.id)
    return {
        "element": element,
        "facts": _facts(course, words, element, days[element.id], page),
        "outline": element.status is Status.OUTLINE,
        "before": [s for s in sections if s.id.endswith("/purpose")],
        "after": [s for s in sections if not s.id.endswith("/purpose")],
        "outcomes": course.find(element.outcomes, model.Outcome),
        "requires": course.find(element.requires, model.Session),
        "plan": plan_rows(course, element),
    }


def _facts(course: Course, words: Words, element: model.Session, day: model.Day, page: str) -> list[tuple[str, str]]:
    minutes = str(element.minutes)
    bounds = element.bounds.get("minutes")
    if bounds:
        minutes = words.text("session.minutes_bounds", n=element.minutes, min=bounds.min, max=bounds.max)
    number = course.days.index(day) + 1
    topic = course.elements[element.topic]
    return [
        (words.text("session.day"), inline(course, f"[{number}]({day.id})", page)),
        (words.text("session.topic"), inline(course, f"[{topic.title}]({topic.id})", page)),
        (words.text("session.minutes"), minutes),
        (words.text("session.mode"), words.text(f"mode.{element.mode}")),
    ]


def task(course: Course, words: Words, element: model.Task) -> View:
    day = next(day for day in course.days if day.task == element.id)
    return {
        "element": element,
        "day": day,
        "day_label": words.text("count.day", n=course.days.index(day) + 1),
        "about": words.text("task.about", minutes=element.minutes),
        "sections": course.sections_of(element.id),
    }


def topic(course: Course, words: Words, element: model.Topic, page: str) -> View:
    in_sessions, in_tasks = named_in_sessions(course), named_in_tasks(course)
    days = {id: day for day in course.days for id in day.sessions}

    def traced(outcome: model.Outcome) -> View:
        return {
            "element": outcome,
            "sentence": words.text("topics.can", text=inline(course, outcome.text, page).rstrip(".")),
            "level": words.text(f"level.{outcome.level}"),
            "taught": [s for s in course.sessions if outcome.id in in_sessions[s.id]],
            "practised": [t for t in tasks(course) if outcome.id in in_tasks[t.id]],
            "assessed": _forms_that_ask(course, outcome),
        }

    return {
        "element": element,
        "outcomes": [traced(outcome) for outcome in course.all(model.Outcome) if outcome.topic == element.id],
        "sessions": [
            (words.text("count.day", n=course.days.index(days[s.id]) + 1), s)
            for s in course.sessions
            if s.topic == element.id and s.part is SessionPart.CORE
        ],
    }


def tasks(course: Course) -> Sequence[model.Task]:
    """In the order of their days."""
    return course.find(tuple(day.task for day in course.days), model.Task)


def _forms_that_ask(course: Course, outcome: model.Outcome) -> Sequence[Element]:
    asking = {prompt.form for prompt in course.all(model.Prompt) if outcome.id in prompt.outcomes}
    return [form for form in course.all(model.Form) if form.id in asking]


def road_map(course: Course, words: Words) -> View:
    return {
        "phases": [
            {
                "element": phase,
                "next": course.elements[phase.next],
                "days": [numbered_day(course, words, day) for day in course.days if day.phase == phase.id],
            }
            for phase in course.all(model.Phase)
        ],
        "vs": course.all(model.V),
    }
