"""The texts and pictures that an academy brings: what `with:` names, and what lies in `assets/`."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from coachloom.academy.changes import Add, Entry, Replace
from coachloom.academy.identity import Identity
from coachloom.academy.rights import MAY_HOLD, Case
from coachloom.course.drawings import Drawing
from coachloom.course.elements import Found, read_markdown_file
from coachloom.course.formats import FRONT_MATTER, WHOLE_TEXT
from coachloom.course.kinds import Element, Prompt, Section
from coachloom.course.load import SHOWN, read_picture
from coachloom.course.model import Source
from coachloom.course.schema import validated
from coachloom.course.values import STRICT, Rule, Words, is_id
from coachloom.problems import Place, Problem, ProblemsFound, Severity, did_you_mean
from coachloom.reading.documents import Document
from coachloom.reading.files import Files
from coachloom.reading.frontmatter import glued_headings, read_frontmatter
from coachloom.reading.markdown import Markdown, read_markdown
from coachloom.reading.paths import printable
from coachloom.reading.text import read_text

FOLDER = "content"
ASSETS = "assets"


@dataclass(frozen=True, slots=True)
class Piece:
    """An element that a layer brings, where it was written, and a picture's bytes or data."""

    element: Element
    source: Source
    data: bytes | Drawing | None = None

    @property
    def has_a_place(self) -> bool:
        """Whether its container lists it in order."""
        return not isinstance(self.element, (Section, *WHOLE_TEXT))


def replacement(files: Files, case: Case, change: Replace, edition: str) -> Piece:
    """The element with the text of the file that a `replace` entry names. Raises ProblemsFound."""
    text = _read(files, case.entry, change.with_)
    body = text.lstrip("\n")
    markdown = read_markdown(body.rstrip(), 1 + len(text) - len(body))
    document = Document(file=change.with_, data={}, text=markdown, edition=edition)
    problems = [
        *glued_headings(markdown, change.with_),
        *_no_text(document, markdown),
        *_headings_of_its_own(document, markdown, case.element),
    ]
    if problems:
        raise ProblemsFound(problems)
    source = Source(document, line=markdown.line)
    if isinstance(case.element, Prompt):
        words = validated(_PromptText, {"text": " ".join(body.split())}, document).text
        return Piece(dataclasses.replace(case.element, text=words, title=words), source)
    return Piece(dataclasses.replace(case.element, text=markdown), source)  # type: ignore[call-arg]


def text_of(element: Element) -> str:
    """The own text of a section, card, page or prompt, as a file would hold it."""
    text = getattr(element, "text", "")
    return f"{text.text if isinstance(text, Markdown) else text}\n"


@dataclass(frozen=True, slots=True)
class _PromptText:
    __pydantic_config__ = STRICT

    text: Words


def _no_text(document: Document, text: Markdown) -> Iterator[Problem]:
    if not text.text.strip():
        yield _problem(document, "CONTENT", "The file holds no text.", "write the text, and save the file")
    if text.text.startswith("---\n"):
        what = "The file begins with facts between lines of hyphens; a text that replaces another has none."
        yield _problem(document, "CONTENT", what, "keep the text alone; whatever else changes stands in changes.yml")


def _headings_of_its_own(document: Document, text: Markdown, element: Element) -> Iterator[Problem]:
    """A file that replaces a section holds what stands below its heading; that of a page is cut nowhere."""
    highest = 3 if isinstance(element, Section) else 2
    for heading in text.headings:
        if heading.level < highest:
            what = f'"{"#" * heading.level} {heading.title}" would begin another {element.kind}.'
            yield Problem(
                code="HEADING",
                what=what,
                place=document.at(heading.line),
                do=f"take it out, or begin it with {'#' * highest}",
            )


def _read(files: Files, entry: Entry, name: str) -> str:
    """The file that an entry names; what is wrong with its name is said at the entry."""
    path = PurePosixPath(name)
    if path.parts[:1] != (FOLDER,) or path.suffix != ".md":
        raise ProblemsFound(
            [
                Problem(
                    code="CONTENT",
                    what=f'"{printable(name)}" is no text file in {FOLDER}/.',
                    place=entry.field("with"),
                    id=entry.change.target,
                    do=f"put the text into {FOLDER}/ as a file that ends with .md, and name it here",
                )
            ]
        )
    if not files.has(name):
        raise ProblemsFound([_not_there(entry, name, files.listed(FOLDER)[0])])
    try:
        return read_text(files, name)
    except ProblemsFound as found:
        raise ProblemsFound(
            dataclasses.replace(p, place=entry.field("with")) if p.code in _OF_A_NAME else p for p in found.problems
        ) from found


def _not_there(entry: Entry, name: str, known: tuple[str, ...]) -> Problem:
    return Problem(
        code="FILE",
        what=f'"{printable(name)}" is not there.{did_you_mean(name, known)}',
        place=entry.field("with"),
        id=entry.change.target,
        do="put it there, or mend the name here; names are told apart by every letter",
    )


