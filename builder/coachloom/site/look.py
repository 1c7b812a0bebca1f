"""An academy's own look: its colour, its logo, and who to write to, as files and settings for the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from coachloom.academy.weave import Woven
from coachloom.site.footer import footer
from coachloom.words import Words

STYLE = "assets/academy.css"
_HOUSE_STYLE = '  - "assets/coachloom.css"'
_THEME = '  name: "material"'


@dataclass(frozen=True, slots=True)
class Look:
    """Files beside the pages, settings of the engine, and the logo's path."""

    files: Mapping[str, bytes]
    settings: Mapping[str, str]
    logo: str = ""

    def dressed(self, configuration: Iterable[str]) -> list[str]:
        """The lines of `mkdocs.yml` with the logo and the academy's own style after that of the house."""
        lines = []
        for line in configuration:
            lines.append(line)
            if line == _HOUSE_STYLE and STYLE in self.files:
                lines.append(f'  - "{STYLE}"')
            if line == _THEME and self.logo:
                lines.append(f'  logo: "{self.logo}"')
        return lines


def look_of(woven: Woven, words: Words, *, beside_others: bool) -> Look:
    """What an academy chose, and the foot of its pages."""
    identity = woven.identity
    files: dict[str, bytes] = {}
    if identity.colour:
        files[STYLE] = _style(identity.colour).encode()
    logo = ""
    if identity.logo and woven.logo is not None:
        logo = f"assets/academy-logo{PurePosixPath(identity.logo).suffix}"
        files[logo] = woven.logo
    return Look(files, {"copyright": footer(identity, words, beside_others=beside_others)}, logo)


def _style(colour: str) -> str:
    from coachloom.academy.colour import lighter_for_dark

    light, dark = colour, lighter_for_dark(colour)
    names = ("--md-primary-fg-color", "--md-primary-fg-color--dark", "--md-typeset-a-color", "--md-accent-fg-color")
    return (
        '[data-md-color-scheme="default"][data-md-color-primary="teal"] {\n'
        + "".join(f"  {name}: {light};\n" for name in names)
        + "}\n"
        + '[data-md-color-scheme="slate"][data-md-color-primary="teal"] {\n'
        + f"  --md-primary-fg-color: {light};\n"
        + f"  --md-typeset-a-color: {dark};\n"
        + f"  --md-accent-fg-color: {dark};\n"
        + "}\n"
    )
