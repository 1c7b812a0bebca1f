"""One local decision put into `changes.yml`, or taken back: worked out in memory, judged, then written.

Nothing is written unless the academy still holds together with it, and what is taken back is kept in
`.coachloom/history/`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coachloom.academy import changes, content
from coachloom.academy.changes import Add, Entries, Replace, Set, read_changes
from coachloom.academy.edition import Edition
from coachloom.academy.entry_text import ChangesText, Plain, entry_text, shown
from coachloom.academy.history import next_folder
from coachloom.academy.weave import woven_academy
from coachloom.course.kinds import Element
from coachloom.course.model import Course
from coachloom.course.values import is_id
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean
from coachloom.reading.files import Files, Folder, Over, free_name
from coachloom.reading.frontmatter import read_frontmatter
from coachloom.reading.paths import printable, safe_join
from coachloom.reading.text import decoded
from coachloom.reading.whole import changed_meanwhile, write_whole


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be written: the entry for a person to see, and every file as it would be (None: gone)."""

    entry: str
    changed: Mapping[str, bytes | None]
    seen: Mapping[str, bytes]
    """The files that it was worked out from, as they were; with others it is not carried out."""

    then: str = ""
    """What the person does next, such as editing a file."""
    takes_out: bool = False
    """Whether it takes entries out instead of putting one in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What every entry says besides its own matter."""

    why: str
    by: str
    expect: str = ""
    found: str = ""
    agreed_by: tuple[str, ...] = ()
    until: str = ""

    def fields(self) -> dict[str, Plain]:
        found: dict[str, Plain] = {"why": self.why, "by": self.by}
        if self.expect:
            found["expect"] = self.expect
        if self.found:
            found["found"] = self.found
        if self.agreed_by or self.until:
            found["deviation"] = {"agreed_by": list(self.agreed_by), "until": self.until}
        return found


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that a person names; ``here`` is its path where it lies in the academy's `content/` already."""

    name: str
    data: bytes
    here: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants with one element; exactly one of the five kinds of change."""

    target: str
    settings: Mapping[str, Plain] = field(default_factory=dict)
    text: Brought | None = None
    """The own text; None for a copy of the course's."""
    replaces: bool = False
    adds: Brought | None = None
    leaves_out: bool = False
    after: str = ""
    before: str = ""


def proposed(files: Files, base: Course, wish: Wish, decision: Decision) -> Proposal:
    """The entry for ``wish``, put at the end of `changes.yml`, or into the entry that sets the same element.

    ``base`` is the course that the academy builds on. Raises ProblemsFound for what cannot even be written down;
    whether it is allowed is for the composition to say.
    """
    entries = _readable(files)
    now = ChangesText.of(files.read(changes.FILE))
    said = decision.fields()
    if wish.adds is not None:
        return _addition(files, now, wish, wish.adds, said)
    element = base.elements.get(wish.target)
    if element is None:
        raise ProblemsFound([_unknown(wish.target, base, entries)])
    if wish.replaces:
        return _own_text(files, now, entries, wish, element, said)
    if wish.settings:
        return _setting(now, entries, wish, said)
    if wish.leaves_out:
        return _appended(now, {"leave_out": wish.target, **said})
    place: dict[str, Plain] = {"after": wish.after} if wish.after else {"before": wish.before}
    return _appended(now, {"move": wish.target, **place, **said})


def last_decider(files: Files) -> str:
    """Who decided last: the likeliest answer to «by whom?»."""
    entries, _ = read_changes(files, "")
    return entries[-1].change.by if entries else ""


def _readable(files: Files) -> Entries:
    """The entries there are; a file with a fault in it is mended by hand first."""
    entries, problems = read_changes(files, "")
    if problems:
        raise ProblemsFound(problems)
    return entries


def _appended(
    now: ChangesText, fields: Mapping[str, Plain], more: Mapping[str, bytes] | None = None, then: str = ""
) -> Proposal:
    entry = entry_text(fields)
    changed = {**(more or {}), changes.FILE: now.with_entry(entry).data}
    return Proposal(entry, changed, {changes.FILE: now.data}, then)


def _setting(now: ChangesText, entries: Entries, wish: Wish, said: Mapping[str, Plain]) -> Proposal:
    """Put into the entry that sets the same element, if there is one."""
    before = next((e for e in entries if isinstance(e.change, Set) and e.change.target == wish.target), None)
    if before is None or before.change.deviation or "deviation" in said:  # nothing slips under an agreement
        return _appended(now, {"set": wish.target, **wish.settings, **said})
    new, entry = now.with_fields(before, {**wish.settings, **said})
    return Proposal(entry, {changes.FILE: new.data}, {changes.FILE: now.data})


def _own_text(
    files: Files, now: ChangesText, entries: Entries, wish: Wish, element: Element, said: Mapping[str, Plain]
) -> Proposal:
    own = next((e.change for e in entries if isinstance(e.change, Replace) and e.change.target == wish.target), None)
    if own:
        raise ProblemsFound([_there_already(wish.target, own.with_)])
    text = wish.text or Brought("", content.text_of(element).encode())
    name = text.here or free_name(f"{content.FOLDER}/{wish.target.replace('/', '-')}", files)
    fields: dict[str, Plain] = {"replace": wish.target, "with": name, **said}
    then = "" if wish.text else f"The course's text is now in {name}. Open it and make it yours."
    return _appended(now, fields, {} if text.here else {name: text.data}, then)