_OF_A_NAME = frozenset({"FILE", "PATH", "NAME", "LINK"})


def added(files: Files, case: Case, change: Add, edition: str) -> tuple[Piece, ...]:
    """The elements of the file that an `add` entry names, the new one first. Raises ProblemsFound."""
    document = read_frontmatter(_read(files, case.entry, change.with_), change.with_)
    written = {name: value for name, value in document.data.items() if value is not None}
    document = dataclasses.replace(document, edition=edition, data={"rule": Rule.FLEXIBLE.value, **written})
    problems = [*_wrong_kind(document, case.element), *_other_id(document, change), *_needless_anchor(document, case)]
    if problems:
        raise ProblemsFound(problems)
    match document.data["kind"]:
        case "prompt":
            return (Piece(_prompt(document, change), Source(document)),)
        case "section":
            return (Piece(_section(document, change), Source(document)),)
        case kind:
            found = Found()
            read_markdown_file(document, FRONT_MATTER[str(kind)], found)
            if found.problems:
                raise ProblemsFound(found.problems)
            return tuple(Piece(element, source) for element, source in found.elements)


def _wrong_kind(document: Document, container: Element) -> Iterator[Problem]:
    kind, allowed = document.data.get("kind"), MAY_HOLD.get(type(container), ())
    if kind not in allowed:
        what = (
            f"`kind: {kind}` cannot stand in the {container.kind} `{container.id}`." if kind else "`kind` is missing."
        )
        yield _problem(
            document, "VALUE" if kind else "MISSING", what, f"write `kind:` and one of: {', '.join(allowed)}", "kind"
        )


def _other_id(document: Document, change: Add) -> Iterator[Problem]:
    written = document.data.get("id")
    if written != change.add:
        what = f"The file says `id: {written}`, and {change.add} is added with it."
        yield _problem(document, "ID", what, f"write `id: {change.add}` in the file", "id")


def _needless_anchor(document: Document, case: Case) -> Iterator[Problem]:
    change = case.entry.change
    anchors = [name for name in ("after", "before") if getattr(change, name, None)]
    if anchors and document.data.get("kind") in ("section", "page", "card"):
        what = f"A {document.data.get('kind')} stands in no order, and has no neighbour."
        yield case.problem("NEIGHBOUR", what, f"take `{anchors[0]}` out", anchors[0])


def _prompt(document: Document, change: Add) -> Prompt:
    text = document.text.text if document.text else ""
    data = _fields(document) | {"form": change.to, "title": " ".join(text.split()), "text": " ".join(text.split())}
    return validated(Prompt, data, document, also_known=("kind",))


def _section(document: Document, change: Add) -> Section:
    data = _fields(document) | {"of": change.to, "text": document.text}
    section = validated(Section, data, document, also_known=("kind",))
    return dataclasses.replace(section, id=f"{change.to}/{section.id}")


def _fields(document: Document) -> dict[str, object]:
    return {name: value for name, value in document.data.items() if name != "kind"}


def pictures(
    files: Files, academy: Identity, edition: str, taken: Container[str]
) -> tuple[tuple[Piece, ...], tuple[Problem, ...]]:
    """Everything in `assets/` but the logo; an id is the file's name, with the academy's prefix if it has none."""
    found = Found(edition=edition)
    listed, problems = files.listed(ASSETS)
    found.problems += problems
    read: set[str] = set()
    for file in listed:
        path = PurePosixPath(file)
        id = path.stem if path.stem.startswith(f"{academy.id}-") else f"{academy.id}-{path.stem}"
        if file == academy.logo:
            continue
        if path.suffix not in SHOWN or not is_id(id):
            found.problems.append(_no_picture(file))
        elif id in taken or id in read:
            found.problems.append(_picture_twice(file, id))
        else:
            read.add(id)
            try:
                read_picture(path, files.read(file), id, found)
            except ProblemsFound as refused:
                found.problems += refused.problems
    shown: Mapping[str, bytes | Drawing] = {**found.pictures, **found.drawings}
    pieces = (Piece(element, source, shown[element.id]) for element, source in found.elements)
    return tuple(pieces), tuple(found.problems)


def _no_picture(file: str) -> Problem:
    return Problem(
        code="STRAY",
        severity=Severity.NOTES,
        what="This file is no picture that a page can show, and nothing reads it.",
        place=Place(file),
        do=f"give it a name of lower-case letters, digits and hyphens, ending with one of: {', '.join(sorted(SHOWN))}",
    )


def _picture_twice(file: str, id: str) -> Problem:
    return Problem(
        code="ID",
        what=f"The id `{id}` is taken, by another picture or by something that was added.",
        place=Place(file),
        id=id,
        do="rename the file; the ending does not tell two pictures apart",
    )


def _problem(document: Document, code: str, what: str, do: str, *field: str) -> Problem:
    return Problem(code=code, what=what, place=document.place(field), do=do)
