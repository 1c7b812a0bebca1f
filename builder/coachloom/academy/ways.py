"""Where an id of an older edition leads in a newer one, as the redirects of that say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coachloom.course.model import Course, Redirect


@dataclass(frozen=True, slots=True)
class Way:
    """``now`` is one id where it stands or was renamed, several where it was split, none where it is gone."""

    now: tuple[str, ...]
    why_gone: str = ""

    @property
    def to_one(self) -> str:
        """The one id that it leads to, or nothing."""
        return self.now[0] if len(self.now) == 1 else ""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways from any id into ``course``."""

    course: Course
    redirects: Mapping[str, Redirect]

    @classmethod
    def into(cls, course: Course) -> Ways:
        return cls(course, {redirect.was: redirect for redirect in course.redirects})

    def of(self, address: str) -> Way:
        """A section goes where its owner went, if that has such a section."""
        if address in self.course.elements:
            return Way((address,))
        owner, slash, section = address.partition("/")
        redirect = self.redirects.get(address)
        if redirect is None and slash:
            redirect = self.redirects.get(owner)
            now = tuple(f"{id}/{section}" for id in (redirect.now if redirect else ()))
        else:
            now = redirect.now if redirect else ()
        found = tuple(id for id in now if id in self.course.elements)
        return Way(found, "" if found or redirect is None else redirect.retired or "")

    def renamed(self) -> dict[str, str]:
        """Every id that has one new name."""
        return {was: redirect.now[0] for was, redirect in self.redirects.items() if len(redirect.now) == 1}


_FACTS = re.compile(r"(id|topic|outcomes|requires):")


def with_new_names(text: str, renamed: Mapping[str, str]) -> str:
    """A text of the academy's own with the new names of whatever it links to, or names among its facts."""
    if not renamed:
        return text
    ids = "|".join(sorted(map(re.escape, renamed), key=len, reverse=True))
    links = re.compile(rf"(?<=\]\()(?:{ids})(?=[)/#\s])")
    words = re.compile(rf"(?<![\w/-])(?:{ids})(?![\w-])")
    lines = text.split("\n")
    hyphens = [number for number, line in enumerate(lines) if line.strip("\r\ufeff ") == "---"]
    begins = hyphens[:1] and not "".join(lines[: hyphens[0]]).strip("\r\ufeff ")
    last_fact = hyphens[1] if begins and len(hyphens) > 1 else -1
    for number, line in enumerate(lines):
        if number > last_fact:
            lines[number] = links.sub(lambda found: renamed[found[0]], line)
        elif _FACTS.match(line):
            lines[number] = words.sub(lambda found: renamed[found[0]], line)
    return "\n".join(lines)
