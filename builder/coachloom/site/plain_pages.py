"""Plain pages outside a course's site: its front door, cohorts, and lists; a template each in `site/front/`.

They are HTML of our own, without an engine: there is no course text on them, and they stand in a moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from coachloom.academy.identity import Identity
from coachloom.site.mail import mail_address
from coachloom.words import Words

FRONT = "front"
"""Their templates, style and script in `site/`, and the folder beside them that holds what they need."""

_NEEDED = ("front.css", "moved.js", "timetable.css", "timetable.js")

_BOX, _DARK_BOX = "#f0f5f4", "#1c272b"
"""The colour of boxes, `--soft` in `front.css`, in daylight and in the dark."""


class PlainPages:
    """The pages of one academy, in its name and colours."""

    def __init__(
        self, home: Path, words: Words, identity: Identity, logo: bytes | None = None, course: str = "current/"
    ) -> None:
        """``course`` is the address of the course's own pages below the home."""
        self.words = words
        self._home = home
        self.identity = identity
        self._logo = logo
        self._course = course
        self._environment = Environment(
            loader=FileSystemLoader(home / "site" / FRONT),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=True,
        )

    def render(self, template: str, page: str, values: Mapping[str, object]) -> bytes:
        """The page at the path ``page`` below the home."""
        told = {**self._told, "root": "../" * page.count("/"), **values}
        return self._environment.get_template(template).render(w=self.words, **told).encode()

    @cached_property
    def _told(self) -> dict[str, object]:
        identity = self.identity
        return {
            "language": identity.language,
            "name": identity.name,
            "url": identity.url,
            "contact": identity.contact,
            "mail": mail_address(identity.contact) if identity.contact else "",
            "logo": self._logo_file,
            "coloured": bool(identity.colour),
            "statements": [
                {"href": f"{self._course}{name}/", "title": self.words.text(f"{name}.title")}
                for name in ("accessibility", "privacy")
            ],
        }

    @property
    def _logo_file(self) -> str:
        there = self.identity.logo if self._logo is not None else None
        return f"{FRONT}/logo{PurePosixPath(there).suffix}" if there else ""

    @cached_property
    def files(self) -> dict[str, bytes]:
        """What the pages need beside them, by path below the home."""
        folder = self._home / "site"
        found = {f"{FRONT}/{file}": (folder / FRONT / file).read_bytes() for file in _NEEDED}
        found[f"{FRONT}/favicon.svg"] = (folder / "assets" / "favicon.svg").read_bytes()
        if self._logo is not None and self._logo_file:
            found[self._logo_file] = self._logo
        if self.identity.colour:
            found[f"{FRONT}/academy.css"] = _style(self.identity.colour).encode()
        return found


def _style(colour: str) -> str:
    """Links can be read on the boxes, too, in which some of them stand."""
    from coachloom.academy.colour import nearest_passing

    light, dark = (nearest_passing(colour, on=box) for box in (_BOX, _DARK_BOX))
    return (
        f":root {{ --brand: {colour}; --link: {light}; }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ --link: {dark}; }} }}\n"
    )
