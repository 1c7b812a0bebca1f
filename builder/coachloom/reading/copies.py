"""Names that people, Windows and OneDrive leave behind: which file is one the copy or misnaming of?

Pure thoughts about names; no file is looked at. Ids are lower case, so ``three-questions-case.md`` is never taken
for a copy of ``three-questions.md``, while ``three-questions-ANAS-LAPTOP.md`` is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_COPY = "copy|kopie|copie|copia|cópia|kopia|kopi"

_MARKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r" ?\(\d{1,3}\)\Z",  # a browser, or Windows
        rf"(?: - | |_)(?:{_COPY})(?: \d{{1,3}})?\Z",  # Windows, macOS
        rf"\A(?:{_COPY}) (?:of|von|de|av|van) ",  # older Windows, Google Drive
        r" ?\([^()]*(?:conflict|konflikt|conflit)[^()]*\)\Z",  # Dropbox, Nextcloud
        r"\.sync-conflict-[\dA-Z-]+\Z",  # Syncthing
        r"[ _]conflict(?:ed copy)?(?:-[\d-]+)?\Z",
    )
)
_COMPUTER = re.compile(r"(?=-[A-Z0-9-]{3,}\Z)(?:-[A-Z0-9]+)+\Z")
"""OneDrive's mark: a hyphen and the name of a computer."""

_BACKUP = re.compile(r"(?:~|\.(?:txt|bak|orig|old|tmp))\Z", re.IGNORECASE)
_SAME_ENDING = {".yaml": ".yml", ".markdown": ".md"}


def meant_name(name: str, known: Iterable[str]) -> str | None:
    """The file of ``known`` that ``name`` seems to be a copy or misnaming of, or None."""
    names = sorted(set(known))
    if name in names:
        return None
    for stem, ending in _readings(name):
        for candidate in names:
            known_stem, known_ending = _split(candidate)
            if stem == known_stem and ending in {known_ending, ""}:
                return candidate
    return None


def _readings(name: str) -> Iterator[tuple[str, str]]:
    """What the name may have been, beginning with what takes least away from it."""
    bare: str | None = name
    while bare:
        stem, dot, ending = bare.rpartition(".")
        for without in _without_marks(stem if dot else ending):
            yield _split(without + dot + ending if dot else without)
        backup = _BACKUP.search(bare)
        bare = bare[: backup.start()] if backup else None


def _without_marks(stem: str) -> list[str]:
    """The stem and every stem that it becomes when marks are taken away, the longest first."""
    found = {stem}
    waiting = [stem]
    while waiting:
        current = waiting.pop()
        shorter = {mark.sub("", current) for mark in _MARKS}
        shorter |= {
            current[:at]
            for at, character in enumerate(current)
            if character == "-" and _COMPUTER.match(current, at) and re.search("[A-Z]", current[at:])
        }
        waiting += shorter - found
        found |= shorter
    return sorted(found - {""}, key=lambda each: (-len(each), each))


def _split(name: str) -> tuple[str, str]:
    """Stem and ending as Windows compares them; endings that mean the same are one."""
    stem, dot, ending = unicodedata.normalize("NFC", name).casefold().rpartition(".")
    if not dot:
        return ending.strip(), ""
    return stem.strip(), _SAME_ENDING.get(dot + ending, dot + ending)
