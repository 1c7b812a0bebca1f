"""Entries whose element has left the course, or lives on in several parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coachloom.academy.boxes import Answer, Option, Question, in_quotes
from coachloom.academy.changes import Add, Entry, LeaveOut, Move, Replace
from coachloom.academy.listing import title_and_id
from coachloom.academy.rights import MAY_HOLD, WITH_TEXT
from coachloom.academy.upgrading.asking import one_of
from coachloom.academy.upgrading.finding import GOES, Edit, Finding, Status, by_key, settled
from coachloom.academy.upgrading.matter import Ground
from coachloom.academy.upgrading.own import as_own
from coachloom.course.values import Rule
from coachloom.reading.text import read_text

ELSEWHERE = "in place of"


def lost(ground: Ground, entry: Entry) -> Finding:
    """What becomes of an entry whose element has no place in the new edition, or more than one."""
    change = entry.change
    named = change.names
    way = ground.ways.of(named)
    if isinstance(change, LeaveOut) and not way.now:
        said = f"The course has let go of {ground.named(named)} itself.{_reason(way.why_gone)}"
        return Finding(entry=entry, status=Status.ABSORBED, title=ground.named(named), said=said, settle=settled(GOES))
    if way.now:
        return _split(ground, entry, named, way.now)
    return _retired(ground, entry, named, way.why_gone)


def _reason(why: str) -> str:
    return f" Its reason: {why}" if why else ""


def _split(ground: Ground, entry: Entry, named: str, parts: tuple[str, ...]) -> Finding:
    names = ", ".join(title_and_id(ground.now.course, id) for id in parts)
    said = f"{ground.named(named)} is now in several parts: {names}."
    options = [
        Option(id, f"{_verb(entry)} {title_and_id(ground.now.course, id)}") for id in parts if _may(ground, entry, id)
    ]
    edits: dict[str, Edit | Callable[[Answer], Edit]] = {
        o.key: Edit(fields={entry.change.names_by: o.key}) for o in options
    }
    drop = Option("goes", "none of them; ours goes into the history")
    body = _body(ground, entry, said)
    return Finding(
        entry=entry,
        status=Status.SPLIT,
        title=ground.named(named),
        said=said,
        questions=(Question(f"{ground.named(named)}: {Status.SPLIT}", body, (*options, drop)),),
        settle=by_key({**edits, "goes": GOES}),
    )


def _verb(entry: Entry) -> str:
    match entry.change:
        case Replace():
            return "ours stands in place of"
        case Add():
            return "put ours into"
        case LeaveOut():
            return "leave out"
        case Move():
            return "move"
    return "set it for"


def _may(ground: Ground, entry: Entry, id: str) -> bool:
    """Whether the kind of change is one for the kind of element; what the rules say is judged with the whole."""
    element = ground.now.course.elements[id]
    match entry.change:
        case Replace():
            return isinstance(element, WITH_TEXT)
        case Add():
            return type(element) in MAY_HOLD
    return True


def _retired(ground: Ground, entry: Entry, named: str, why: str) -> Finding:
    said = f"{ground.named(named)} is no longer in the course.{_reason(why)}"
    options: list[Option] = []
    edits: dict[str, Edit | Callable[[Answer], Edit]] = {"goes": GOES}
    own = None if isinstance(entry.change, Add) else as_own(ground, named)
    if own:
        options.append(Option("own", f"keep it as our own, as {own.id}"))
        edits["own"] = Edit(goes=True, own=own)
    if isinstance(entry.change, Replace):
        options.append(Option("elsewhere", "our text stands in place of another one, named by its id", (ELSEWHERE,)))
        edits["elsewhere"] = _elsewhere(ground, "replace", WITH_TEXT)
    elif isinstance(entry.change, Add):
        options.append(Option("elsewhere", "put ours into another one, named by its id", (ELSEWHERE,)))
        edits["elsewhere"] = _elsewhere(ground, "to", tuple(MAY_HOLD))
    options.append(Option("goes", "let ours go; it stays in the history"))
    return Finding(
        entry=entry,
        status=Status.RETIRED,
        title=ground.named(named),
        said=said,
        questions=(Question(f"{ground.named(named)}: {Status.RETIRED}", _body(ground, entry, said), tuple(options)),),
        settle=by_key(edits),
    )


def _body(ground: Ground, entry: Entry, said: str) -> str:
    parts = [said, f"Why you changed it: {entry.change.why}"]
    if isinstance(entry.change, Replace):
        parts.append(f"Your text ({entry.change.with_}):\n\n{in_quotes(read_text(ground.files, entry.change.with_))}")
    return "\n\n".join(parts)


def _elsewhere(ground: Ground, field: str, kinds: tuple[type, ...]) -> Callable[[Answer], Edit]:
    def edit(answer: Answer) -> Edit:
        elements: Mapping[str, object] = ground.now.course.elements
        known = [
            id
            for id, element in elements.items()
            if isinstance(element, kinds) and ground.now.course.elements[id].rule is not Rule.FIXED
        ]
        gone: dict[str, None] = {"after": None, "before": None} if field == "to" else {}
        return Edit(fields={field: one_of(answer, ELSEWHERE, known), **gone})

    return edit
