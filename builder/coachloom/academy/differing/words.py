"""What became of an element, as short clauses in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coachloom.academy.differing.changed import Changed, Did, FieldChange, Moved, Spot, TextChange, Value
from coachloom.academy.listing import RULES, title_of
from coachloom.course.kinds import Section
from coachloom.course.model import Course
from coachloom.course.values import Rule


@dataclass(frozen=True, slots=True)
class Pair:
    """Two courses, by whose titles ids are told."""

    old: Course
    new: Course

    def title(self, id: str) -> str:
        """What stands under an id in either, in quotes; the id itself where nothing does."""
        for course in (self.new, self.old):
            if id in course.elements:
                return f'"{title_of(course, course.elements[id])}"'
        return id


def in_words(pair: Pair, changed: Changed, *, own: bool = False) -> tuple[str, ...]:
    """The clauses; ``own`` where an academy tells of its own changes to its base."""
    match changed.did:
        case Did.ADDED:
            return (_added(pair, changed),)
        case Did.GONE:
            return (_gone(pair, changed, own=own),)
    return (
        *([f"now called {changed.id} (was {changed.was})"] if changed.did is Did.RENAMED else []),
        *(clause for field in changed.fields for clause in _field(pair, field)),
        *(_text(text, own=own) for text in changed.texts),
        *([_moved(pair, changed.moved)] if changed.moved else []),
        *_rules(pair, changed.rules),
    )


def _added(pair: Pair, changed: Changed) -> str:
    element = pair.new.elements[changed.id]
    container = pair.new.container_of(element)
    owner = element.of if isinstance(element, Section) else container.id if container else ""
    where = f" to {pair.title(owner)}" if owner else ""
    before = _before(pair.new, changed.id, container.id) if container else ""
    return f"added{where}" + (f", after {pair.title(before)}" if before else "")


def _before(course: Course, id: str, container: str) -> str:
    children = course.children_of(course.elements[container])
    at = children.index(id) if id in children else 0
    return children[at - 1] if at else ""


def _gone(pair: Pair, changed: Changed, *, own: bool) -> str:
    if own or changed.id in pair.new.left_out:
        return "left out"
    heirs = f"; in its place: {_listed(pair, changed.now)}" if changed.now else ""
    return f"no longer there{heirs}" + (f": {changed.retired}" if changed.retired else "")


_NAMES = {
    "numbers": "",
    "done": "the definition of done",
    "entry": "what must hold before",
    "exit": "what must hold after",
    "help": "the help",
    "choices": "the choices",
    "note": "the note",
    "summary": "the summary",
    "role": "the role",
    "prerequisites": "the prerequisites",
    "question": "the question",
    "text": "the text",
    "children": "what every academy keeps in it",
    "outcomes": "outcomes",
    "requires": "what it requires",
    "breaks": "breaks",
    "author": "authors",
}


def name_of(field: str) -> str:
    """A field as a person calls it."""
    first, _, second = field.partition("/")
    name = _NAMES.get(first, first)
    return " ".join((second or name).replace("_", " ").replace("-", " ").split())


def _field(pair: Pair, field: FieldChange) -> Iterator[str]:
    if field.name == "digest":
        yield "another picture, or other numbers in it"
    elif isinstance(field.old, tuple) or isinstance(field.new, tuple):
        yield f"{name_of(field.name)}: {_lists(pair, field)}"
    else:
        yield f"{name_of(field.name)} {_from_to(pair, field)}"


def _from_to(pair: Pair, field: FieldChange) -> str:
    old, new = _value(pair, field.name, field.old), _value(pair, field.name, field.new)
    if field.old is None:
        return f"{new}, where there was none"
    return f"taken away (was {old})" if field.new is None else f"from {old} to {new}"


_IDS = frozenset({"topic", "phase", "next", "form", "task", "after", "before"})


def _value(pair: Pair, name: str, value: Value) -> str:
    if isinstance(value, str):
        return pair.title(value) if name in _IDS else f'"{value}"' if name == "title" else value
    return str(value)


def _lists(pair: Pair, field: FieldChange) -> str:
    """What a list holds now and before."""
    old = field.old if isinstance(field.old, tuple) else ()
    new = field.new if isinstance(field.new, tuple) else ()
    came = [one for one in new if one not in old]
    went = [one for one in old if one not in new]
    told = [f"now also {_listed(pair, came)}"] if came else []
    told += [f"no longer {_listed(pair, went)}"] if went else []
    stayed = [one for one in old if one in new] != [one for one in new if one in old]
    return "; ".join([*told, *(["in another order"] if stayed or not told else [])])


def _listed(pair: Pair, ids: tuple[str, ...] | list[str]) -> str:
    return ", ".join(pair.title(id) for id in ids)


def _text(text: TextChange, *, own: bool) -> str:
    name = name_of(text.name)
    if not text.differences:
        return f"{name} reads alike; lines or paragraphs end elsewhere"
    if own:
        return f"{name} is your own" if text.name == "text" else f"{name} is another"
    number = len(text.differences)
    return f"{name} differs in {number} {'place' if number == 1 else 'places'}"


def _moved(pair: Pair, moved: Moved) -> str:
    other = moved.old.container != moved.new.container
    return f"moved from {_spot(pair, moved.old, named=other)} to {_spot(pair, moved.new, named=other)}"


def _spot(pair: Pair, spot: Spot, *, named: bool) -> str:
    place = f"after {pair.title(spot.after)}" if spot.after else "the beginning"
    return f"{place} in {pair.title(spot.container)}" if named else place


_STRICT = (Rule.FLEXIBLE, Rule.BOUNDED, Rule.FIXED)


def _rules(pair: Pair, rules: tuple[FieldChange, ...]) -> Iterator[str]:
    closed = any(one.name == "rule" and one.new == Rule.FIXED for one in rules)
    for one in rules:
        first, _, number = one.name.partition("/")
        if first == "rule":
            yield _rule(Rule(str(one.old)), Rule(str(one.new)))
        elif first == "because":
            yield f"its reason is now: {one.new}" if one.new else "no reason is given any more"
        elif first == "bounds" and not closed:
            yield _limits(name_of(number), one)
        elif first == "children":
            yield _policy(pair, number, one)
        elif first == "flexible":
            yield f"parts that stay open: {_lists(pair, one)}"
        elif first == "audience":
            yield f"for {one.new} instead of for {one.old}"


def _rule(old: Rule, new: Rule) -> str:
    which = "stricter" if _STRICT.index(new) > _STRICT.index(old) else "less strict"
    return f"a {which} rule: {RULES[new]} instead of {RULES[old]}"


def _limits(name: str, one: FieldChange) -> str:
    if one.new is None:
        return f"no limits of {name} any more (were {one.old})"
    return f"{name} only from {one.new}" + (f" instead of {one.old}" if one.old else "")


def _policy(pair: Pair, name: str, one: FieldChange) -> str:
    if name == "add":
        return f"academies may add {one.new} instead of {one.old}"
    if name == "move":
        return f"what stands in it may{'' if one.new == 'yes' else ' not'} be moved"
    return f"what academies may leave out: {_lists(pair, one)}"
