"""Documents become values here and nowhere else; what does not fit becomes problems in plain words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from coachloom.problems import Problem, ProblemsFound, did_you_mean
from coachloom.reading.documents import Document, Loc

T = TypeVar("T")


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def adapter(kind: type[T]) -> TypeAdapter[T]:
    """The one adapter of a kind; making one is slow."""
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def validated(
    kind: type[T], data: Mapping[str, object], document: Document, loc: Loc = (), also_known: tuple[str, ...] = ()
) -> T:
    """``data``, written in ``document`` at ``loc``, as a ``kind``; fields left empty count as not written.

    Raises ProblemsFound with all that is wrong. ``also_known`` are fields that the caller took out.
    """
    written = {name: value for name, value in data.items() if value is not None}
    try:
        return adapter(kind).validate_python(written)
    except ValidationError as invalid:
        shown = data.get("id")
        id = shown if isinstance(shown, str) else ""
        raise ProblemsFound(
            _problem(error, _known(kind, error["loc"], also_known), document, loc, id)
            for error in invalid.errors(include_url=False)
        ) from invalid


def _problem(error: ErrorDetails, known: list[str], document: Document, loc: Loc, id: str) -> Problem:
    name = _name(error["loc"])
    match error["type"]:
        case "missing":
            code, what, do = "MISSING", f"`{name}` is missing.", f"add a line `{name}: …`"
        case "unexpected_keyword_argument" | "extra_forbidden":
            code, what = "FIELD", f"`{name}` is not a field here.{did_you_mean(name, known)}"
            do = f"use one of: {', '.join(known)}" if known else "take it out"
        case "enum" | "literal_error":
            expected = str(error["ctx"]["expected"]).replace("'", "")
            given = str(error["input"])
            near = did_you_mean(given, expected.replace(" or ", ", ").split(", "))
            code, what, do = "VALUE", f"`{name}: {given}` is not right.{near}", f"write {expected}"
        case "value_error":
            code, what, do = "VALUE", f"`{name}` is not right: {_shown(error['input'])}.", str(error["ctx"]["error"])
        case _:
            code, what = "VALUE", f"`{name}` is not right: {_shown(error['input'])}."
            do = f"write it in another form: {error['msg'][0].lower()}{error['msg'][1:]}"
    return Problem(code=code, what=what, place=document.place((*loc, *error["loc"])), id=id, do=do)


def _name(loc: Loc) -> str:
    """``outcomes, entry 2`` for an entry of a list, else the field."""
    *before, last = loc or ("",)
    return f"{before[-1]}, entry {last + 1}" if isinstance(last, int) and before else str(last)


def _shown(value: object) -> str:
    if value is None:
        return "nothing stands there"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}..."'


def _known(kind: type[object], loc: Loc, also: tuple[str, ...]) -> list[str]:
    """The fields that may stand beside the last step of ``loc``."""
    schema = adapter(kind).json_schema()
    here: dict[str, Any] = schema
    for step in loc[:-1]:
        if isinstance(step, int):
            here = here.get("items", {})
        else:
            by_pattern: dict[str, Any] = next(iter(here.get("patternProperties", {}).values()), {})
            here = here.get("properties", {}).get(step, by_pattern)
        here = _resolved(here, schema)
    names = set(here.get("properties", {}))
    return sorted(names | set(also) if len(loc) == 1 else names)


def _resolved(part: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for option in part.get("anyOf", [part]):
        if "$ref" in option:
            return dict(schema["$defs"][option["$ref"].removeprefix("#/$defs/")])
    return part