def _addition(files: Files, now: ChangesText, wish: Wish, new: Brought, said: Mapping[str, Plain]) -> Proposal:
    document = read_frontmatter(decoded(new.data, new.name), new.name)
    id = document.data.get("id")
    if not isinstance(id, str):
        raise ProblemsFound(
            [
                Problem(
                    code="MISSING",
                    what="`id` is missing in the file that is to be added.",
                    place=document.place(),
                    do="add a line `id: …` that begins with your academy's id",
                )
            ]
        )
    if not is_id(id):
        raise ProblemsFound([_no_id(id, document.place(("id",)))])
    name = new.here or free_name(f"{content.FOLDER}/{id}", files)
    fields: dict[str, Plain] = {"add": id, "to": wish.target}
    if wish.after or wish.before:
        fields["after" if wish.after else "before"] = wish.after or wish.before
    return _appended(now, {**fields, "with": name, **said}, {} if new.here else {name: new.data})


def _no_id(id: str, place: Place) -> Problem:
    return Problem(
        code="VALUE",
        what=f"`id` is not right: {printable(id)}.",
        place=place,
        do="an id is lower-case words joined by hyphens, and begins with your academy's id",
    )


def taken_back(files: Files, target: str) -> Proposal:
    """Every entry about ``target`` and its sections out of `changes.yml`; what goes is kept in the history."""
    entries = _readable(files)
    gone = [e for e in entries if target in {e.change.target, e.change.target.partition("/")[0]}]
    if not gone:
        raise ProblemsFound([_nothing_to_take_back(target, entries)])
    now = ChangesText.of(files.read(changes.FILE))
    removed = "".join(now.lines(entry) for entry in gone)
    folder = next_folder(files)
    still_used = {entry.change.file for entry in entries if entry not in gone}
    own = sorted({file for entry in gone if (file := entry.change.file) and file not in still_used})
    there = {file: files.read(file) for file in own if files.has(file)}
    return Proposal(
        shown(removed),
        {
            f"{folder}/{changes.FILE}": removed.encode(),
            **{f"{folder}/{file}": data for file, data in there.items()},
            changes.FILE: now.without(gone).data,
            **dict.fromkeys(there),
        },
        {changes.FILE: now.data, **there},
        f"What was taken out is kept in {folder}.",
        takes_out=True,
    )


def stands_against(root: Path, files: Files, base: Edition, proposal: Proposal) -> tuple[Problem, ...]:
    """Problems and notes of the academy with the proposal that are not there without it.

    Where something stops the academy already, nobody can say what a change would do, so what stops it is told
    instead; taking entries out is always judged.
    """
    before = _found(root, files, base)
    stops = tuple(problem for problem in before if problem.stops)
    if stops and not proposal.takes_out:
        return stops
    known = {(problem.code, problem.what) for problem in before}
    after = _found(root, Over(files, proposal.changed), base)
    return tuple(problem for problem in after if (problem.code, problem.what) not in known)


def _found(root: Path, files: Files, base: Edition) -> tuple[Problem, ...]:
    try:
        return woven_academy(root, files, base).notes
    except ProblemsFound as found:
        return found.problems


def write(root: Path, proposal: Proposal) -> None:
    """Writes a proposal: texts first, then `changes.yml` in one step, then what goes.

    Raises ProblemsFound where somebody else changed in the meantime what it was made from, or where a file cannot
    be written; then nothing of the academy changes.
    """
    texts = {file: data for file, data in proposal.changed.items() if data is not None and file != changes.FILE}
    for file in proposal.changed:
        safe_join(root, file)  # a folder that is only a link would lead outside
    _refuse_changed(root, proposal)
    with contextlib.ExitStack() as undone:
        for file, data in texts.items():
            undone.callback(_remove, root / file)
            write_whole(root / file, data)
        _refuse_seen(root, proposal)
        write_whole(root / changes.FILE, proposal.changed[changes.FILE] or b"")
        undone.pop_all()  # all is written, and stays
    for file, new in proposal.changed.items():
        if new is None:
            _remove(root / file)


def _remove(path: Path) -> None:
    """A file that cannot go is open in another program, or not there; check notes a text that nothing names."""
    with contextlib.suppress(OSError):
        path.unlink()


def _refuse_changed(root: Path, proposal: Proposal) -> None:
    _refuse_seen(root, proposal)
    for file, new in proposal.changed.items():
        if new is not None and file not in proposal.seen and (root / file).exists():
            raise ProblemsFound([changed_meanwhile(file)])


def _refuse_seen(root: Path, proposal: Proposal) -> None:
    for file, data in proposal.seen.items():
        if Folder(root).read(file) != data:
            raise ProblemsFound([changed_meanwhile(file)])


def _unknown(target: str, base: Course, entries: Entries) -> Problem:
    own = [entry.change.target for entry in entries if isinstance(entry.change, Add)]
    if target in own:
        what = f"`{target}` is your own: change its file, or take it out with --back."
    else:
        what = f"There is no element `{target}`.{did_you_mean(target, base.elements)}"
    return Problem(code="UNKNOWN", what=what, place=Place(changes.FILE), id=target, do="coachloom list shows every id")


def _there_already(target: str, file: str) -> Problem:
    return Problem(
        code="TWICE",
        what=f"You have your own text for `{target}` already, in {file}.",
        place=Place(file),
        id=target,
        do=f"edit {file}; or go back to the course's text first: coachloom adapt {target} --back",
    )


def _nothing_to_take_back(target: str, entries: Entries) -> Problem:
    known = [entry.change.target for entry in entries]
    return Problem(
        code="UNKNOWN",
        what=f"No entry changes `{target}`.{did_you_mean(target, known)}",
        place=Place(changes.FILE),
        id=target,
        do="coachloom list --changed shows what was changed" if known else "nothing was changed yet",
    )
