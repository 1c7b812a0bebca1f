"""The files of an academy on its new base: what every entry and its text become, each byte worked out beforehand."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coachloom.academy import changes, identity
from coachloom.academy.changes import Add, Entry
from coachloom.academy.content import FOLDER
from coachloom.academy.edition import Edition
from coachloom.academy.entry_text import ChangesText, Plain, entry_text
from coachloom.academy.identity import Academy
from coachloom.academy.lock import EDITIONS, lock_text
from coachloom.academy.lock import FILE as LOCK
from coachloom.academy.upgrading.finding import Edit, Finding, Own
from coachloom.academy.upgrading.matter import Ground
from coachloom.academy.ways import with_new_names
from coachloom.reading.files import Files, free_name


def on_new_base(
    ground: Ground, academy: Academy, edits: Sequence[tuple[Finding, Edit]], base: Edition, old_zip: str
) -> dict[str, bytes | None]:
    """Every file that changes. ``old_zip`` is the name of the base that goes into the history."""
    changed = entries_and_texts(ground, edits)
    changed[identity.FILE] = _named(ground.files.read(identity.FILE), academy, base.record.edition)
    changed[LOCK] = lock_text(base).encode()
    changed[f"{EDITIONS}/{old_zip}"] = None
    changed[f"{EDITIONS}/{base.file_name}"] = base.data
    return changed


def _named(data: bytes, academy: Academy, edition: str) -> bytes:
    """`academy.yml` with another edition behind `base:`, all else as it was."""
    place = academy.document.place(("base", "edition"))
    lines = data.split(b"\n")
    old = re.escape(academy.base.edition.encode())
    lines[place.line - 1] = re.sub(
        rb"(edition:\s*)[\"']?" + old + rb"[\"']?", rb'\g<1>"' + edition.encode() + b'"', lines[place.line - 1]
    )
    return b"\n".join(lines)


def entries_and_texts(ground: Ground, edits: Sequence[tuple[Finding, Edit]]) -> dict[str, bytes | None]:
    """`changes.yml` and the files that its entries name."""
    files = ground.files
    renamed = _renamed(ground, edits)
    after = _After(files, _users(ground.entries))
    for finding, edit in edits:
        after.carry_out(finding.entry, edit, _followed(finding.entry, renamed))
    now = ChangesText.of(files.read(changes.FILE)).edited(after.entries)
    for own in {edit.own.id: edit.own for _, edit in edits if edit.own}.values():
        name = free_name(f"{FOLDER}/{own.id}", files, after.texts)
        after.texts[name] = own.text.encode()
        now = now.with_entry(entry_text({**own.fields, "with": name, **_said_of(ground, own)}))
    after.tidy(renamed)
    changed = {**after.texts, changes.FILE: now.data}
    return {file: data for file, data in changed.items() if not files.has(file) or files.read(file) != data}


@dataclass(slots=True)
class _After:
    """The entries and the texts while they become those of the new base."""

    files: Files
    users: Mapping[str, Sequence[Entry]]
    """The entries that name each file."""
    entries: dict[Entry, Mapping[str, Plain | None] | None] = field(default_factory=dict)
    texts: dict[str, bytes | None] = field(default_factory=dict)

    def carry_out(self, entry: Entry, edit: Edit, followed: Mapping[str, Plain | None]) -> None:
        fields = {**followed, **edit.fields}
        if edit.text is not None and not edit.goes:
            old = name = entry.change.file
            if len(self.users[old]) > 1:  # another entry still wants the text as it is
                name = free_name(old.removesuffix(".md"), self.files, self.texts)
                fields["with"] = name
            self.texts[name] = _as_written(edit.text, self.files.read(old))
        if edit.goes or fields:
            self.entries[entry] = None if edit.goes else fields

    def tidy(self, renamed: Mapping[str, str]) -> None:
        """Files that no entry names any more go; the others name everything as it is called now."""
        for name, users in self.users.items():
            if name and all(self.entries.get(entry, {}) is None for entry in users):
                self.texts[name] = None
            elif name:
                data = self.texts.get(name) or self.files.read(name)
                self.texts[name] = with_new_names(data.decode(), renamed).encode()


def _users(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """The entries that name each file."""
    users: dict[str, list[Entry]] = {}
    for entry in entries:
        users.setdefault(entry.change.file, []).append(entry)
    return users


def _renamed(ground: Ground, edits: Sequence[tuple[Finding, Edit]]) -> dict[str, str]:
    """Every id that has another name from now on, the academy's own included."""
    own = {
        finding.entry.change.target: str(edit.fields["add"])
        for finding, edit in edits
        if isinstance(finding.entry.change, Add) and edit.fields.get("add")
    }
    adopted = set(ground.adopted) - {finding.entry.change.target for finding, edit in edits if not edit.goes}
    known = {was: now for was, now in ground.ways.renamed().items() if was in adopted}
    return {**ground.renamed, **known, **own}


def _followed(entry: Entry, renamed: Mapping[str, str]) -> dict[str, Plain | None]:
    """The fields of an entry that name something by its old id."""
    named = {name: str(getattr(entry.change, name, "") or "") for name in (entry.change.verb, "to", "after", "before")}
    new = {name: renamed.get(id) or _with_owner(id, renamed) for name, id in named.items()}
    return {name: id for name, id in new.items() if id != named[name]}


def _with_owner(id: str, renamed: Mapping[str, str]) -> str:
    owner, slash, section = id.partition("/")
    return f"{renamed.get(owner, owner)}{slash}{section}"


def _said_of(ground: Ground, own: Own) -> dict[str, Plain]:
    """Why and by whom: as of the entry that was about it as a whole, or about its first section; wherever that stands."""
    base = own.id.removeprefix(f"{ground.academy}-")
    about = [e.change for e in ground.entries if e.change.target.partition("/")[0] == base]
    change = min(about, key=lambda one: (one.target, one.verb))
    return {"why": change.why, "by": change.by}


def _as_written(text: str, before: bytes) -> bytes:
    """``text`` with the line ends and the mark of the file that it replaces."""
    ends = "\r\n" if b"\r\n" in before else "\n"
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    return mark + text.replace("\n", ends).encode()
