"""The one door to typst: a template of `site/print/` and data become a tagged PDF.

What people wrote goes in as data, which a template shows as it is; it is never read as markup or code.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from coachloom.installed import home
from coachloom.problems import Place, Problem, ProblemsFound

if TYPE_CHECKING:
    import typst

_PRINT = "print"
_NO_LETTERS = re.compile(r"the text (?P<shown>.+) could not be displayed", re.DOTALL)


def pdf(template: str, data: Mapping[str, object], *, made: datetime.datetime) -> bytes:
    """The template `NAME.typ` filled with ``data``, as a PDF that says it was ``made`` then.

    The same template, data and instant give the same bytes. Raises ProblemsFound (PRINT) where the text holds
    letters that none of the fonts has.
    """
    import typst

    folder = home() / "site" / _PRINT
    try:
        return typst.compile(
            folder / f"{template}.typ",
            root=folder,
            font_paths=_fonts(),
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
            pdf_standards="ua-1",  # tagged, with a language and a title, so that it can be read aloud
            timestamp=made.astimezone(datetime.UTC),
        )
    except typst.TypstError as failed:
        if found := _NO_LETTERS.search(failed.message):
            raise ProblemsFound([_no_letters(template, found["shown"].strip("`"))]) from failed
        raise


@cache
def _fonts() -> typst.Fonts:
    """Those in `site/print/fonts/` and those that typst brings; never a system's, which differ from place to place."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[home() / "site" / _PRINT / "fonts"])


def _no_letters(template: str, shown: str) -> Problem:
    return Problem(
        code="PRINT",
        what=f"{shown.strip('`')} cannot be printed: no font here has all of its letters.",
        place=Place(f"{template}.pdf"),
        because="An empty box on a wall tells nobody anything.",
        do="write it with other letters; pictures such as emoji, and some scripts, are not in the fonts",
    )
