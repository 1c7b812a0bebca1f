"""JSON that others' programs wrote, read by the same rules as YAML: places, bounds, scalars as text.

JSON is YAML but for two things, which are written otherwise here without moving a line: tabs between values, and
characters escaped as a pair of surrogates.
"""

from __future__ import annotations

import json
import re

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Document
from coachloom.reading.yaml_text import DEEPEST, read_yaml

_ESCAPE = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\.", re.IGNORECASE)


def read_json(text: str, file: str) -> Document:
    """``text`` as a document whose top level is an object. Raises ProblemsFound as `read_yaml`."""
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as broken:
        what = f"This cannot be read as JSON: {broken.msg[0].lower()}{broken.msg[1:]}."
        raise ProblemsFound([_problem("SYNTAX", what, Place(file, broken.lineno, broken.colno))]) from broken
    except RecursionError as deep:
        what = f"Values are nested deeper than {DEEPEST} levels."
        raise ProblemsFound([_problem("DEPTH", what, Place(file))]) from deep
    return read_yaml(_ESCAPE.sub(_joined, text.replace("\t", " ")), file)


def _joined(escape: re.Match[str]) -> str:
    """The character that a pair of surrogates stands for; any other escape as it is."""
    high, low = escape.groups()
    return bytes.fromhex(high + low).decode("utf-16-be") if high else escape[0]


def _problem(code: str, what: str, place: Place) -> Problem:
    do = "get the file again from where it was published; a program writes it, and nobody edits it"
    return Problem(code=code, what=what, place=place, do=do)
