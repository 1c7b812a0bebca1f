"""The list of what was withdrawn after an edition had gone out: `curriculum/recalls.yml`, or `recalls.yml` of an academy.

It travels in every later edition. A withdrawn text is shown nowhere: not in the editions up to the one that was the
last when it was withdrawn, and not in later ones until somebody has changed it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coachloom.academy.changes import Replace
from coachloom.academy.composition import Composition
from coachloom.academy.edition import RECALLS, files_of_layer, layers_in
from coachloom.academy.entry_text import entry_text
from coachloom.academy.identity import Academy
from coachloom.academy.lock import read_base
from coachloom.academy.numbers import edition_order
from coachloom.course import kinds
from coachloom.course.hashing import hashes
from coachloom.course.kinds import Element
from coachloom.course.model import Course, Redirect
from coachloom.course.schema import validated
from coachloom.course.values import DRAFT, STRICT, Address, Date, EditionNumber, FormatOne, Line, Words
from coachloom.reading.files import Files
from coachloom.reading.text import read_text
from coachloom.reading.yaml_text import read_yaml

COURSE_FILE = "curriculum/recalls.yml"
ACADEMY_FILE = RECALLS

KINDS: tuple[type[Element], ...] = (
    kinds.Section,
    kinds.Session,
    kinds.Task,
    kinds.Card,
    kinds.Page,
    kinds.Prompt,
    kinds.Term,
    kinds.Asset,
)
"""What can be withdrawn: texts and pictures; not what holds the course together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """``edition`` was the last when the element was withdrawn, ``text`` the hash of what it said then."""

    __pydantic_config__ = STRICT

    id: Address
    why: Words
    date: Date
    edition: EditionNumber
    text: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallsFile:
    """What stands in the file."""

    __pydantic_config__ = STRICT

    format: FormatOne
    recalls: tuple[Recall, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A recall, and the layer that decided it."""

    layer: str
    recall: Recall


def read_recalls(files: Files, file: str) -> tuple[Recall, ...]:
    """The list, in its order; empty where there is no file. Raises ProblemsFound."""
    if not files.has(file):
        return ()
    document = read_yaml(read_text(files, file), file)
    return validated(RecallsFile, document.data, document).recalls


def all_recalls(root: Path, files: Files, academy: Academy) -> tuple[Listed, ...]:
    """Those of the academy in ``root``, and of every layer that it builds on; by earlier names of the texts, too.

    Raises ProblemsFound.
    """
    base = read_base(root, academy)
    own = tuple(Listed(academy.identity.id, recall) for recall in read_recalls(files, ACADEMY_FILE))
    listed = (*own, *recalls_in(base.sources, base.composition))
    return with_earlier_names(listed, base.composition.course.redirects)


def with_earlier_names(listed: Sequence[Listed], redirects: Iterable[Redirect]) -> tuple[Listed, ...]:
    """Each recall, and after all of them the same for every name under which older editions hold that text."""
    came_from: dict[str, list[str]] = {}
    for redirect in redirects:
        for now in redirect.now:
            came_from.setdefault(now, []).append(redirect.was)
    named = {(one.layer, one.recall.id) for one in listed}
    found = list(listed)
    for one in found:  # grows as it goes: a name may have had an earlier one itself
        id, (owner, slash, section) = one.recall.id, one.recall.id.partition("/")
        earlier = [*came_from.get(id, ()), *(f"{was}/{section}" for was in came_from.get(owner, ()) if slash)]
        for was in earlier:
            if (one.layer, was) not in named:
                named.add((one.layer, was))
                found.append(Listed(one.layer, dataclasses.replace(one.recall, id=was)))
    return tuple(found)


def recalls_in(sources: Mapping[str, bytes], composition: Composition) -> tuple[Listed, ...]:
    """Those of every layer of an edition with those sources. Raises ProblemsFound."""
    return tuple(
        Listed(layer.id, recall)
        for number, (folder, layer) in enumerate(zip(layers_in(sources), composition.layers, strict=True))
        for recall in read_recalls(files_of_layer(sources, folder), ACADEMY_FILE if number else COURSE_FILE)
    )


def withdrawn(composition: Composition, listed: Sequence[Listed], *, in_work: bool) -> tuple[Listed, ...]:
    """Those of ``listed`` that are to be shown nowhere in the composed course; the first of each element.

    ``in_work`` tells that its last layer is somebody's folder, and not what was released.
    """
    found: dict[str, Listed] = {}
    for one in listed:
        if one.recall.id in composition.course.elements and _concerns(one, composition, in_work=in_work):
            found.setdefault(one.recall.id, one)
    return tuple(found.values())


def _concerns(one: Listed, composition: Composition, *, in_work: bool) -> bool:
    """Whether the text is still the one that was withdrawn, and no layer below has put its own in its place."""
    names = [layer.id for layer in composition.layers]
    if one.layer not in names:
        return False
    at = names.index(one.layer)
    steps = composition.origins[one.recall.id].steps
    if any(isinstance(step.change, Replace) and names.index(step.layer.id) > at for step in steps):
        return False
    released = not in_work or at + 1 < len(names)
    return (released and is_covered(composition.layers[at].edition, one.recall)) or (
        text_hash(composition.course, one.recall.id) == one.recall.text
    )


def is_covered(edition: str, recall: Recall) -> bool:
    """Whether an edition of the layer that withdrew it is one of those that had gone out; a draft is none."""
    return not edition.endswith(DRAFT) and edition_order(edition) <= edition_order(recall.edition)


def text_hash(course: Course, id: str) -> str:
    """Of all that an element says: its sections, where it has some, else itself."""
    hashed = hashes(course)
    parts = [hashed[one] for one in sorted(hashed) if one.startswith(f"{id}/")] or [hashed[id]]
    return f"sha256:{hashlib.sha256(' '.join(parts).encode()).hexdigest()}"


def with_recall(data: bytes | None, recall: Recall) -> bytes:
    """The file with one entry more at its end; ``data`` is None where there is none yet."""
    head = (
        "# What was withdrawn after it had been published, and why. coachloom recall writes here.\n"
        "format: 1\nrecalls:\n"
    )
    entry = entry_text(
        {
            "id": recall.id,
            "why": recall.why,
            "date": recall.date.isoformat(),
            "edition": recall.edition,
            "text": recall.text,
        }
    )
    before = head if data is None else data.decode("utf-8-sig").replace("\r\n", "\n").rstrip("\n") + "\n"
    return (before + "".join(f"  {line}\n" for line in entry.split("\n"))).encode()
