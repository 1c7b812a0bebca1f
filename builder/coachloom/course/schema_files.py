"""JSON Schemas of all file formats, for editors that complete and check while one types.

`python -m coachloom.course.schema_files` writes them into `builder/coachloom/schemas/`. They are made
from the same table and types that read the files, so they cannot drift.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coachloom.course import kinds
from coachloom.course.drawings import DRAWINGS
from coachloom.course.formats import FRONT_MATTER, YAML_FILES, FileFormat, FormatLine, Shape
from coachloom.course.schema import adapter

SCHEMAS = Path(__file__).parent.parent / "schemas"

_REF = "#/$defs/"


def all_schemas() -> dict[str, dict[str, Any]]:
    """Every format's schema by name: the YAML files, the front matter of each Markdown kind, the pictures as data."""
    return {
        **{name: yaml_schema(name, kind) for name, kind in YAML_FILES.items()},
        **{name: _finished(name, _front_matter(name, shape)) for name, shape in FRONT_MATTER.items()},
        **{name: _finished(name, _drawing(name, kind)) for name, kind in DRAWINGS.items()},
    }


def yaml_schema(name: str, kind: FileFormat) -> dict[str, Any]:
    """The schema of one YAML file."""
    parts = [_plain(FormatLine), *([_plain(kind.record)] if kind.record else [])]
    if kind.element:
        parts.append(_element(kind.element))
    if any(shape.inherits for shape in kind.lists.values()):
        above = _plain(kinds.Term)
        parts.append({"properties": {field: above["properties"][field] for field in ("rule", "because")}})
    parts += [
        {"properties": {field: {"type": "array", "items": _element(shape)}}, "required": [field]}
        for field, shape in kind.lists.items()
    ]
    return _finished(name, _joined(parts))


def _front_matter(name: str, shape: Shape) -> dict[str, Any]:
    return _joined([{"properties": {"kind": {"const": name}}, "required": ["kind"]}, _element(shape)])


def _drawing(name: str, kind: type[object]) -> dict[str, Any]:
    named = {"properties": {"picture": {"const": name}}, "required": ["picture"]}
    return _joined([_plain(FormatLine), named, _plain(kind)])


def _element(shape: Shape) -> dict[str, Any]:
    """An element as it is written: without what the reader fills in, with its children inside."""
    schema = _plain(shape.kind)
    for name in shape.filled_in:
        schema = _without(schema, name)
    if shape.inherits:
        schema["required"] = [field for field in schema["required"] if field != "rule"]
    for field, inner in shape.children.items():
        schema["properties"][field] = {"type": "array", "items": _element(inner)}
    return schema


def _plain(kind: type[object]) -> dict[str, Any]:
    """The schema of one dataclass with everything written in place, so that parts can be joined."""
    schema = adapter(kind).json_schema()
    definitions = schema.pop("$defs", {})
    return dict(_inlined(schema, definitions))


def _inlined(part: object, definitions: Mapping[str, object]) -> Any:
    if isinstance(part, list):
        return [_inlined(one, definitions) for one in part]
    if not isinstance(part, dict):
        return part
    if isinstance(reference := part.get("$ref"), str):
        return _inlined(definitions[reference.removeprefix(_REF)], definitions)
    closed = {"additionalProperties": False} if "patternProperties" in part else {}
    return closed | {name: _inlined(value, definitions) for name, value in part.items() if name != "default"}


def _without(schema: dict[str, Any], field: str) -> dict[str, Any]:
    return {
        **schema,
        "properties": {name: value for name, value in schema["properties"].items() if name != field},
        "required": [name for name in schema.get("required", []) if name != field],
    }


def _joined(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: value for part in parts for name, value in part.get("properties", {}).items()},
        "required": [name for part in parts for name in part.get("required", [])],
    }


def _finished(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"coachloom {name}", **schema}


def write_schemas(folder: Path = SCHEMAS) -> None:
    """Every schema as a file, the same bytes each time."""
    folder.mkdir(exist_ok=True)
    for name, schema in all_schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        (folder / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_schemas()
