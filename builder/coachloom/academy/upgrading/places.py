"""What the academy added, left out or moved, when the course around it has changed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from coachloom.academy.boxes import Answer, Option, Question
from coachloom.academy.changes import Add, Move
from coachloom.academy.listing import title_and_id
from coachloom.academy.upgrading.asking import EXCEPTION, excepted, one_of, said_of, unfit
from coachloom.academy.upgrading.finding import GOES, Edit, Finding, Status, by_key, settled
from coachloom.academy.upgrading.matter import Ground, Matter
from coachloom.course.hashing import hash_of
from coachloom.course.kinds import Element
from coachloom.course.model import Course
from coachloom.course.values import is_id

AFTER, CALLED = "after", "called"


def left_out(matter: Matter) -> Finding:
    """What becomes of a `leave_out` entry whose element is still there."""
    if matter.against:
        return _stands_against(matter, "put it back: the course keeps it everywhere")
    return _current(matter)


def moved(matter: Matter, change: Move) -> Finding:
    """What becomes of a `move` entry whose element is still there."""
    if _stands_so(matter, change):
        said = f"The course has {matter.title} in that place itself now."
        return Finding(entry=matter.entry, status=Status.ABSORBED, title=matter.title, said=said, settle=settled(GOES))
    codes = {problem.code for problem in matter.against}
    way = matter.way_of_anchor()
    if codes == {"NEIGHBOUR"} or (way and not way.to_one):
        return _without_neighbour(matter, Option("goes", "leave it where the course has it"), {"goes": GOES})
    if matter.against:
        return _stands_against(matter, "leave it where the course has it")
    return _current(matter)


def _stands_so(matter: Matter, change: Move) -> bool:
    """Whether the new edition has it beside that neighbour, and the old one did not."""
    ground = matter.ground
    return _beside(ground.now.course, matter.now, change) and not _beside(ground.was.course, matter.was, change)


def _beside(course: Course, element: Element, change: Move) -> bool:
    container = course.container_of(element)
    pair = (change.after, element.id) if change.after else (element.id, change.before)
    return pair in [*pairwise(course.children_of(container))] if container else False


def added(matter: Matter, change: Add) -> Finding:
    """What becomes of an `add` entry whose container is still there."""
    if change.add in matter.ground.adopted:
        return _adopted(matter, change)
    if any(problem.code == "ID" for problem in matter.against):
        return _collided(matter, change)
    way = matter.way_of_anchor()
    if {problem.code for problem in matter.against} == {"NEIGHBOUR"} or (way and not way.to_one):
        end = Edit(fields={"after": None, "before": None})
        return _without_neighbour(matter, Option("end", "put it at the end"), {"end": end})
    if matter.against:
        return _stands_against(matter, "take it out; its text goes into the history")
    return _current(matter)


def _current(matter: Matter) -> Finding:
    return Finding(entry=matter.entry, status=Status.CURRENT, title=matter.title)


def _stands_against(matter: Matter, instead: str) -> Finding:
    said = said_of(matter.against[0])
    outside = {problem.code for problem in matter.against} & {"CHILDREN", "BOUNDS"}
    status = Status.OUTSIDE_BOUNDS if outside else Status.NOW_FIXED
    body = f"{said}\n\nWhy you did it: {matter.change.why}"
    return Finding(
        entry=matter.entry,
        status=status,
        title=matter.title,
        said=said,
        questions=(Question(f"{matter.title}: {status}", body, (Option("goes", instead), EXCEPTION)),),
        settle=by_key({"goes": GOES, "exception": excepted(matter.ground)}),
    )


def _without_neighbour(matter: Matter, option: Option, edits: dict[str, Edit]) -> Finding:
    old = matter.entry.change
    anchor = (old.after or old.before or "") if isinstance(old, (Add, Move)) else ""
    said = f"{matter.title} stood beside {matter.ground.named(anchor)}, which is not there any more."
    container = matter.now if isinstance(old, Add) else matter.ground.now.course.container_of(matter.now)
    known = [id for id in (matter.ground.now.course.children_of(container) if container else ()) if "/" not in id]
    inside = "\n".join(f"- {title_and_id(matter.ground.now.course, id)}" for id in known if id != old.target)
    beside = Option("after", "put it directly after another one, by its id", (AFTER,))

    def after(answer: Answer) -> Edit:
        return Edit(fields={"after": one_of(answer, AFTER, set(known) - {old.target}), "before": None})

    where = title_and_id(matter.ground.now.course, container.id) if container else ""
    body = f"{said}\n\nIn {where} stand now:\n\n{inside}"
    return Finding(
        entry=matter.entry,
        status=Status.RETIRED,
        title=matter.title,
        said=said,
        questions=(Question(f"{matter.title}: its neighbour is {Status.RETIRED}", body, (option, beside)),),
        settle=by_key({**edits, "after": after}),
    )


def _adopted(matter: Matter, change: Add) -> Finding:
    """The course took over what the academy had added, perhaps under another name, perhaps in other words."""
    ground = matter.ground
    way = ground.ways.of(change.add)
    ours, theirs = ground.ours.course, ground.now.course
    if all(_says_the_same(ours, change.add, theirs, id) for id in way.now):
        names = " and ".join(title_and_id(theirs, id) for id in way.now) or "something else"
        said = f"The course took it over as {names}. Yours goes into the history; thank you."
        return Finding(entry=matter.entry, status=Status.ABSORBED, title=matter.title, said=said, settle=settled(GOES))
    names = " and ".join(title_and_id(theirs, id) for id in way.now)
    said = f"The course took it over as {names}, in words of its own; thank you."
    keep = Option("ours", "keep ours besides, under another id", (CALLED,))
    return Finding(
        entry=matter.entry,
        status=Status.CHOICE,
        title=matter.title,
        said=said,
        questions=(Question(f"{matter.title}: {Status.CHOICE}", said, (Option("course", "take the course's"), keep)),),
        settle=by_key({"course": GOES, "ours": _called(ground)}),
    )


def _says_the_same(ours: Course, own: str, theirs: Course, id: str) -> bool:
    one, other = ours.elements.get(own), theirs.elements.get(id)
    if one is None or other is None or hash_of(one) != hash_of(other):
        return False
    mine = {section.name: hash_of(section) for section in ours.sections_of(own)}
    return mine == {section.name: hash_of(section) for section in theirs.sections_of(id)}


def _collided(matter: Matter, change: Add) -> Finding:
    taken = next(problem for problem in matter.against if problem.code == "ID")
    said = f"{taken.what} Yours has it too, from {matter.entry.place}."
    options = (
        Option("ours", "call ours otherwise", (CALLED,)),
        Option("goes", "take ours out; it goes into the history"),
    )
    return Finding(
        entry=matter.entry,
        status=Status.COLLIDED,
        title=matter.title,
        said=said,
        questions=(Question(f"Your own {change.add}: {Status.COLLIDED}", said, options),),
        settle=by_key({"ours": _called(matter.ground), "goes": GOES}),
    )


def _called(ground: Ground) -> Callable[[Answer], Edit]:
    def edit(answer: Answer) -> Edit:
        id = answer.blanks[CALLED].strip("`\"'")
        taken = id in ground.now.course.elements or id in ground.ways.redirects or id in ground.ours.course.elements
        if not is_id(id) or not id.startswith(f"{ground.academy}-") or taken:
            raise unfit(answer, f"`{id}` cannot be its id.", f"write a free id that begins with {ground.academy}-")
        return Edit(fields={"add": id})

    return edit
