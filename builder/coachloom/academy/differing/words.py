"""What became of an element, as short clauses in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from coachloom.academy.differing.changed import Changed, Did, FieldChange, Moved, Spot, TextChange, Value
from coachloom.academy.listing import RULES, title_of
from coachloom.course.kinds import Section
from coachloom.course.model import Course
from coachloom.course.values import Rule


@dataclass(frozen=True, slots=True)
class Pair:
    """Two courses, by whose titles ids are told; ``now`` has the new id of whatever was renamed."""

    old: Course
    new: Course
    now: Mapping[str, str] = field(default_factory=dict)

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
        *(clause for one in changed.fields if not _only_sorted(one, changed) for clause in _field(pair, one)),
        *(_text(text, own=own) for text in changed.texts),
        *([_moved(pair, changed.moved)] if changed.moved else []),
        *_rules(pair, changed.rules),
    )


def _only_sorted(one: FieldChange, changed: Changed) -> bool:
    """Where children may be moved their order means nothing, and they are listed by id."""
    freed = any(rule.name == "children/move" for rule in changed.rules)
    return freed and one.name == "children" and set(_ids(one.old)) == set(_ids(one.new))


def _ids(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


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
    places = ", ".join(f"{pair.title(id)} ({id})" for id in changed.now)
    heirs = f"; in its place: {places}" if places else ""
    return f"no longer there{heirs}" + (f": {changed.retired}" if changed.retired else "")


_NAMES = {
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


def name_of(field_name: str) -> str:
    """A field as a person calls it."""
    first, _, second = field_name.partition("/")
    name = second or _NAMES.get(first, first)
    return " ".join(name.replace("_", " ").replace("-", " ").split())


def _field(pair: Pair, one: FieldChange) -> Iterator[str]:
    if one.name == "digest":
        yield "another picture, or other numbers in it"
    elif isinstance(one.old, tuple) or isinstance(one.new, tuple):
        if told := _lists(pair, one):
            yield f"{name_of(one.name)}: {told}"
    else:
        yield f"{name_of(one.name)} {_from_to(pair, one)}"


def _from_to(pair: Pair, one: FieldChange) -> str:
    old, new = _value(pair, one.name, one.old), _value(pair, one.name, one.new)
    if one.old is None:
        return f"{new}, where there was none"
    return f"taken away (was {old})" if one.new is None else f"from {old} to {new}"


_IDS = frozenset({"topic", "phase", "next", "form", "task", "after", "before"})


def _value(pair: Pair, name: str, value: Value) -> str:
    if isinstance(value, str):
        return pair.title(value) if name in _IDS else f'"{value}"' if name == "title" else value
    return str(value)


def _lists(pair: Pair, one: FieldChange) -> str:
    """What a list holds now and before; what goes with its owner under another id is not told."""
    written = _ids(one.old)
    old = tuple(pair.now.get(id, id) for id in written)
    new = _ids(one.new)
    called = [id for id in written if id in pair.now and "/" not in id]
    came = [id for id in new if id not in old]
    went = [id for id in old if id not in new]
    told = [f"now also {_listed(pair, came)}"] if came else []
    told += [f"no longer {_listed(pair, went)}"] if went else []
    told += [f"{pair.title(id)} is now {pair.now[id]}" for id in called]
    reordered = [id for id in old if id in new] != [id for id in new if id in old]
    if reordered and not (told and one.name == "children"):  # those who moved are told themselves
        told.append("in another order")
    return "; ".join(told)


def _listed(pair: Pair, ids: Iterable[str]) -> str:
    return ", ".join(pair.title(id) for id in ids)


def _text(text: TextChange, *, own: bool) -> str:
    name = name_of(text.name)
    if not text.differences:
        return f"{name}: the same words, with lines or paragraphs ended elsewhere"
    if own and text.name == "text":
        return "with your own text"
    number = len(text.differences)
    return f"{name}: other words in {number} {'place' if number == 1 else 'places'}"


def _moved(pair: Pair, moved: Moved) -> str:
    other = moved.old.container != moved.new.container
    return f"moved from {_spot(pair, moved.old, named=other)} to {_spot(pair, moved.new, named=other)}"


def _spot(pair: Pair, spot: Spot, *, named: bool) -> str:
    place = f"after {pair.title(spot.after)}" if spot.after else "the beginning"
    return f"{place} in {pair.title(spot.container)}" if named else place


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
    which = "stricter" if new.strictness > old.strictness else "less strict"
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
