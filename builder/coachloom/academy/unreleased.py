"""What an academy's folder says that its newest edition does not: work of which no reader knows yet."""

from __future__ import annotations

from collections.abc import Iterator

from coachloom.academy import changes, content, identity
from coachloom.academy.edition import files_of_layer, layers_in
from coachloom.academy.identity import Academy
from coachloom.academy.released import Own
from coachloom.problems import ProblemsFound
from coachloom.reading.files import Files


def unreleased(files: Files, academy: Academy, newest: Own) -> tuple[str, ...]:
    """The files that differ from those in the ``newest`` edition, sorted; `academy.yml` only where its base is another.

    The rest of `academy.yml`, and what was withdrawn, need no release to be published. Raises ProblemsFound where the
    edition's zip cannot be read.
    """
    sources = newest.sources()
    released = files_of_layer(sources, max(layers_in(sources), default=""))
    places = {*_texts(files, academy), *_texts(released, academy)}
    found = {file for file in places if _bytes(files, file) != _bytes(released, file)}
    if newest.record.builds_on not in (None, academy.base.edition):
        found.add(identity.FILE)
    return tuple(sorted(found))


def _texts(files: Files, academy: Academy) -> Iterator[str]:
    """The list of decisions, the texts that it names, and the pictures."""
    entries, _ = changes.read_changes(files, academy.identity.id)
    yield changes.FILE
    yield from (entry.change.file for entry in entries if entry.change.file)
    yield from files.listed(content.ASSETS)[0]


def _bytes(files: Files, file: str) -> bytes | None:
    """None where it cannot be read: work in hand may be broken, and stops nothing that was released."""
    try:
        return files.read(file)
    except ProblemsFound:
        return None
