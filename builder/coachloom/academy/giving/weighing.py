"""What a contribution is to the course as it stands now: three-way, as in an upgrade, and what may be decided."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from coachloom.academy.content import text_of
from coachloom.academy.giving.contribution import Contribution, Item, Verb
from coachloom.academy.giving.decided import Decided
from coachloom.academy.listing import title_of, walk
from coachloom.academy.merging.texts import Merged, alike, merge_texts
from coachloom.academy.ways import Ways, with_new_names
from coachloom.course.kinds import Card, Day, Element, Month, Page, Programme, Prompt, Section, Session, Task
from coachloom.course.model import Course
from coachloom.course.values import LOCAL_TOPIC

SETTABLE = ("title", "minutes", "mode")
"""Fields that can be taken over by program, where they stand among the facts of a Markdown file."""

_OWN_TOPIC = re.compile(rf"(?m)^topic:[ \t]*{LOCAL_TOPIC}[ \t]*(#.*)?$")


@dataclass(frozen=True, eq=False)
class Offer:
    """One item of a contribution, held against the course; equal to itself alone."""

    contribution: Contribution
    item: Item
    course: Course
    id: str
    """What it is about, as the course calls it now; the id that it would get, for something added."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Names of the academy's own, and old names of the course's, that its text would bear in the course."""

    @cached_property
    def digest(self) -> str:
        return self.contribution.digest_of(self.item)

    @property
    def academy(self) -> str:
        return self.contribution.file.academy.id

    @property
    def element(self) -> Element | None:
        """The element as it is now; the container, for something added."""
        named = self.renamed.get(self.item.to or "", self.item.to or "") if self.item.verb is Verb.ADD else self.id
        return self.course.elements.get(named)

    @cached_property
    def merged(self) -> Merged | None:
        """The text joined with what the course says now; None where it brings no text for an element that is there."""
        if self.item.verb is not Verb.REPLACE or self.element is None or not hasattr(self.element, "text"):
            return None
        base, ours = self.given(self.item.base), self.given(self.item.ours)
        return merge_texts(base, text_of(self.element), ours)

    def given(self, file: str | None) -> str:
        """A text of the contribution, as it would be in the course."""
        return f"{with_new_names(self.contribution.text(file), self.renamed).strip(chr(10))}\n"

    @property
    def said_already(self) -> bool:
        """Whether the course says so already."""
        if self.item.verb is Verb.SET:
            return bool(self.item.values) and all(self.value_now(n) == v for n, v in self.item.values.items())
        merged = self.merged
        if merged is None or self.element is None:
            return False
        return merged.clean and alike(merged.text(), text_of(self.element))

    def value_now(self, name: str) -> str:
        numbers: Mapping[str, int] = getattr(self.element, "numbers", {})
        value = numbers.get(name, getattr(self.element, name, ""))
        return str(value)

    @property
    def clashing(self) -> tuple[str, ...]:
        """Fields that the course has changed since, in another way."""
        now = {name: self.value_now(name) for name in self.item.values}
        return tuple(n for n, v in self.item.values.items() if now[n] not in (v, self.item.were.get(n, v)))

    @property
    def by_hand(self) -> str:
        """Why no program can take it over; nothing where one can."""
        if self.element is None:
            return "What it is about is not in the course: it is gone, or it is a region's own."
        return _BY_HAND[self.item.verb](self.item, self.element)

    @property
    def as_it_is(self) -> bool:
        """Whether it can be taken over without a word changed."""
        if self.by_hand:
            return False
        if self.item.verb is Verb.SET:
            return not self.clashing
        if self.item.verb is Verb.ADD:
            return not _OWN_TOPIC.search(self.contribution.text(self.item.ours))
        return self.merged is not None and self.merged.clean

    @property
    def wanted(self) -> str:
        """The text as it would stand in the course; where both changed a sentence, with theirs."""
        if self.item.verb is Verb.ADD:
            return self.given(self.item.ours)
        merged = self.merged
        return merged.text([clash.theirs for clash in merged.clashes]) if merged else ""

    @property
    def title(self) -> str:
        return (
            title_of(self.course, self.element) if self.element and self.item.verb is not Verb.ADD else self.item.title
        )


def _set_by_hand(item: Item, element: Element) -> str:
    others = [name for name in item.values if name not in SETTABLE]
    if others:
        return f"Changed in the course by hand: {', '.join(others)}."
    in_facts = isinstance(element, (Month, Day, Session, Task, Card, Page))
    return "" if in_facts else f"The facts of a {element.kind} are changed by hand."


def _replaced_by_hand(_: Item, element: Element) -> str:
    return "" if isinstance(element, (Section, Card, Page, Prompt)) else "There is no text of that kind any more."


def _added_by_hand(item: Item, element: Element) -> str:
    fits = isinstance(element, _HOLDS.get(item.kind, ()))
    return "" if fits else f"A {item.kind} is added to the course by hand."


_HOLDS: Mapping[str, tuple[type[Element], ...]] = {"session": (Day,), "card": (Programme,), "page": (Programme,)}

_BY_HAND: Mapping[Verb, Callable[[Item, Element], str]] = {
    Verb.SET: _set_by_hand,
    Verb.REPLACE: _replaced_by_hand,
    Verb.ADD: _added_by_hand,
    Verb.LEAVE_OUT: lambda *_: "What goes from the course goes by hand, with a redirect that says why.",
    Verb.MOVE: lambda *_: "The order of the course is changed by hand.",
}


def weighed(course: Course, contributions: Iterable[Contribution], decided: Sequence[Decided]) -> tuple[Offer, ...]:
    """Everything that is still to be decided, by element in the order of the year, then by academy."""
    done = {one.item for one in decided if one.decision.value != "wait"}
    ways = Ways.into(course)
    taken = {*course.elements, *(redirect.was for redirect in course.redirects)}
    offers: list[Offer] = []
    for contribution in sorted(contributions, key=lambda one: (one.file.academy.id, one.file.base.edition)):
        open_items = [item for item in contribution.file.items if contribution.digest_of(item) not in done]
        own = _own_names(contribution, open_items, taken)
        taken |= set(own.values())
        renamed = {**ways.renamed(), **own}
        for item in open_items:
            id = own[item.element] if item.verb is Verb.ADD else ways.of(item.element).to_one or item.element
            offers.append(Offer(contribution, item, course, id, renamed))
    order = {id: number for number, id in enumerate(dict.fromkeys([*walk(course), *course.elements]))}
    last = len(order)
    return tuple(
        sorted(offers, key=lambda one: (order.get(_where(one), last), _where(one), one.academy, one.item.verb))
    )


def _where(offer: Offer) -> str:
    element = offer.element
    return element.id if element else offer.id


def _own_names(contribution: Contribution, items: Sequence[Item], taken: set[str]) -> dict[str, str]:
    """What the academy's own things would be called in the course: without its id in front, if that is free."""
    prefix, found = f"{contribution.file.academy.id}-", dict[str, str]()
    own = [item.element for item in items if item.verb is Verb.ADD]
    for id in dict.fromkeys([*own, *(picture for item in items for picture in item.pictures)]):
        plain = id.removeprefix(prefix)
        tried = (f"{plain}{f'-{n}' if n > 1 else ''}" for n in range(1, 1000))
        found[id] = next(one for one in tried if one not in taken and one not in found.values())
    return found
