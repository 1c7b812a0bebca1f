"""A contribution: what an academy offers to the course it builds on, as one zip that can be sent by mail.

    contribution.yml    who gives what, why, what they expected and found, and that they agree to the licence
    ours/…md            the academy's texts
    base/…md            the texts of the course that they replace, so that the receiver needs no old edition
    assets/…            pictures that the texts show

Of people it says only what they agreed to show. What it says of what was changed follows FRAME (Wiltsey Stirman and
others, 2019): what was modified, whether planned, who decided, why, and how it kept to what must be kept.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath

from coachloom.academy.archive import folder_inside, packed, read_zip
from coachloom.academy.entry_text import Plain, quoted
from coachloom.course.load import SHOWN
from coachloom.course.schema import validated
from coachloom.course.values import (
    STRICT,
    Address,
    EditionName,
    EditionNumber,
    Email,
    FileName,
    Flag,
    FormatOne,
    Id,
    Line,
    Rule,
    Words,
    is_id,
)
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Document
from coachloom.reading.paths import printable
from coachloom.reading.text import decoded
from coachloom.reading.yaml_text import read_yaml

FILE = "contribution.yml"
OURS, BASE, ASSETS = "ours", "base", "assets"
LICENCE = "CC BY 4.0"


class Verb(StrEnum):
    """The five kinds of change, as in `changes.yml`."""

    SET = "set"
    REPLACE = "replace"
    ADD = "add"
    LEAVE_OUT = "leave_out"
    MOVE = "move"


class Modified(StrEnum):
    """What was modified, in the terms of FRAME as far as they fit."""

    WORDS = "tailored words"
    TITLE = "another title"
    LONGER = "lengthened"
    SHORTER = "shortened"
    MODE = "another setting"
    NUMBERS = "other numbers"
    STRICTER = "stricter rule"
    ADDED = "added"
    LEFT_OUT = "left out"
    ORDER = "another order"


class Timing(StrEnum):
    """Whether it was planned beforehand, or done when something came up."""

    PLANNED = "planned"
    REACTION = "in reaction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Giver:
    __pydantic_config__ = STRICT

    id: Id
    name: Line
    contact: Email | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBase:
    """The edition that the academy builds on; where that is a region's, ``over`` names the editions below it."""

    __pydantic_config__ = STRICT

    course: Id
    edition: EditionName
    digest: Line
    over: dict[Id, EditionName] = field(default_factory=dict)

    def edition_of(self, course: str) -> str:
        """The edition of that course on which the academy stands, at once or through a region; nothing if on none."""
        return self.edition if course == self.course else self.over.get(course, "")

    @property
    def reference(self) -> tuple[str, str]:
        """The course itself, below every region, and its edition."""
        return next(iter({**self.over, self.course: self.edition}.items()))

    @property
    def told(self) -> str:
        """Which editions those are, for a person."""
        below = [f"{course} {edition}" for course, edition in self.over.items()]
        return f"edition {self.edition}" + (f" of {self.course}, over {' and '.join(below)}" if below else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One decision of the academy. ``rule`` is that of the element, or of the container that something joined."""

    __pydantic_config__ = STRICT

    verb: Verb
    element: Address
    kind: Line
    title: Line
    rule: Rule
    modified: tuple[Modified, ...]
    departs_until: EditionNumber | None = None
    """Of an agreed exception; without it, the change kept within the rules."""
    timing: Timing | None = None
    why: Words
    expect: Words | None = None
    found: Words | None = None
    by: Line | None = None
    """Who decided, as that person agreed to be shown: by role, or by name."""
    values: dict[Line, Words] = field(default_factory=dict)
    """The fields that were set, as text,"""
    were: dict[Line, Words] = field(default_factory=dict)
    """and what they were in the base."""
    to: Id | None = None
    after: Id | None = None
    before: Id | None = None
    ours: FileName | None = None
    base: FileName | None = None
    pictures: dict[Id, FileName] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """The texts and pictures that it names, by their path in the zip."""
        return tuple(file for file in (self.ours, self.base, *self.pictures.values()) if file)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionFile:
    """What stands in `contribution.yml`."""

    __pydantic_config__ = STRICT

    format: FormatOne
    academy: Giver
    base: GivenBase
    licence: Line
    consent: Flag
    credit: Line
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """A contribution with its texts and pictures, by their path in the zip."""

    file: ContributionFile
    contents: Mapping[str, bytes]

    @property
    def file_name(self) -> str:
        return f"contribution-{self.file.academy.id}-{self.file.base.edition}.zip"

    @property
    def data(self) -> bytes:
        """The zip's bytes; the same contribution, the same bytes."""
        return packed({FILE: written(self.file).encode(), **self.contents})

    def only(self, items: tuple[Item, ...]) -> Contribution:
        """The same with those items alone, and with their texts and pictures."""
        named = {file for item in items for file in item.files}
        contents = {file: data for file, data in self.contents.items() if file in named}
        return Contribution(dataclasses.replace(self.file, items=items), contents)

    def text(self, file: str | None) -> str:
        """A text of it, or nothing."""
        return decoded(self.contents[file], file) if file else ""

    def digest_of(self, item: Item) -> str:
        """What tells an item from every other: whose it is, what it says, and its texts."""
        total = hashlib.sha256(f"{self.file.academy.id}\n{self.file.credit}\n".encode())
        total.update("\n".join(_item(item)).encode())
        for file in (item.ours, item.base, *item.pictures.values()):
            total.update(self.contents[file] if file else b"-")
        return f"sha256:{total.hexdigest()}"


def written(file: ContributionFile) -> str:
    """`contribution.yml` as text."""
    giver: dict[str, Plain] = {"id": file.academy.id, "name": file.academy.name}
    if file.academy.contact:
        giver["contact"] = file.academy.contact
    base: dict[str, Plain] = {"course": file.base.course, "edition": file.base.edition, "digest": file.base.digest}
    if file.base.over:
        base["over"] = dict(file.base.over)
    lines = [
        "# Written by coachloom contribute: what an academy offers to the course it builds on.",
        "format: 1",
        f"academy: {_mapping(giver)}",
        f"base: {_mapping(base)}",
        f"licence: {quoted(file.licence)}",
        f"consent: {str(file.consent).lower()}",
        f"credit: {quoted(file.credit)}",
        "items:",
    ]
    for item in file.items:
        first, *rest = _item(item)
        lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    return "\n".join([*lines, ""])


def _item(item: Item) -> Iterator[str]:
    yield f"verb: {item.verb.value}"
    for name in ("element", "kind", "title"):
        yield f"{name}: {quoted(getattr(item, name))}"
    yield f"rule: {item.rule.value}"
    yield f"modified: {quoted([one.value for one in item.modified])}"
    words: dict[str, str | None] = {
        "departs_until": item.departs_until,
        "timing": item.timing and item.timing.value,
        **{name: getattr(item, name) for name in ("why", "expect", "found", "by", "to", "after", "before")},
        "ours": item.ours,
        "base": item.base,
    }
    for name, value in words.items():
        if value is not None:
            yield f"{name}: {quoted(value)}"
    for name, values in (("values", item.values), ("were", item.were), ("pictures", item.pictures)):
        if values:
            yield f"{name}: {_mapping(values)}"


def _mapping(values: Mapping[str, Plain]) -> str:
    return quoted(dict(values))


def read_contribution(path: Path) -> Contribution:
    """The contribution in the zip ``path``.

    Raises ProblemsFound: FILE, ZIP and the like for the archive, CONTRIBUTION where it is none or not whole, and
    whatever is wrong with `contribution.yml`. Texts are not judged here: the course is checked with them.
    """
    return contribution_of(read_zip(path), path.name)


def contribution_of(contents: Mapping[str, bytes], name: str) -> Contribution:
    """The contribution that a zip of that name holds; see `read_contribution`."""
    inside = folder_inside(contents, FILE)
    contents = {file.removeprefix(inside): data for file, data in contents.items() if file.startswith(inside)}
    if FILE not in contents:
        raise ProblemsFound([_no_contribution(name, f"it holds no {FILE}")])
    where = f"{printable(name)}/{FILE}"
    document = read_yaml(decoded(contents[FILE], where), where)
    file = validated(ContributionFile, document.data, document)
    found = [*_not_agreed(file, document), *_not_whole(file, document, contents)]
    if found:
        raise ProblemsFound(found)
    named = {one for item in file.items for one in item.files}
    return Contribution(file, {one: contents[one] for one in sorted(named)})


def _not_agreed(file: ContributionFile, document: Document) -> Iterator[Problem]:
    if not file.consent or file.licence != LICENCE:
        yield Problem(
            code="CONTRIBUTION",
            what=f"It does not say that {file.academy.name} agrees to the licence {LICENCE}.",
            place=document.place(("consent" if not file.consent else "licence",)),
            because="Without their consent nothing of it may stand in the course.",
            do="ask them to make it again with coachloom contribute, which asks for the consent",
        )


_NEEDS: Mapping[Verb, tuple[str, ...]] = {
    Verb.SET: ("values",),
    Verb.REPLACE: ("ours", "base"),
    Verb.ADD: ("ours", "to"),
}


def _not_whole(file: ContributionFile, document: Document, contents: Mapping[str, bytes]) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    if not file.items:
        yield _broken(document, (), "It offers nothing.")
    for number, item in enumerate(file.items):
        loc = ("items", number)
        for name in _NEEDS.get(item.verb, ()):
            if not getattr(item, name):
                yield _broken(document, loc, f"`{name}` is missing for `{item.verb}: {item.element}`.")
        if item.verb is Verb.ADD and not (is_id(item.element) and item.element.startswith(f"{file.academy.id}-")):
            yield _broken(document, loc, f"`{item.element}` is no id that begins with `{file.academy.id}-`.")
        if not re.fullmatch(r"[0-9]{1,6}", item.values.get("minutes", "0")):
            yield _broken(document, loc, "Its minutes are no whole number.")
        if (item.verb, item.element) in seen:
            yield _broken(document, loc, f"`{item.verb}: {item.element}` stands in it twice.")
        seen.add((item.verb, item.element))
        yield from _files_missing(item, document, loc, contents)


def _files_missing(
    item: Item, document: Document, loc: tuple[str | int, ...], contents: Mapping[str, bytes]
) -> Iterator[Problem]:
    named = [(item.ours, OURS, {".md"}), (item.base, BASE, {".md"})]
    named += [(picture, ASSETS, set(SHOWN)) for picture in item.pictures.values()]
    for name, folder, endings in named:
        if name is None:
            continue
        path = PurePosixPath(name)
        if path.parts[:1] != (folder,) or path.suffix not in endings:
            yield _broken(document, loc, f'"{printable(name)}" is no file of {folder}/ that is read.')
        elif name not in contents:
            yield _broken(document, loc, f'"{printable(name)}" is not in the zip.')
        elif path.suffix == ".md":
            try:
                decoded(contents[name], f"{document.file.rpartition('/')[0]}/{name}")
            except ProblemsFound as found:
                yield from found.problems


def _broken(document: Document, loc: tuple[str | int, ...], what: str) -> Problem:
    return Problem(code="CONTRIBUTION", what=what, place=document.place(loc), do=_ASK_AGAIN)


_ASK_AGAIN = "ask for the contribution again, and use the file as it comes"


def _no_contribution(name: str, why: str) -> Problem:
    what = f"{printable(name)} is no contribution: {why}."
    do = "name zips that coachloom contribute made; an edition is for coachloom upgrade"
    return Problem(code="CONTRIBUTION", what=what, place=Place(printable(name)), do=do)
