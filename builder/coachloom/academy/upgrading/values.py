"""Values of the academy's own: a title, minutes, other numbers, a stricter rule, when the course beneath has changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from coachloom.academy.boxes import Answer, Option, Question
from coachloom.academy.changes import Set
from coachloom.academy.entry_text import Plain
from coachloom.academy.upgrading.asking import EXCEPTION, excepted, number_in, said_of
from coachloom.academy.upgrading.finding import GOES, Edit, Finding, Status, settled
from coachloom.academy.upgrading.matter import Matter
from coachloom.course.kinds import Element
from coachloom.course.values import Range, Rule
from coachloom.problems import Problem


@dataclass(frozen=True, slots=True)
class _Part:
    """One field of the entry: what becomes of it, or what is asked."""

    name: str
    status: Status
    fields: Mapping[str, Plain | None] = dataclasses.field(default_factory=dict)
    question: Question | None = None
    settle: Callable[[Answer], Mapping[str, Plain | None]] | None = None


def set_values(matter: Matter, change: Set) -> Finding:
    """What becomes of a `set` entry; each of its fields is looked at alone."""
    parts = [*_fields(matter, change), *_rule(matter, change), *_bounds(matter, change)]
    asked = [part for part in parts if part.question]
    taken = [part for part in parts if part.status is Status.ABSORBED]
    by_itself: dict[str, Plain | None] = {name: value for part in parts for name, value in part.fields.items()}

    def settle(answers: Sequence[Answer]) -> Edit:
        fields = dict(by_itself)
        for part, answer in zip(asked, answers, strict=True):
            fields |= part.settle(answer) if part.settle else {}
        left = [part for part in parts if fields.get(part.name, "") is not None]
        return Edit(fields=fields) if left else GOES

    if asked:
        questions = tuple(part.question for part in asked if part.question)
        return Finding(
            entry=matter.entry,
            status=asked[0].status,
            title=matter.title,
            said=questions[0].body.partition("\n")[0],
            questions=questions,
            settle=settle,
        )
    if taken:
        said = f"The course says the same of {matter.title} now ({', '.join(part.name for part in taken)})."
        return Finding(entry=matter.entry, status=Status.ABSORBED, title=matter.title, said=said, settle=settle)
    return Finding(
        entry=matter.entry, status=Status.CURRENT, title=matter.title, settle=settled(Edit(fields=by_itself))
    )


def _fields(matter: Matter, change: Set) -> Iterator[_Part]:
    ours: dict[str, str | int] = {n: str(v) for n in ("title", "mode") if (v := getattr(change, n)) is not None}
    for name, value in {**ours, **change.numbers}.items():
        was, now = _value(matter.was, name), _value(matter.now, name)
        against = matter.against_of(_alone(change, name))
        if now == value:
            yield _Part(name, Status.ABSORBED, {name: None})
        elif now is None:
            yield _gone(matter, name, value)
        elif against:
            yield _not_allowed(matter, name, value, now, against)
        elif was != now:
            yield _both_changed(matter, name, was, now, value)
        else:
            yield _Part(name, Status.CURRENT)


def _alone(change: Set, name: str) -> Set:
    """The entry with one of its fields."""
    return dataclasses.replace(
        change,
        title=change.title if name == "title" else None,
        mode=change.mode if name == "mode" else None,
        numbers={name: change.numbers[name]} if name in change.numbers else {},
        rule=None,
        bounds={},
        because=None,
    )


def _value(element: Element, name: str) -> str | int | None:
    numbers: Mapping[str, int] = getattr(element, "numbers", {})
    value = numbers.get(name, getattr(element, name, None))
    return value if value is None or isinstance(value, int) else str(value)


def _gone(matter: Matter, name: str, ours: str | int) -> _Part:
    said = f"The course has no `{name}` of {matter.title} any more. You had set {ours}."
    question = Question(f"{matter.title}, {name}: {Status.RETIRED}", said, (Option("course", "let it go"),))
    return _Part(name, Status.RETIRED, question=question, settle=lambda _: {name: None})


def _not_allowed(matter: Matter, name: str, ours: str | int, now: str | int, against: tuple[Problem, ...]) -> _Part:
    bounds = matter.now.bounds.get(name)
    status = Status.OUTSIDE_BOUNDS if bounds else Status.NOW_FIXED
    said = (
        f"{said_of(against[0])}\n\nThe course says {now}; you set {ours}. Why: {matter.change.why}{_course_why(matter)}"
    )
    options = [Option("course", f"take the course's: {now}")]
    if bounds and isinstance(ours, int):
        nearest = min(max(ours, bounds.min), bounds.max)
        options += [Option("nearest", f"as near as it may be: {nearest}")] if nearest != now else []
        options += [Option("other", f"another, from {bounds.min} to {bounds.max}", (name,))]

    def settle(answer: Answer) -> Mapping[str, Plain | None]:
        match answer.key:
            case "nearest" if bounds and isinstance(ours, int):
                return {name: min(max(ours, bounds.min), bounds.max)}
            case "other":
                return {name: number_in(answer, name)}
            case "exception":
                return excepted(matter.ground)(answer).fields
        return {name: None}

    question = Question(f"{matter.title}, {name}: {status}", said, (*options, EXCEPTION))
    return _Part(name, status, question=question, settle=settle)


def _both_changed(matter: Matter, name: str, was: object, now: object, ours: str | int) -> _Part:
    said = f"When you adapted it ({matter.ground.old}) the course said: {was}\n\nThe course now ({matter.ground.new}): {now}\n\nYours: {ours}\n\nWhy you changed it: {matter.change.why}{_course_why(matter)}"
    options = (Option("ours", f"keep ours: {ours}"), Option("course", f"take the course's: {now}"))
    question = Question(f"{matter.title}, {name}: {Status.CHOICE}", said, options)
    return _Part(
        name, Status.CHOICE, question=question, settle=lambda answer: {name: None} if answer.key == "course" else {}
    )


def _course_why(matter: Matter) -> str:
    return f"\n\n{matter.why_the_course}" if matter.why_the_course else ""


def _rule(matter: Matter, change: Set) -> Iterator[_Part]:
    """A stricter rule is taken over where the course is as strict by now."""
    if change.rule is None:
        return
    if matter.now.rule.strictness >= change.rule.strictness:
        gone: dict[str, Plain | None] = {"rule": None}
        yield _Part("rule", Status.ABSORBED, gone if change.bounds else {**gone, "because": None})
    else:
        yield _Part("rule", Status.CURRENT)


def _bounds(matter: Matter, change: Set) -> Iterator[_Part]:
    kept: dict[str, Range] = {}
    wider = []
    for name, ours in change.bounds.items():
        now = matter.now.bounds.get(name)
        if matter.now.rule is Rule.FIXED or (now and ours == now):
            continue
        if now and not (now.min <= ours.min and ours.max <= now.max):
            wider.append(name)
        inner = Range(min=max(ours.min, now.min), max=min(ours.max, now.max)) if now else ours
        if inner.min <= inner.max and inner != now:
            kept[name] = inner
    if not change.bounds:
        return
    new: Plain | None = {name: {"min": one.min, "max": one.max} for name, one in kept.items()} or None
    fields: dict[str, Plain | None] = {"bounds": new} if new else {"bounds": None, "because": None}
    if not wider:
        status = Status.CURRENT if kept == change.bounds else Status.ABSORBED
        yield _Part("bounds", status, {} if status is Status.CURRENT else fields)
        return
    said = f"The course's limits on {matter.title} are narrower now than yours ({', '.join(wider)})."
    label = "keep ours as far as they lie within" if new else "let ours go; the course's hold"
    question = Question(f"{matter.title}, limits: {Status.OUTSIDE_BOUNDS}", said, (Option("within", label),))
    yield _Part("bounds", Status.OUTSIDE_BOUNDS, question=question, settle=lambda _: fields)
