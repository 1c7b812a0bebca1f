"""YAML as text with places: what is read, where it stands, and every trick that is refused with its line."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.documents import Document, Loc, Value
from coachloom.reading.yaml_text import read_yaml, read_yaml_list

PLAIN = st.text(
    st.characters(
        exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"],
        exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff",
    )
)
WORDS = st.one_of(PLAIN, st.lists(PLAIN, min_size=2, max_size=3).map("\n".join))
KEYS = PLAIN.filter(lambda key: 0 < len(key) < 20)
NESTED = st.dictionaries(
    KEYS,
    st.recursive(WORDS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3))),
    max_size=4,
)


class Quoting(yaml.SafeDumper):
    """Writes out equal lists again instead of naming the first one."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 -- PyYAML asks about each value
        return True


def dumped(data: object) -> str:
    return str(yaml.dump(data, Dumper=Quoting, default_style='"', width=float("inf"), allow_unicode=True))


def locs(value: Value, loc: Loc = ()) -> dict[Loc, Value]:
    """Every value in ``value`` by the way to it."""
    inner: dict[Loc, Value] = {loc: value}
    if isinstance(value, dict):
        for key, below in value.items():
            inner |= locs(below, (*loc, key))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            inner |= locs(below, (*loc, number))
    return inner


def refused(text: str, first_line: int = 1) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsFound) as found:
        read_yaml(text, "a.yml", first_line)
    assert {problem.place.file for problem in found.value.problems} == {"a.yml"}
    return [(problem.code, problem.place.line) for problem in found.value.problems]


def test_values_come_with_the_place_of_their_name_or_of_their_entry() -> None:
    assert read_yaml(
        "format: 1\nterms:\n  - id: room\n    text: >\n      A weekly\n      hour.\n", "a.yml"
    ) == Document(
        file="a.yml",
        data={"format": "1", "terms": [{"id": "room", "text": "A weekly hour.\n"}]},
        places={
            (): Place("a.yml", 1, 1),
            ("format",): Place("a.yml", 1, 1),
            ("terms",): Place("a.yml", 2, 1),
            ("terms", 0): Place("a.yml", 3, 5),
            ("terms", 0, "id"): Place("a.yml", 3, 5),
            ("terms", 0, "text"): Place("a.yml", 4, 5),
        },
    )


@pytest.mark.parametrize(
    "written",
    [
        "10:30",
        "09:30",
        "NO",
        "on",
        "yes",
        "true",
        "1.10",
        "010",
        "0x1F",
        "1_000",
        "1e3",
        "2026-02-30",
        "~",
        "null",
        "=",
    ],
)
def test_a_plain_scalar_is_the_text_that_was_typed(written: str) -> None:
    assert read_yaml(f"a: {written}\n{written}: [{written}]\n", "a.yml").data == {"a": written, written: [written]}


@pytest.mark.parametrize("written", ['"{}"', "'{}'", "{}", "|-\n  {}", ">-\n  {}"])
def test_a_scalar_is_the_same_text_however_it_is_quoted(written: str) -> None:
    assert read_yaml("a: " + written.format("10:30 NO"), "a.yml").data == {"a": "10:30 NO"}


def test_only_an_empty_place_is_nothing() -> None:
    assert read_yaml('a:\nb: ""\nc: [x, ]\nd:\n  -\n', "a.yml").data == {"a": None, "b": "", "c": ["x"], "d": [None]}


@pytest.mark.parametrize("text", ["", "\n\n", "# a remark\n", "---\n", "{}"])
def test_an_empty_file_holds_nothing(text: str) -> None:
    assert read_yaml(text, "a.yml").data == {}


def test_places_count_from_the_first_line_that_is_given() -> None:
    assert read_yaml("\na: x\nb: y", "a.md", 7).places == {
        (): Place("a.md", 8, 1),
        ("a",): Place("a.md", 8, 1),
        ("b",): Place("a.md", 9, 1),
    }


