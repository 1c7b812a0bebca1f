"""What an element means, as one short text: same meaning, same hash.

The hash covers the kind, the element's own meaning-bearing fields, its own text, and the ids of the
children that no academy may take away, in order. Not covered: its id, a child's text, rule, bounds and
because, how far the text has come, where the file lies, the order of keys, comments, white space,
line ends and the encoding of accents (design.md, "Elements"; `reference/overlay.md`, section 5).
A field at its default is left out, so that a field added to the format later changes no old hash.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import re
import unicodedata
from enum import Enum

from coachloom.course import kinds
from coachloom.course.kinds import Element, policy_of
from coachloom.course.model import Course
from coachloom.reading.markdown import Markdown, read_markdown

MARK = "s1:"
"""Names this way of hashing; a new way gets a new mark."""

_NOT_MEANING = frozenset(
    {"id", "rule", "because", "bounds", "children", "flexible", "status", "checked", "of", "audience"}
)
_NOT_MEANING_IN = {kinds.Day: "sessions", kinds.Form: "prompts", kinds.Programme: "edition"}


def hashes(course: Course) -> dict[str, str]:
    """The hash of every element, by id."""
    return {id: hash_of(element, fixed_children(course, element)) for id, element in course.elements.items()}


def hash_of(element: Element, children: tuple[str, ...] = ()) -> str:
    """``s1:`` and 64 hexadecimal digits; ``children`` as `fixed_children` gives them."""
    meaning = {"kind": element.kind, "fields": meaning_of(element), "children": list(children)}
    canonical = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return MARK + hashlib.sha256(canonical.encode()).hexdigest()


def fixed_children(course: Course, element: Element) -> tuple[str, ...]:
    """Ids of the children that stay in every academy, of what academies added none; in their order unless they move."""
    policy = policy_of(element)
    added = course.local if element.id not in course.local else frozenset()
    kept = tuple(id for id in course.children_of(element) if id not in policy.leave_out and id not in added)
    return in_order_of_meaning(element, kept)


def in_order_of_meaning(element: Element, children: tuple[str, ...]) -> tuple[str, ...]:
    """Children in an order that changes only where it means something.

    That is the container's own order, unless it lets them move. In which order sections stand the closed list
    says, not the author, so they come last, by id.
    """
    listed = [id for id in children if "/" not in id]
    if policy_of(element).move:
        listed.sort()
    return (*listed, *sorted(id for id in children if "/" in id))


def meaning_of(element: Element) -> dict[str, object]:
    """Its meaning-bearing fields in canonical form, by name; those at their default are left out."""
    if isinstance(element, kinds.Asset):
        return {"digest": element.digest}
    left_out = _NOT_MEANING | {_NOT_MEANING_IN.get(type(element), "")}
    return {
        field.name: _canonical(value)
        for field in dataclasses.fields(element)
        if field.name not in left_out and (value := getattr(element, field.name)) != _default(field)
    }


def _default(field: dataclasses.Field[object]) -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _canonical(value: object) -> object:
    canonical = value
    match value:
        case Enum():
            canonical = value.value
        case str():
            canonical = normal_text(read_markdown(value) if "\n" in value else Markdown(text=value))
        case Markdown():
            canonical = normal_text(value)
        case datetime.date() | datetime.time():
            canonical = value.isoformat()
        case tuple():
            canonical = [_canonical(one) for one in value]
        case dict():
            canonical = {key: _canonical(one) for key, one in value.items()}
        case kinds.Name() | kinds.Choice():
            canonical = _record(value)
    return canonical


def _record(value: kinds.Name | kinds.Choice) -> dict[str, object]:
    written = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
    return {name: _canonical(one) for name, one in written if one is not None}


def normal_text(document: Markdown) -> str:
    """The text without differences that no reader sees; code blocks stay as they are.

    Two spaces at the end of a line inside a paragraph are a line break, hence kept as exactly two.
    """
    lines = unicodedata.normalize("NFC", document.text).split("\n")
    in_code = {number for first, after in document.code for number in range(first, after)}
    kept: list[str] = []
    for number, line in enumerate(lines):
        if number in in_code:
            kept.append(line)
            continue
        tidy = _tidy(line, hard=number in document.breaks)
        if tidy or (kept and kept[-1]):
            kept.append(tidy)
    return "\n".join(kept).strip("\n")


def _tidy(line: str, *, hard: bool) -> str:
    body = line.strip()
    indent = line[: len(line) - len(line.lstrip())] if body else ""
    return indent + re.sub(r"[ \t]+", " ", body) + ("  " if hard else "")
