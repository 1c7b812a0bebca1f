"""Everything that differs from one course to another; what is read alike is not told.

An element is told where its hash is another, where it is new, gone or renamed, where it stands in another place, or
where other rules hold for it; no other element is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coachloom.academy.differing.changed import Changed, Did, FieldChange, Moved
from coachloom.academy.differing.places import moves
from coachloom.academy.differing.redirected import renamed, where_they_went
from coachloom.academy.differing.values import differing_fields, differing_rules, plain
from coachloom.academy.listing import title_of, walk
from coachloom.course.hashing import fixed_children, hash_of
from coachloom.course.kinds import Element, Programme
from coachloom.course.model import Course, Schedule


def changes_between(old: Course, new: Course) -> tuple[Changed, ...]:
    """Every element that differs, in the order of the year; what is gone stands where it stood."""
    went = where_they_went(old, new)
    now = renamed(old, new, went)
    was = {new_id: old_id for old_id, new_id in now.items()}
    moved = moves(old, new, now)
    found: dict[str, Changed] = {}
    for id, element in new.elements.items():
        before = old.elements.get(was.get(id, id))
        if before is None:
            found[id] = _whole(new, element, Did.ADDED)
        elif changed := _compared(old, before, new, element, moved.get(id)):
            found[id] = changed
    for id, heirs in went.items():
        if id not in now:
            retired = next((r.retired for r in new.redirects if r.was == id and r.retired), "")
            found[id] = _whole(old, old.elements[id], Did.GONE, heirs, retired)
    return tuple(found[id] for id in in_order_of_both(old, new, now) if id in found)


def _whole(course: Course, element: Element, did: Did, now: tuple[str, ...] = (), retired: str = "") -> Changed:
    """An element that stands in one of the two courses alone."""
    title = title_of(course, element)
    return Changed(id=element.id, kind=element.kind, title=title, did=did, meaning=True, now=now, retired=retired)


def _compared(old: Course, before: Element, new: Course, after: Element, moved: Moved | None) -> Changed | None:
    kept_before, kept_after = fixed_children(old, before), fixed_children(new, after)
    frame = _frame(old.schedule, new.schedule) if isinstance(after, Programme) else ()
    same_id = before.id == after.id
    if before == after and kept_before == kept_after and not (moved or frame):
        return None
    fields, texts = differing_fields(before, after)
    fields = (*fields, *frame)
    if kept_before != kept_after:
        fields = (*fields, FieldChange("children", kept_before, kept_after))
    rules = differing_rules(before, after)
    if same_id and not (fields or texts or rules or moved):
        return None
    return Changed(
        id=after.id,
        kind=after.kind,
        title=title_of(new, after),
        did=Did.CHANGED if same_id else Did.RENAMED,
        meaning=hash_of(before, kept_before) != hash_of(after, kept_after),
        was="" if same_id else before.id,
        fields=fields,
        rules=rules,
        texts=texts,
        moved=moved,
    )


def _frame(old: Schedule, new: Schedule) -> tuple[FieldChange, ...]:
    """The frame of every day, which is no element: told with the course itself."""
    pairs = {
        "start": (plain(old.start), plain(new.start)),
        "breaks": tuple(
            tuple(f"{plain(one.at)} for {one.minutes} minutes" for one in each.breaks) for each in (old, new)
        ),
    }
    return tuple(FieldChange(name, before, after) for name, (before, after) in pairs.items() if before != after)


def in_order_of_both(old: Course, new: Course, now: Mapping[str, str]) -> tuple[str, ...]:
    """All ids in the order of the year: those of the new course, and each that is gone behind what it stood behind."""
    behind: dict[str, list[str]] = {}
    last = ""
    for id in _all_in_order(old):
        here = now.get(id, id)
        if here in new.elements:
            last = here
        else:
            behind.setdefault(last, []).append(id)
    order = list(behind.get("", ()))
    for id in _all_in_order(new):
        order += [id, *behind.get(id, ())]
    return tuple(order)


def _all_in_order(course: Course) -> Iterator[str]:
    walked = dict.fromkeys(walk(course))
    yield from walked
    yield from (id for id in course.elements if id not in walked)