@given(NESTED)
def test_any_texts_come_back_as_they_were_written_and_every_place_holds_its_value(data: dict[str, Value]) -> None:
    text = dumped(data)
    document = read_yaml(text, "a.yml")
    lines = text.split("\n")

    assert document.data == data
    assert document.places.keys() == locs(data).keys()
    for loc, value in locs(data).items():
        place = document.places[loc]
        rest = lines[place.line - 1][place.column - 1 :]
        if loc and isinstance(loc[-1], str):
            name = dumped(loc[-1]).strip()
            assert rest.startswith(f"{name}:")
            rest = rest.removeprefix(f"{name}: ")
        if isinstance(value, str):
            assert rest == dumped(value).strip()


@given(st.text(st.sampled_from("ab:-[]{},#&*!|>'\"%@`?~<.\\ \n\t")))
def test_any_text_is_read_or_refused_on_one_of_its_lines(text: str) -> None:
    try:
        places = set(read_yaml(text, "a.yml").places.values())
    except ProblemsFound as found:
        places = {problem.place for problem in found.problems} or {Place("none told", 0)}
    assert {place.file for place in places} <= {"a.yml"}
    assert all(1 <= place.line <= text.count("\n") + 1 for place in places)


def test_a_place_that_was_not_written_is_the_nearest_thing_around_it() -> None:
    document = read_yaml("a:\n  - b: x\n", "a.yml")

    assert [document.place(loc) for loc in (("a", 0, "b"), ("a", 0, "c"), ("a", 1, "c", 2), ("z",), ())] == [
        Place("a.yml", 2, 5),
        Place("a.yml", 2, 5),
        Place("a.yml", 1, 1),
        Place("a.yml", 1, 1),
        Place("a.yml", 1, 1),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", [("TAG", 2)]),
        ("a: !!str 1\n", [("TAG", 1)]),
        ("!t a: 1\n", [("TAG", 1)]),
        ("a:\n  - !x {}\n  - ! y\n", [("TAG", 2), ("TAG", 3)]),
        ("a: &a x\nb: y\n", [("ANCHOR", 1)]),
        ("&a a: x\n", [("ANCHOR", 1)]),
        ("a: &a x\nb: *a\n", [("ANCHOR", 1), ("ANCHOR", 2)]),
        ("a: &a {b: x}\nc:\n  <<: *a\n", [("ANCHOR", 1), ("ANCHOR", 3)]),
        ("a: &a [*a]\n", [("ANCHOR", 1), ("ANCHOR", 1)]),
        ("a: x\nb: y\na: z\n", [("TWICE", 3)]),
        ("a: x\n'a': y\n\"\\x61\": z\n", [("TWICE", 2), ("TWICE", 3)]),
        ("a:\n  - {b: x, b: y}\n  - {b: x}\n", [("TWICE", 2)]),
        ("a: !x 1\nb: &y 2\nb: 3\n", [("TAG", 1), ("ANCHOR", 2), ("TWICE", 3)]),
        ("a: !x 1\nb: [\n", [("TAG", 1), ("SYNTAX", 2)]),
        ("- a\n", [("SYNTAX", 1)]),
        ("a\n", [("SYNTAX", 1)]),
        ("''\n", [("SYNTAX", 1)]),
        ("\n? [a]\n: b\n", [("SYNTAX", 2)]),
        ("a: x\n---\nb: y\n", [("SYNTAX", 2)]),
        ("a: x\nb: y: z\n", [("SYNTAX", 2)]),
        ("a: x\n b: y\n", [("SYNTAX", 2)]),
        ("a: x\n\tb: y\n", [("SYNTAX", 2)]),
        ("a: x\nb:\n  \t- y\n", [("SYNTAX", 3)]),
        ("a: x\nb: @y\n", [("SYNTAX", 2)]),
    ],
)
def test_what_is_refused_is_refused_with_all_its_lines(text: str, expected: list[tuple[str, int]]) -> None:
    assert refused(text) == expected
    assert refused(text, 11) == [(code, line + 10) for code, line in expected]


