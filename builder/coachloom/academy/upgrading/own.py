"""Something that the course no longer has, as an element of the academy's own, with what the academy made of it."""

from __future__ import annotations

from coachloom.academy.content import text_of
from coachloom.academy.entry_text import Plain, quoted
from coachloom.academy.upgrading.finding import Own
from coachloom.academy.upgrading.matter import Ground
from coachloom.course.formats import SECTIONS
from coachloom.course.kinds import Card, Element, Page, Prompt, Session
from coachloom.course.model import Course
from coachloom.course.values import LOCAL_TOPIC


def as_own(ground: Ground, named: str) -> Own | None:
    """The element that ``named``, or the session whose section it is, would be; None where it has no place."""
    course = ground.ours.course
    element = course.elements.get(named.partition("/")[0])
    if not isinstance(element, (Session, Card, Page, Prompt)):
        return None
    place = _place(ground, element)
    if place is None:
        return None
    id = f"{ground.academy}-{element.id}"
    fields: dict[str, Plain] = {"add": id, **place}
    return Own(fields=fields, text=_file(ground, element, id))


def _place(ground: Ground, element: Element) -> dict[str, Plain] | None:
    """Where it would stand: in the same container, after what it stood after, if those are still there."""
    old, now = ground.was.course, ground.now.course
    if isinstance(element, (Card, Page)):
        return {"to": now.programme.id}
    container = old.container_of(old.elements[element.id])
    to = ground.ways.of(container.id).to_one if container else ""
    if not container or not to:
        return None
    siblings = old.children_of(container)
    before = siblings[: siblings.index(element.id)]
    after = next((there for id in reversed(before) if (there := ground.ways.of(id).to_one)), "")
    inside = now.children_of(now.elements[to])
    return {"to": to, **({"after": after} if after in inside else {})}


def _file(ground: Ground, element: Element, id: str) -> str:
    facts = [f"id: {id}", f"kind: {element.kind}"]
    if isinstance(element, Prompt):
        return _with_facts(facts, text_of(element))
    facts.append(f"title: {quoted(element.title)}")
    if isinstance(element, Session):
        known = ground.now.course.elements
        facts += [
            f"topic: {element.topic if element.topic in known else LOCAL_TOPIC}",
            f"part: {element.part.value}",
            f"minutes: {element.minutes}",
            f"mode: {element.mode.value}",
            f"outcomes: {quoted([one for one in element.outcomes if one in known])}",
            f"requires: {quoted([one for one in element.requires if one in known])}",
        ]
        return _with_facts(facts, _sections(ground.ours.course, element))
    return _with_facts(facts, text_of(element))


def _with_facts(facts: list[str], text: str) -> str:
    return "\n".join(["---", *facts, "---", text.strip("\n"), ""])


def _sections(course: Course, session: Session) -> str:
    known = [section for name in SECTIONS if (section := course.section(session.id, name))]
    return "\n\n".join(f"## {section.title}\n\n{section.text.text.strip()}" for section in known)
