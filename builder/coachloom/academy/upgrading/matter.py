"""What an upgrade is worked out from: both bases, and each entry with what it names in the old and in the new one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from coachloom.academy.changes import Add, Change, Entries, Entry, Move
from coachloom.academy.collisions import more_than_fit
from coachloom.academy.composition import Composition
from coachloom.academy.content import text_of
from coachloom.academy.deviations import without_agreed
from coachloom.academy.differing.items import Item, items_between
from coachloom.academy.entry_text import Plain
from coachloom.academy.listing import title_and_id
from coachloom.academy.recalls import Listed, Recall
from coachloom.academy.releasing.reasons import in_one_line
from coachloom.academy.releasing.record import LogEntry
from coachloom.academy.rights import Case, judged
from coachloom.academy.ways import Way, Ways, with_new_names
from coachloom.course.kinds import Element
from coachloom.problems import Problem
from coachloom.reading.files import Files
from coachloom.reading.text import read_text


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """``ours`` is the academy on its old base; ``was`` and ``now`` are the two bases alone."""

    ours: Composition
    was: Composition
    now: Composition
    files: Files
    said: Mapping[str, tuple[LogEntry, ...]] = field(default_factory=dict)
    """What the new edition's records say of each element that changed."""
    recalls: tuple[Listed, ...] = ()
    """What was withdrawn since the old edition."""

    @property
    def academy(self) -> str:
        return self.ours.layer.id

    @property
    def entries(self) -> Entries:
        return self.ours.entries

    @property
    def old(self) -> str:
        """The old edition's name."""
        return self.was.layer.edition

    @property
    def new(self) -> str:
        return self.now.layer.edition

    @cached_property
    def ways(self) -> Ways:
        return Ways.into(self.now.course)

    @cached_property
    def renamed(self) -> dict[str, str]:
        """What the old edition had under another name."""
        return {was: now for was, now in self.ways.renamed().items() if was in self.was.course.elements}

    @cached_property
    def adopted(self) -> frozenset[str]:
        """Ids of ours that the new edition knows under another name, and the old one did not."""
        before = {redirect.was for redirect in self.was.course.redirects}
        return frozenset(self.ways.redirects) - before

    @cached_property
    def changes(self) -> tuple[str, ...]:
        """What differs between the two bases, a line each."""
        found = items_between(self.was.course, self.now.course)
        return tuple(self._told(one) for one in found)

    def _told(self, item: Item) -> str:
        why = self.why(item.id) or self.why(item.changed.was)
        return f"{item.changed.title} ({item.id}): {'; '.join(item.did)}" + (f". Why: {why}" if why else "")

    def recall_of(self, id: str) -> Recall | None:
        """That of an element, or of the one that it is a section of."""
        return next((one.recall for one in self.recalls if one.recall.id in (id, id.partition("/")[0])), None)

    def why(self, id: str) -> str:
        """Why the course changed something; nothing where it does not say."""
        return in_one_line(self.said.get(id, ()))

    @cached_property
    def rebound(self) -> Mapping[Entry, Entry]:
        """Each entry as it names things in the new edition, if what it names has one place there."""
        return {entry: new for entry in self.entries if (new := self._rebound(entry))}

    def _rebound(self, entry: Entry) -> Entry | None:
        change = entry.change
        target = self.ways.of(change.names).to_one
        if not target:
            return None
        fields: dict[str, object] = {change.names_by: target}
        for name in ("after", "before"):
            anchor = getattr(change, name, None)
            if anchor and anchor in self.was.course.elements:
                fields[name] = self.ways.of(anchor).to_one or anchor
        return dataclasses.replace(entry, change=dataclasses.replace(change, **fields))  # type: ignore[arg-type]

    @cached_property
    def too_many(self) -> Mapping[Entry, Problem]:
        """Entries that add more than their container in the new edition takes."""
        return dict(more_than_fit(tuple(self.case(entry) for entry in self.rebound.values())))

    def case(self, rebound: Entry) -> Case:
        return Case(rebound, self.now.course, self.now.course.elements[rebound.change.names], self.academy)

    def against(self, rebound: Entry) -> tuple[Problem, ...]:
        """What stands against an entry in the new edition, its agreed exception heard."""
        more = [self.too_many[rebound]] if rebound in self.too_many else []
        found = without_agreed(rebound, (*judged(self.case(rebound)), *more), self.new)
        return tuple(problem for problem in found if problem.stops)

    def named(self, id: str) -> str:
        """An element for a person: its title and its id."""
        course = self.was.course if id in self.was.course.elements else self.now.course
        return title_and_id(course, id)


@dataclass(frozen=True, kw_only=True, eq=False)
class Matter:
    """One entry whose element has one place in the new edition."""

    ground: Ground
    entry: Entry
    new: Entry
    """The same, with the names of the new edition."""
    was: Element
    now: Element
    """For `add`, the two are the container."""
    against: tuple[Problem, ...] = field(default=())

    @property
    def change(self) -> Change:
        return self.new.change

    @property
    def title(self) -> str:
        if isinstance(self.change, Add):
            return f"your own `{self.change.add}`"
        return self.ground.named(self.entry.change.target)

    @property
    def renamed(self) -> dict[str, Plain | None]:
        """The fields of the entry that carry other names now."""
        names = (self.change.verb, "to", "after", "before")
        pairs = ((name, getattr(self.entry.change, name, None), getattr(self.change, name, None)) for name in names)
        return {name: new for name, old, new in pairs if old != new}

    def against_of(self, change: Change) -> tuple[Problem, ...]:
        """What stands against a part of the entry."""
        return self.ground.against(dataclasses.replace(self.new, change=change))

    def way_of_anchor(self) -> Way | None:
        """Where the neighbour went; None where there is none, or it is the academy's own."""
        change = self.entry.change
        anchor = change.after or change.before if isinstance(change, (Add, Move)) else None
        if anchor is None or anchor not in self.ground.was.course.elements:
            return None
        return self.ground.ways.of(anchor)

    def our_text(self) -> str:
        """The text of the file that the entry names; links in it lead where they lead in the new edition.

        What of ours the new edition took over, a picture above all, bears its name there.
        """
        file, ground = self.entry.change.file, self.ground
        text = read_text(ground.files, file) if file else ""
        taken = {was: now for was, now in ground.ways.renamed().items() if was in ground.adopted}
        return with_new_names(text, {**ground.renamed, **taken})

    @property
    def why_the_course(self) -> str:
        """Why the course changed what the entry is about, as a sentence; or nothing."""
        why = self.ground.why(self.now.id) or self.ground.why(self.entry.change.target)
        return f"Why the course changed it: {why}" if why else ""

    def old_text(self) -> str:
        """The course's old text, with the new names in its links: a new name alone is no change."""
        return with_new_names(text_of(self.was), self.ground.renamed)
