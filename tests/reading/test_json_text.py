"""JSON that others wrote is read as it stands, with its places; what is no JSON is told with its line."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.problems import Place, ProblemsFound
from coachloom.reading.json_text import read_json
from coachloom.reading.text import control_character

WORDS = st.text(max_size=20).filter(lambda text: not control_character(text) and "\x85" not in text)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    WORDS | NUMBERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)


def codes(text: str) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsFound) as found:
        read_json(text, "a.json")
    return [(problem.code, problem.place.line) for problem in found.value.problems]


@given(
    data=st.dictionaries(WORDS, VALUES, max_size=4),
    ascii=st.booleans(),
    layout=st.sampled_from([(None, (",", ":")), (None, (", ", ": ")), (2, (",", ": ")), ("\t", (",", ":"))]),
)
def test_any_object_is_read_whatever_program_wrote_it(
    data: dict[str, object], layout: tuple[int | str | None, tuple[str, str]], *, ascii: bool
) -> None:
    indent, separators = layout
    text = json.dumps(data, ensure_ascii=ascii, indent=indent, separators=separators)

    assert read_json(text, "a.json").data == json.loads(text, parse_int=str, parse_float=str)


def test_every_value_keeps_its_place() -> None:
    document = read_json('{\n\t"a": {"b": "\\ud83d\\ude00",\n\t\t"c": [1, 2]}\n}\n', "a.json")

    assert document.data == {"a": {"b": "\N{GRINNING FACE}", "c": ["1", "2"]}}
    assert document.place(("a", "c", 1)) == Place("a.json", 3, 12)


def test_an_escaped_backslash_begins_no_pair() -> None:
    assert read_json(r'{"a": "\\ud83d\\ude00 \/ \u00e9"}', "a.json").data == {"a": r"\ud83d\ude00 / é"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("SYNTAX", 1)]),
        ("a: 1\n", [("SYNTAX", 1)]),
        ('{"a": 1,\n "b": }\n', [("SYNTAX", 2)]),
        ("<!doctype html>\n<title>Not found</title>\n", [("SYNTAX", 1)]),
        ('["a"]', [("SYNTAX", 1)]),
        ('{"a": "\\ud83d"}', [("SYNTAX", 1)]),
        ('{\n"a": 1,\n"a": 2}', [("TWICE", 3)]),
        ('{"a": "\\u202e"}', [("CONTROL", 1)]),
        (f'{{"a": {"[" * 30}{"]" * 30}}}', [("DEPTH", 1)]),
        (f'{{"a": {"[" * 100_000}{"]" * 100_000}}}', [("DEPTH", 1)]),
        (f'{{"a": [{"1," * 10_000}1]}}', [("SIZE", 1)]),
    ],
)
def test_what_is_no_plain_object_is_refused_with_its_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert codes(text) == expected


def test_a_number_of_any_length_stays_text() -> None:
    assert read_json(f'{{"a": {"9" * 10_000}}}', "a.json").data == {"a": "9" * 10_000}