def test_a_second_name_says_where_the_first_one_stands() -> None:
    with pytest.raises(ProblemsFound) as found:
        read_yaml("a: x\nb: y\na: z\n", "a.yml", 4)

    assert found.value.problems == (
        Problem(
            code="TWICE",
            what="`a` stands here a second time; the first is on line 4.",
            place=Place("a.yml", 6, 1),
            do="keep one of the two",
        ),
    )


def test_a_quote_that_is_never_closed_is_named_where_it_opens() -> None:
    assert refused('a: x\nb: "y\n' + "c: z\n" * 100) == [("SYNTAX", 2)]


def test_a_tab_is_called_a_tab() -> None:
    with pytest.raises(ProblemsFound) as found:
        read_yaml("a:\n\tb: x\n", "a.yml")

    assert [(p.code, p.what, p.place.line) for p in found.value.problems] == [
        ("SYNTAX", "The line is indented with a tab.", 2)
    ]


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\a", "\\x7f", "\\u009b", "\\N", "\\L", "\\P", "\\uFEFF"])
def test_an_invisible_character_written_as_an_escape_is_refused_like_the_character_itself(escape: str) -> None:
    """A terminal, a calendar file or a page must not get by escape what `text.py` keeps out as a byte."""
    assert refused(f'a: x\nb: ["ok\\t\\n", "no{escape}"]\n') == [("CONTROL", 2)]


@pytest.mark.parametrize(("depth", "problems"), [(20, []), (21, [("DEPTH", 2)]), (5_000, [("DEPTH", 2)])])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")], ids=["lists", "mappings"])
def test_nesting_ends_at_the_depth_that_is_promised(
    opening: str, closing: str, depth: int, problems: list[tuple[str, int]]
) -> None:
    text = "a:\n  " + opening * (depth - 1) + "x" + closing * (depth - 1) + "\n"

    if problems:
        assert refused(text) == problems
    else:
        assert ("a" if opening == "[" else "x") in str(read_yaml(text, "a.yml").data)


def test_values_end_at_the_number_that_is_promised() -> None:
    above = 2  # the mapping and the list
    entries = ["- x\n"] * (10_000 - above)

    assert read_yaml("a:\n" + "".join(entries), "a.yml").data == {"a": ["x"] * len(entries)}
    assert refused("a:\n" + "".join(entries) + "- y\n") == [("SIZE", 10_000)]


