"""What is told of each element: what was done, in words, why and by whom, and the sentences that differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coachloom.academy.differing.between import changes_between
from coachloom.academy.differing.changed import Changed, Did
from coachloom.academy.differing.grouped import heading_of
from coachloom.academy.differing.values import as_text
from coachloom.academy.differing.words import Pair, in_words
from coachloom.academy.listing import RULES
from coachloom.course.kinds import Asset, Element
from coachloom.course.model import Course


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something was done; ``about`` says what, where one element has several reasons."""

    why: str
    about: str = ""
    by: str = ""
    prompted_by: str = ""
    """Who led the course to it."""
    expect: str = ""
    found: str = ""
    until: str = ""
    """The edition until which it is an agreed exception, if it is one."""
    agreed_by: tuple[str, ...] = ()
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One element of the list; ``did`` are short clauses."""

    changed: Changed
    heading: str
    light: str
    did: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()
    file: str = ""
    """The file that an added element or a text stands in."""
    added_text: str = ""

    @property
    def id(self) -> str:
        return self.changed.id

    def is_of(self, id: str) -> bool:
        """Whether it is the element, or a section of it."""
        return id in (self.id, self.id.partition("/")[0])


def items_between(
    old: Course, new: Course, reasons: Mapping[str, tuple[Reason, ...]] | None = None
) -> tuple[Item, ...]:
    """Everything that differs between two editions; ``reasons`` by id, where the new one gives them."""
    given = reasons or {}
    changes = changes_between(old, new)
    pair = Pair(old, new, {one.was: one.id for one in changes if one.was})
    found = without_parts_of_the_whole(changes)
    return tuple(item_of(pair, one, given.get(one.id) or given.get(one.was, ())) for one in found)


def without_parts_of_the_whole(found: tuple[Changed, ...]) -> tuple[Changed, ...]:
    """Sections that came, went or got another id with their owner are not told one by one."""
    whole = {(one.id, one.did) for one in found if one.did is not Did.CHANGED}
    return tuple(
        one for one in found if (one.id.partition("/")[0], one.did) not in whole or "/" not in one.id or one.differs
    )


def item_of(pair: Pair, changed: Changed, reasons: tuple[Reason, ...] = (), *, own: bool = False) -> Item:
    """One element as it is told; ``own`` where an academy tells of its own changes to its base."""
    gone, added = changed.did is Did.GONE, changed.did is Did.ADDED
    course = pair.old if gone else pair.new
    element = course.elements[changed.id]
    ruling = pair.old.elements.get(changed.was or changed.id, element)
    file = course.sources[element.id].document.file
    has_own_text = added or bool(own and changed.texts)
    return Item(
        changed=changed,
        heading=heading_of(course, element),
        light="your own" if own and added else RULES[ruling.rule],
        did=in_words(pair, changed, own=own),
        reasons=reasons,
        file=file if has_own_text else "",
        added_text=_whole_text(course, element) if added else "",
    )


def _whole_text(course: Course, element: Element) -> str:
    """All that an element says, its sections with their headings."""
    own = "" if isinstance(element, Asset) else as_text(getattr(element, "text", None))
    sections = (f"## {section.title}\n\n{section.text.text}" for section in course.sections_of(element.id))
    return "\n\n".join(part for part in (own, *sections) if part)
