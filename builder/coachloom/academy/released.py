"""The editions that an academy made itself: their records, their zips, and what each shows on pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coachloom.academy.edition import Edition, digest_in, layers_in, read_edition, sources_in
from coachloom.academy.identity import Academy
from coachloom.academy.lock import EDITIONS
from coachloom.academy.people import People
from coachloom.academy.recalls import Listed, recalls_in, withdrawn
from coachloom.academy.releasing.reasons import record_of
from coachloom.academy.releasing.record import ACADEMY_FOLDER, Record, State, read_records
from coachloom.academy.weave import Woven, taught_in
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Files


@dataclass(frozen=True, slots=True)
class Own:
    """One edition of the academy's own, and where its zip lies."""

    record: Record
    zip: Path

    @property
    def number(self) -> str:
        """Such as ``2027.1``, or ``2027.1.1`` for a correction."""
        return self.record.edition

    @property
    def plain(self) -> str:
        """The number of the edition that this is, or corrects: ``2027.1`` for both."""
        return ".".join(self.number.split(".")[:2])

    @property
    def is_pilot(self) -> bool:
        return self.record.status is State.PILOT

    def read(self) -> Edition:
        """Raises ProblemsFound (BASE) where the zip is gone; see also `read_edition`."""
        self._refuse_gone()
        return read_edition(self.zip)

    def sources(self) -> Mapping[str, bytes]:
        """The files of every layer, not looked at yet. Raises ProblemsFound as `read`."""
        self._refuse_gone()
        return sources_in(self.zip)

    @property
    def digest(self) -> str:
        """Raises ProblemsFound as `read`."""
        self._refuse_gone()
        return digest_in(self.zip)

    def _refuse_gone(self) -> None:
        if not self.zip.is_file():
            what = f"The zip of edition {self.number} is missing."
            do = "copy the whole folder again; a colleague's pack, or whoever was sent the edition, has the zip"
            raise ProblemsFound([Problem(code="BASE", what=what, place=Place(f"{EDITIONS}/{self.zip.name}"), do=do)])


def own_editions(root: Path, files: Files, academy: Academy) -> tuple[Own, ...]:
    """Every edition that the academy in ``root`` released, in order. Raises ProblemsFound."""
    return tuple(
        Own(record, root / EDITIONS / f"{academy.identity.id}-{record.edition}.zip")
        for record in read_records(files, ACADEMY_FOLDER)
    )


def woven_edition(edition: Edition, academy: Academy, people: People, recalls: Sequence[Listed]) -> Woven:
    """An academy's own edition as a site shows it: the course as it was then, name, look and statements as they are now.

    Whom one may write to, and what law asks to be said, must be true today, whatever the edition. So must be what was
    withdrawn since: ``recalls``, on top of those that the edition itself knows.
    """
    composition = edition.composition
    last = layers_in(edition.sources)[-1]
    base = {file: data for file, data in edition.sources.items() if not file.startswith(f"{last}/")}
    number = composition.layers[-2].edition
    every = [*recalls, *recalls_in(edition.sources, composition)]
    return Woven(
        composition=composition,
        identity=academy.identity,
        edition=number,
        own=edition.record.edition,
        people=people,
        logo=academy.logo,
        taught=taught_in(edition),
        recalls=tuple(every),
        withdrawn=withdrawn(composition, every, in_work=False),
        record=partial(record_of, base, number),
        own_record=lambda: record_of(edition.sources, edition.record.edition),
    )