def test_a_bomb_of_merge_keys_is_refused_before_it_goes_off() -> None:
    levels = [f"a{n}: &a{n}\n  <<: [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30)]

    assert refused("a0: &a0 {x: y}\n" + "".join(levels)) == [
        ("ANCHOR", 1),
        *(("ANCHOR", line) for n in range(29) for line in (2 + 2 * n, 3 + 2 * n, 3 + 2 * n)),
    ]


WHOLE = "put the whole value in straight double quotes"
NEIGHBOURS = "begin it in the same column as the lines it belongs to; count the spaces"
STRAIGHT = 'type straight quotes (") in place of the curly ones'
CURLY = " Curly quotes do not count as quotes."


@pytest.mark.parametrize(
    ("text", "line", "what", "do"),
    [
        (
            "a: x\ntitle: Closing: goodbye\n",
            2,
            "The value holds a colon followed by a space.",
            f'{WHOLE}: `title: "Closing: goodbye"`',
        ),
        ("- at: b: c:\n", 1, "The value holds a colon followed by a space.", f'{WHOLE}: `at: "b: c:"`'),
        ('a: so "b": c\n', 1, "The text goes on behind the closing quote.", None),
        ('a: "b" or c: d\n', 1, "The text goes on behind the closing quote.", None),
        ('a: say "b" or c: d\n', 1, "The value holds a colon followed by a space.", WHOLE),
        ("a: @x\n", 1, 'A value begins with "@", which means something else in YAML.', WHOLE),
        ("a: `x`\n", 1, 'A value begins with "`", which means something else in YAML.', WHOLE),
        ("a: %x\n", 1, 'A value begins with "%", which means something else in YAML.', WHOLE),
        ("a: >80 %\n", 1, 'A value begins with ">", which means something else in YAML.', WHOLE),
        ("a: - x\n", 1, 'A value begins with "-", which means something else in YAML.', WHOLE),
        ("%x\n", 1, 'A value begins with "%", which means something else in YAML.', WHOLE),
        ("%x\na: b\n", 1, 'A value begins with "%", which means something else in YAML.', WHOLE),
        ("a: x\ntitle:x\n\nb: y\n", 2, "A space is missing behind the colon.", "write `title: \u2026`"),
        ("a: [x] y\n", 1, "The text goes on behind the closing bracket.", WHOLE),
        (
            "a: x\nb: 'y\nc: z\n",
            2,
            "A quote opens on this line and is never closed.",
            "type the same straight quote at the end of the value",
        ),
        (
            'a: x\nb: "y\nc: "z"\n',
            2,
            "The quote that opens here is closed only on line 3, where the text goes on.",
            "type the same straight quote at the end of the value",
        ),
        (
            'a: "it"s"\n',
            1,
            "The text goes on behind the closing quote.",
            "put one pair of straight double quotes around the whole value, and curly ones inside it",
        ),
        ('a: "C:\\docs"\n', 1, "A backslash stands in double quotes.", "write it twice, or use single quotes"),
        ("a:\n  b: c\n d: e\n", 3, "The line is not indented like its neighbours.", NEIGHBOURS),
        ("- a: x\n b: y\n", 2, "The line is not indented like its neighbours.", NEIGHBOURS),
        (" a: b\nc: d\n", 2, "The line is not indented like its neighbours.", NEIGHBOURS),
        (
            "a: x\n b: y\n",
            2,
            "The line is read as if it went on with the value above.",
            f"begin it in the same column as its neighbours; if it belongs to the value, {WHOLE}",
        ),
        ("a: x\ntitle:x\nb: y\n", 2, "A space is missing behind the colon.", "write `title: \u2026`"),
        ("title:x\na: b\n", 1, "A space is missing behind the colon.", "write `title: \u2026`"),
        ("- a: b\n  c:d\n  e: f\n", 2, "A space is missing behind the colon.", "write `c: \u2026`"),
        ("-replace: x\n  by: y\n", 1, "A space is missing behind the hyphen.", "write `- replace: \u2026`"),
        (
            "a: x\nwords\nb: y\n",
            2,
            "The line has no name and colon.",
            "write `name: value`; if it belongs to the value above, indent it by two spaces more",
        ),
        ("a:\n  \t b: x\n", 2, "The line is indented with a tab.", "use spaces; two for each step"),
        ("a: b\n\tc: d\n", 2, "The line is indented with a tab.", "use spaces; two for each step"),
        ("a: \u201cb: c\u201d\n", 1, f"A value on this line begins with a curly quote.{CURLY}", STRAIGHT),
        ("a:\n  - x: \u2018b: c\u2019\n", 2, f"A value on this line begins with a curly quote.{CURLY}", STRAIGHT),
        (
            "a: So \u201cb\u201d: c\n",
            1,
            f"The value holds a colon followed by a space.{CURLY}",
            f'{WHOLE}: `a: "So \u201cb\u201d: c"`',
        ),
        (
            "a: don\u2019t: c\n",
            1,
            "The value holds a colon followed by a space.",
            f'{WHOLE}: `a: "don\u2019t: c"`',
        ),
        (
            "a: {b: c]\n",
            1,
            "This cannot be read as YAML: did not find expected ',' or '}'.",
            "look at this line and the one above: a missing colon, quote or space is the usual cause",
        ),
    ],
)
def test_a_slip_of_the_pen_is_told_in_plain_words(text: str, line: int, what: str, do: str | None) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_yaml(text, "a.yml")

    assert [(p.code, p.place.line, p.what) for p in found.value.problems] == [("SYNTAX", line, what)]
    assert do in {None, found.value.problems[0].do}


def test_a_broken_line_of_any_length_is_told_at_once() -> None:
    assert refused("a\nb" + ": " * 300_000 + "\n") == [("SYNTAX", 1)]
    assert refused("a: " + "b: " * 300_000 + "\n") == [("SYNTAX", 1)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("id: \u201croom\u201d\n", "\u201croom\u201d"),
        ("id: \u201e2027-01-05\u201c\n", "\u201e2027-01-05\u201c"),
        ("id: [\u2018a/b.md\u2019]\n", "\u2018a/b.md\u2019"),
        ("\u201cid\u201d: a\n", "\u201cid\u201d"),
        ("\u201cid: a\u201d\n", "\u201cid"),
    ],
    ids=ascii,
)
def test_curly_quotes_that_stand_for_straight_ones_are_refused(text: str, shown: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_yaml(text, "a.yml")

    assert [(p.code, p.place.line, p.what, p.do) for p in found.value.problems] == [
        (
            "QUOTES",
            1,
            f"`{shown}` is written with curly quotes, which are part of the text here.",
            'type straight quotes (") instead, or leave the quotes out',
        )
    ]


@pytest.mark.parametrize(
    "value",
    [
        "\u201cWhat matters to you?\u201d",
        "\u201cYes\u201d/\u201cNo\u201d",
        "\u201cYes\u201d,",
        "don\u2019t",
        "\u2019tis\u2019",
        "\u201c",
        "a\u201cb\u201d",
    ],
    ids=ascii,
)
def test_curly_quotes_that_belong_to_the_text_stay(value: str) -> None:
    assert read_yaml(f"a: {value}\n", "a.yml").data == {"a": value}


@pytest.mark.parametrize("written", ["'{}'", "|-\n  {}", ">-\n  {}"])
def test_curly_quotes_in_any_written_style_stay(written: str) -> None:
    assert read_yaml("a: " + written.format("\u201cYes\u201d"), "a.yml").data == {"a": "\u201cYes\u201d"}


def test_curly_quotes_within_straight_ones_stay() -> None:
    assert read_yaml('a: "\u201cYes\u201d"\n', "a.yml").data == {"a": "\u201cYes\u201d"}


def test_a_list_is_read_under_its_name() -> None:
    assert read_yaml_list("# ours\n- set: a\n  to: [b]\n- c\n", "a.yml", "changes") == Document(
        file="a.yml",
        data={"changes": [{"set": "a", "to": ["b"]}, "c"]},
        places={
            (): Place("a.yml", 2, 1),
            ("changes", 0): Place("a.yml", 2, 3),
            ("changes", 0, "set"): Place("a.yml", 2, 3),
            ("changes", 0, "to"): Place("a.yml", 3, 3),
            ("changes", 0, "to", 0): Place("a.yml", 3, 8),
            ("changes", 1): Place("a.yml", 4, 3),
        },
    )


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "---\n", "[]"])
def test_a_list_without_entries_is_empty(text: str) -> None:
    assert read_yaml_list(text, "a.yml", "changes").data == {"changes": []}


@pytest.mark.parametrize("text", ["# ours\nset: a\n", "\n{}", "\nset\n", "\n-set: a\n"])
def test_a_file_that_is_no_list_is_told_how_to_begin_an_entry(text: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read_yaml_list(text, "a.yml", "changes")

    assert found.value.problems == (
        Problem(
            code="SYNTAX",
            what="The file is not a list of entries.",
            place=Place("a.yml", 2),
            do="begin each entry with a hyphen and a space, and indent its other lines by two spaces",
        ),
    )


def test_whatever_is_refused_in_a_mapping_is_refused_in_a_list() -> None:
    with pytest.raises(ProblemsFound) as found:
        read_yaml_list("- a: !x 1\n  a: &y 2\n- b: [\n", "a.yml", "changes")

    assert [(p.code, p.place.line) for p in found.value.problems] == [
        ("TAG", 1),
        ("TWICE", 2),
        ("ANCHOR", 2),
        ("SYNTAX", 3),
    ]
