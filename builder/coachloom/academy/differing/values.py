"""The fields of an element: which are texts, which say what may be done with it, and how a value is written."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import Enum

from coachloom.academy.differing.changed import FieldChange, TextChange, Value
from coachloom.academy.merging.texts import differences
from coachloom.course.hashing import meaning_of
from coachloom.course.kinds import Choice, Element, Name, Prompt, policy_of
from coachloom.course.values import Children, Range
from coachloom.reading.markdown import Markdown

_TEXTS = frozenset(
    {"text", "summary", "role", "prerequisites", "entry", "exit", "done", "question", "help", "choices", "note"}
)
"""Fields that are told sentence by sentence."""


def differing_fields(old: Element, new: Element) -> tuple[tuple[FieldChange, ...], tuple[TextChange, ...]]:
    """The fields whose meaning is another, and the texts, each in the order of the kind."""
    before, after = meaning_of(old), meaning_of(new)
    names = [name for name in _names(new, old) if before.get(name) != after.get(name)]
    if isinstance(old, Prompt) and isinstance(new, Prompt):  # its title is its text
        names = [name for name in names if name != "title"]
    fields: list[FieldChange] = [FieldChange("kind", old.kind, new.kind)] if old.kind != new.kind else []
    texts: list[TextChange] = []
    for name in names:
        was, now = getattr(old, name, None), getattr(new, name, None)
        if name in _TEXTS:
            texts.append(TextChange(name, tuple(differences(as_text(was), as_text(now)))))
        elif isinstance(was, Mapping) or isinstance(now, Mapping):
            fields += _of_mapping(name, was or {}, now or {})
        else:
            fields.append(FieldChange(name, plain(was), plain(now)))
    return tuple(fields), tuple(texts)


def _names(*elements: Element) -> list[str]:
    return list(dict.fromkeys(name for one in elements for name in one.__dataclass_fields__))


def differing_rules(old: Element, new: Element) -> tuple[FieldChange, ...]:
    """What may be done with an element, where that is another; it is no part of what the element means."""
    found: list[FieldChange] = []
    for name in ("rule", "because", "flexible", "audience"):
        was, now = plain(getattr(old, name, None)), plain(getattr(new, name, None))
        if was != now:
            found.append(FieldChange(name, was, now))
    before, after = _policy(policy_of(old)), _policy(policy_of(new))
    return (
        *found,
        *_of_mapping("bounds", old.bounds, new.bounds),
        *_of_mapping("children", before, after),
    )


def _policy(children: Children) -> dict[str, object]:
    return {"add": children.add, "leave_out": tuple(sorted(children.leave_out)), "move": children.move}


def _of_mapping(name: str, was: Mapping[str, object], now: Mapping[str, object]) -> list[FieldChange]:
    keys = dict.fromkeys((*was, *now))
    return [
        FieldChange(f"{name}/{key}", plain(was.get(key)), plain(now.get(key)))
        for key in keys
        if was.get(key) != now.get(key)
    ]


def as_text(value: object) -> str:
    """A text field as Markdown; several texts as a list."""
    match value:
        case Markdown():
            return value.text
        case str():
            return value
        case tuple():
            return "\n".join(f"- {f'{one.id}: {one.text}' if isinstance(one, Choice) else one}" for one in value)
    return ""


def plain(value: object) -> Value:
    """A field's value for people and programs."""
    match value:
        case bool():
            return "yes" if value else "no"
        case None | int():
            return value
        case tuple():
            return tuple(_word(one) for one in value)
    return _word(value)


def _word(value: object) -> str:
    word = str(value)
    match value:
        case Enum():
            word = str(value.value)
        case datetime.time():
            word = value.strftime("%H:%M")
        case Range():
            word = f"{value.min} to {value.max}"
        case Name():
            word = value.literal or ", ".join(part for part in (value.family, value.given) if part)
    return " ".join(word.split())
