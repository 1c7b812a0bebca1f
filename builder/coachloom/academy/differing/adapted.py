"""What an academy changed in its base: every difference with the entries that made it."""

from __future__ import annotations

import dataclasses

from coachloom.academy.changes import LeaveOut, Move
from coachloom.academy.composition import Composition
from coachloom.academy.differing.between import changes_between, in_order_of_both
from coachloom.academy.differing.changed import Changed, Did, Moved
from coachloom.academy.differing.items import Item, Reason, item_of, without_parts_of_the_whole
from coachloom.academy.differing.places import spots
from coachloom.academy.differing.words import Pair, name_of
from coachloom.academy.listing import title_of
from coachloom.academy.origins import Step, fields_of
from coachloom.academy.people import People
from coachloom.course.model import Course


def adaptations(composition: Composition, people: People) -> tuple[Item, ...]:
    """What the last layer changed, in the order of the year; an entry without effect is told as such."""
    old, new = composition.above, composition.course
    if old is None:
        return ()
    steps = _own_steps(composition)
    found = {one.id: one for one in _as_decided(changes_between(old, new), steps, old, new)}
    found |= {id: _nothing(old, id) for id in steps if id not in found and id in old.elements and id in new.elements}
    in_order = (found[id] for id in in_order_of_both(old, new, {}) if id in found)
    pair = Pair(old, new)
    return tuple(
        _named(item_of(pair, one, _reasons(steps.get(one.id, ()), people), own=True))
        for one in without_parts_of_the_whole(tuple(in_order))
    )


def _own_steps(composition: Composition) -> dict[str, tuple[Step, ...]]:
    """The entries of the last layer, by the element that they name; a rule's also by the sections that it closed."""
    found: dict[str, tuple[Step, ...]] = {}
    for id, origin in (*composition.origins.items(), *composition.left_out.items()):
        own = tuple(step for step in origin.steps if step.layer == composition.layer)
        if own:
            found[id] = own
    return found


def _as_decided(
    changes: tuple[Changed, ...], steps: dict[str, tuple[Step, ...]], old: Course, new: Course
) -> list[Changed]:
    """Moved is what an entry moved, not what stands elsewhere for it; containers only follow."""
    before, after = spots(old), spots(new)
    found = []
    for one in changes:
        moved = any(isinstance(step.change, Move) for step in steps.get(one.id, ()))
        place = Moved(before[one.id], after[one.id]) if moved and one.did is Did.CHANGED else None
        fields = tuple(field for field in one.fields if field.name != "children")
        decided = dataclasses.replace(one, moved=place, fields=fields)
        if one.did is not Did.CHANGED or fields or one.texts or one.rules or place:
            found.append(decided)
    return found


def _nothing(course: Course, id: str) -> Changed:
    """For an entry that says what the base says already."""
    element = course.elements[id]
    return Changed(id=id, kind=element.kind, title=title_of(course, element), did=Did.CHANGED, meaning=False)


def _named(item: Item) -> Item:
    return item if item.did else dataclasses.replace(item, did=("nothing differs from the base",))


def _reasons(steps: tuple[Step, ...], people: People) -> tuple[Reason, ...]:
    return tuple(_reason(step, people, alone=len(steps) == 1) for step in steps)


def _reason(step: Step, people: People, *, alone: bool) -> Reason:
    change, place = step.change, step.entry.place
    agreed = change.deviation if step.departs else None
    return Reason(
        about="" if alone else _about(step),
        why=change.why,
        by=people.of(change.by),
        expect=change.expect or "",
        found=change.found or "",
        until=agreed.until if agreed else "",
        agreed_by=tuple(shown for id in dict.fromkeys(agreed.agreed_by) if (shown := people.of(id))) if agreed else (),
        file=place.file,
        line=place.line,
    )


def _about(step: Step) -> str:
    named = ", ".join(name_of(name) for name in fields_of(step.change))
    return named or ("leaving it out" if isinstance(step.change, LeaveOut) else "adding it")
