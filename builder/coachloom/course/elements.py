"""The elements that one document holds, each with the place it was written at."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from coachloom.course.drawings import Drawing
from coachloom.course.formats import IN_SECTIONS, SECTIONS, FileFormat, FormatLine, Shape
from coachloom.course.kinds import Element, Section
from coachloom.course.model import Source
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, Rule, is_id
from coachloom.problems import Problem, ProblemsFound, did_you_mean
from coachloom.reading.documents import Document, Loc, Value
from coachloom.reading.markdown import Part, parts


@dataclass(slots=True)
class Found:
    """What was read so far: elements with their sources, ids that could not be read, records, problems."""

    elements: list[tuple[Element, Source]] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    records: dict[type[object], object] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    """Kinds whose file is missing."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    drawings: dict[str, Drawing] = field(default_factory=dict)
    edition: str = ""
    """The edition that is read, where it is not the folder at hand."""

    def named(self, document: Document) -> Document:
        """``document`` with the name of the edition that holds it."""
        return dataclasses.replace(document, edition=self.edition) if self.edition else document

    def record(self, kind: type[Any], document: Document, data: Mapping[str, Value], known: tuple[str, ...]) -> None:
        self.documents[document.file] = document
        try:
            self.records[kind] = validated(kind, data, document, also_known=known)
        except ProblemsFound as found:
            self.problems += found.problems


def read_yaml_file(document: Document, kind: FileFormat, found: Found) -> None:
    """Adds to ``found`` all that a YAML file of that format holds."""
    data = dict(document.data)
    found.record(FormatLine, document, {"format": data.pop("format", None)}, ())
    rest = {name: data.pop(name) for name in list(data) if name in kind.lists}
    above = {name: data.pop(name, None) for name in ("rule", "because")} if _inherited(kind) else {}
    for name, shape in kind.lists.items():
        _read_list(rest.get(name), shape, document, (name,), above, found)
    if kind.element:
        _read_one(data, kind.element, document, (), {}, found)
    else:
        known = (*kind.lists, "format", *above)
        found.record(kind.record or _Nothing, document, data, known)


@dataclass(frozen=True, slots=True)
class _Nothing:
    """The record of a file that holds lists only."""

    __pydantic_config__ = STRICT


def _inherited(kind: FileFormat) -> bool:
    return any(shape.inherits for shape in kind.lists.values())


def _read_list(
    entries: Value, shape: Shape, document: Document, loc: Loc, above: Mapping[str, Value], found: Found
) -> list[str]:
    if not isinstance(entries, list):
        found.problems.append(_no_list(document, loc))
        return []
    ids = []
    for number, entry in enumerate(entries):
        here = (*loc, number)
        if isinstance(entry, dict):
            id = _read_one(entry, shape, document, here, above, found)
            ids += [id] if is_id(id) else []
        else:
            found.problems.append(_wrong(document, here, f"This entry of `{loc[-1]}` has no fields."))
    return ids


def _read_one(
    entry: Mapping[str, Value], shape: Shape, document: Document, loc: Loc, above: Mapping[str, Value], found: Found
) -> str:
    """Reads an entry and what stands in it; returns its id, readable or not."""
    data: dict[str, Any] = dict(entry)
    if shape.inherits:
        data["rule"] = data.get("rule") or (Rule.FLEXIBLE if above.get("rule") == Rule.FLEXIBLE else Rule.FIXED)
        data["because"] = data.get("because") or above.get("because")
    if shape.parent:
        data[shape.parent] = above.get("id")
    if shape.titled:
        data["title"] = shape.titled(entry)
    for name in shape.filled_in:
        if name in entry:
            found.problems.append(_filled_in(document, (*loc, name), name))
    for name, inner in shape.children.items():
        written = data.pop(name, [] if name not in entry else None)
        ids = _read_list(written, inner, document, (*loc, name), data, found)
        if name in shape.kind.__dataclass_fields__:
            data[name] = ids
    id = str(data.get("id"))
    try:
        element = validated(shape.kind, data, document, loc, also_known=tuple(shape.children))
    except ProblemsFound as invalid:
        found.broken.add(id)
        found.problems += invalid.problems
    else:
        found.elements.append((element, Source(document, loc)))
    return id


def read_markdown_file(document: Document, shape: Shape, found: Found) -> None:
    """Adds the element that a Markdown file describes, and its sections."""
    data: dict[str, Any] = {name: value for name, value in document.data.items() if name != "kind"}
    in_sections = shape.kind in IN_SECTIONS
    found.problems += [_filled_in(document, (name,), name) for name in shape.filled_in if name in data]
    if not in_sections:
        data["text"] = document.text
    try:
        element = validated(shape.kind, data, document, also_known=("kind",))
    except ProblemsFound as invalid:
        found.broken.add(str(data.get("id")))
        found.problems += invalid.problems
        return
    found.elements.append((element, Source(document)))
    if in_sections and document.text:
        found.elements += _sections(element, parts(document.text), document, found.problems)


def _sections(
    owner: Element, cut: tuple[Part, ...], document: Document, problems: list[Problem]
) -> Iterator[tuple[Element, Source]]:
    seen: set[str] = set()
    for part in cut:
        name = part.title.casefold().replace(" ", "-")
        source = Source(document, line=part.line if part.title else part.body.line)
        if name not in SECTIONS or name in seen:
            problems.append(_unknown_section(part, owner, source, twice=name in seen))
            continue
        seen.add(name)
        open_to_change = owner.rule is Rule.FLEXIBLE or name in getattr(owner, "flexible", ())
        yield (
            Section(
                id=f"{owner.id}/{name}",
                title=part.title,
                rule=Rule.FLEXIBLE if open_to_change else Rule.FIXED,
                because=owner.because,
                of=owner.id,
                audience=SECTIONS[name],
                text=part.body,
            ),
            source,
        )


def _unknown_section(part: Part, owner: Element, source: Source, *, twice: bool) -> Problem:
    names = [name.replace("-", " ").capitalize() for name in SECTIONS]
    if twice:
        what = f'The heading "{part.title}" stands here a second time.'
    elif part.title:
        what = f'"{part.title}" is not a heading of the course.{did_you_mean(part.title.capitalize(), names)}'
    else:
        what = "Text stands above the first `##` heading."
    return Problem(
        code="SECTION",
        what=what,
        place=source.place,
        id=owner.id,
        do=f"use these headings, once each: {', '.join(names)}",
    )


def _no_list(document: Document, loc: Loc) -> Problem:
    if loc not in document.places:
        return Problem(
            code="MISSING",
            what=f"`{loc[-1]}` is missing.",
            place=document.place(loc),
            do=f"add `{loc[-1]}:` and the entries below it, each beginning with a hyphen",
        )
    return _wrong(document, loc, f"`{loc[-1]}` is a list; each entry begins with a hyphen.")


def _filled_in(document: Document, loc: Loc, name: str) -> Problem:
    return Problem(
        code="FIELD",
        what=f"`{name}` is not a field here; it follows from where the entry stands.",
        place=document.place(loc),
        do="take it out",
    )


def _wrong(document: Document, loc: Loc, what: str) -> Problem:
    return Problem(
        code="VALUE", what=what, place=document.place(loc), do="write `- id: …` and the other fields below it"
    )
