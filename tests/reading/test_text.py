"""Bytes become text, or problems that name the line: encodings, line ends, invisible characters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Folder
from coachloom.reading.text import decoded, read_text

PLAIN = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], exclude_characters="\ufeff"))
LINE_ENDS = ("\n", "\r\n", "\r")


def refused(data: bytes) -> list[tuple[str, int]]:
    with pytest.raises(ProblemsFound) as found:
        decoded(data, "a.md")
    return [(problem.code, problem.place.line) for problem in found.value.problems]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no mark", "byte order mark"])
@pytest.mark.parametrize("end", LINE_ENDS, ids=["unix", "windows", "old mac"])
def test_a_byte_order_mark_is_dropped_and_every_line_end_becomes_one(mark: bytes, end: str) -> None:
    data = mark + f"Café{end}{end}“Big” room{end}".encode()

    assert decoded(data, "a.md") == "Café\n\n“Big” room\n"


@given(st.lists(PLAIN), st.sampled_from(LINE_ENDS))
def test_any_plain_text_comes_back_whatever_its_line_ends(lines: list[str], end: str) -> None:
    assert decoded(end.join(lines).encode(), "a.md") == "\n".join(lines)


def test_tabs_and_line_ends_are_no_control_characters() -> None:
    assert decoded(b"a\tb\n", "a.md") == "a\tb\n"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_utf_16_is_told_by_its_mark(encoding: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        decoded("\ufefftitle: Café".encode(encoding).removeprefix(b"\0\0"), "a.yml")

    assert found.value.problems == (
        Problem(
            code="ENCODING",
            what="The file is not UTF-8: it was saved as UTF-16.",
            place=Place("a.yml", 1),
            do='in Notepad choose "Save as" and the encoding UTF-8',
        ),
    )


@pytest.mark.parametrize("end", LINE_ENDS, ids=["unix", "windows", "old mac"])
def test_a_character_in_another_encoding_is_named_with_its_line(end: str) -> None:
    assert refused(f"plain{end}Café{end}more{end}".encode("latin-1")) == [("ENCODING", 2)]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("title: Caf\u00e9", "Caf\u00e9"),
        ('title: "Caf\u00e9, later"', "Caf\u00e9"),
        ("\u201cBig\u201d room", "\u201cBig\u201d"),
        ("a" * 100 + "\u00e9" + "b" * 100, "a" * 20 + "\u00e9" + "b" * 19),
        ("one\u00e9\0two", "one\u00e9?two"),
    ],
    ids=ascii,
)
def test_a_word_that_notepad_saved_as_ansi_is_shown(line: str, shown: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        decoded(f"plain\r\n{line}\r\n".encode("cp1252"), "a.md")

    assert found.value.problems == (
        Problem(
            code="ENCODING",
            what=f'The file is not UTF-8: it reads like "{shown}" saved as ANSI (Windows-1252).',
            place=Place("a.md", 2),
            do='in Notepad choose "Save as" and the encoding UTF-8',
        ),
    )


def test_bytes_that_ansi_does_not_know_either_are_shown_as_nothing() -> None:
    with pytest.raises(ProblemsFound) as found:
        decoded(b"Caf\x81", "a.md")

    assert [problem.what for problem in found.value.problems] == [
        "The file is not UTF-8: a character on this line was saved in another encoding."
    ]


def merge(line: int, where: str) -> Problem:
    return Problem(
        code="MERGE",
        what=f"Two people's versions {where}.",
        place=Place("a.yml", line),
        do="keep one of the two texts and delete the lines of <, = and >",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "id: a\n<<<<<<< HEAD\ntitle: b\n=======\ntitle: c\n>>>>>>> ana\n",
            [merge(2, "stand in the file, from this line to line 6")],
        ),
        (
            "<<<<<<<\n>>>>>>>\r\n<<<<<<< a\r\n>>>>>>> b",
            [
                merge(1, "stand in the file, from this line to line 2"),
                merge(3, "stand in the file, from this line to line 4"),
            ],
        ),
        (
            "<<<<<<< a\n<<<<<<< b\n>>>>>>> c\n>>>>>>> d\n<<<<<<<",
            [
                merge(1, "stand in the file from this line on"),
                merge(2, "stand in the file, from this line to line 3"),
                merge(4, "stand in the file above this line"),
                merge(5, "stand in the file from this line on"),
            ],
        ),
    ],
    ids=["one", "two", "without partners"],
)
def test_two_versions_in_one_file_are_one_problem_for_each_pair_of_markers(text: str, expected: list[Problem]) -> None:
    with pytest.raises(ProblemsFound) as found:
        decoded(text.encode(), "a.yml")

    assert list(found.value.problems) == expected


def test_markers_and_control_characters_are_told_together() -> None:
    assert refused(b"a\0\n<<<<<<< a\n") == [("CONTROL", 1), ("MERGE", 2)]


@given(
    st.lists(
        st.sampled_from(["<<<<<< a", "<<<<<<<<", "<<<<<<<a", " <<<<<<< a", "> > quote", ">>>>>> a", "=======", "```"])
    )
)
def test_a_text_without_markers_is_unchanged(lines: list[str]) -> None:
    text = "\n".join(lines)

    assert [decoded(text.encode(), file) for file in ("a.md", "a.yml")] == [text, text]


@pytest.mark.parametrize(
    "text",
    ["```\n<<<<<<< a\n>>>>>>> b\n```\n", "~~~~ text\n~~~\n<<<<<<< a\n~~~~~\n", "```\n``` more\n>>>>>>> b\n"],
)
def test_markers_that_a_markdown_file_shows_as_code_are_no_markers(text: str) -> None:
    assert decoded(text.encode(), "a.md") == text


def test_markers_behind_code_and_in_other_files_are_markers() -> None:
    assert refused(b"```\na\n```\n>>>>>>> b\n") == [("MERGE", 4)]
    with pytest.raises(ProblemsFound) as found:
        decoded(b"```\n>>>>>>> b\n", "a.yml")
    assert list(found.value.problems) == [merge(2, "stand in the file above this line")]


def test_half_a_character_at_the_end_of_the_file_is_named_with_its_line() -> None:
    assert refused("one\ntwo\né".encode()[:-1]) == [("ENCODING", 3)]


def test_every_line_with_a_control_character_is_named_once_with_its_column() -> None:
    with pytest.raises(ProblemsFound) as found:
        decoded(b"one\nt\0w\0o\n\nfo\x1bur", "a.md")

    assert found.value.problems == tuple(
        Problem(
            code="CONTROL",
            what=f"The line holds an invisible control character ({name}).",
            place=place,
            do="delete the character; retyping the line helps where it cannot be seen",
        )
        for name, place in (("U+0000", Place("a.md", 2, 2)), ("U+001B", Place("a.md", 4, 3)))
    )


@pytest.mark.parametrize("character", [chr(c) for c in (*range(9), 0x0B, 0x0C, 0x0E, 0x1F, 0x7F, 0x80, 0x9F, 0xFFFE)])
def test_a_control_character_is_refused(character: str) -> None:
    assert refused(f"one\ntwo{character}\n".encode()) == [("CONTROL", 2)]


@pytest.mark.parametrize("character", ["\u0085", "\u2028", "\u2029", "\ufeff"])
def test_a_line_break_that_no_editor_shows_and_a_stray_mark_are_refused(character: str) -> None:
    """YAML counts the first three as line ends and editors do not, so that every later line number would be wrong."""
    assert refused(f"one\ntwo{character}three\n".encode()) == [("CONTROL", 2)]


@given(st.binary())
def test_any_bytes_become_text_or_problems(data: bytes) -> None:
    try:
        read: str | tuple[Problem, ...] = decoded(data, "a.md")
    except ProblemsFound as found:
        read = found.problems
    if isinstance(read, tuple):
        assert {problem.code for problem in read} in ({"ENCODING"}, {"CONTROL"}, {"MERGE"}, {"CONTROL", "MERGE"})
        assert {problem.place.file for problem in read} == {"a.md"}
    else:
        assert read.encode() == data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def test_a_file_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xef\xbb\xbfone\r\ntwo")

    assert read_text(Folder(tmp_path), "a.md") == "one\ntwo"


def test_a_problem_in_a_file_names_it_as_the_course_does(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "a.md").write_bytes(b"one\n\0")

    with pytest.raises(ProblemsFound) as found:
        read_text(Folder(tmp_path), "cards/a.md")

    assert [(p.code, p.place) for p in found.value.problems] == [("CONTROL", Place("cards/a.md", 2, 1))]


def test_a_file_that_git_left_with_two_versions_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_bytes(b"<<<<<<< HEAD\r\na: 1\r\n=======\r\na: 2\r\n>>>>>>> ana\r\n")

    with pytest.raises(ProblemsFound) as found:
        read_text(Folder(tmp_path), "a.yml")

    assert list(found.value.problems) == [merge(1, "stand in the file, from this line to line 5")]
