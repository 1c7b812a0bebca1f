"""The one way to a file: what is refused, what is never followed, and what a folder is said to hold."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.paths import MOST_BYTES, list_files, printable, read_bytes, safe_join

ROOT = Path(__file__).parent
NAMES = st.text("abcé 1-._", min_size=1, max_size=8)
PIECES = st.sampled_from(
    ["/", "\\", ".", "..", ":", "C:", "~", "a", "CON", " ", "\0", "\n", "é", "//?/", "\ud800", "|"]
)

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links for administrators only")


def refused(path: str, root: Path = ROOT) -> str:
    """The code of the only problem with ``path``."""
    with pytest.raises(ProblemsFound) as found:
        safe_join(root, path)
    (problem,) = found.value.problems
    assert problem.place == Place(printable(path))
    return problem.code


def found_in(root: Path, folder: str) -> tuple[tuple[str, ...], list[tuple[str, str]]]:
    files, problems = list_files(root, folder)
    return files, sorted((problem.code, problem.place.file) for problem in problems)


def can_hold_both(folder: Path, one: str, other: str) -> bool:
    """Whether the disk keeps two names apart."""
    (folder / one).write_bytes(b"")
    return not (folder / other).exists()


@pytest.mark.parametrize(
    "path",
    ["a.md", "modules/one/a.md", "a b/c-d_e.f.md", "é/ñ.md", "...a/..b", ".a", "console.md", "com0", "com10", "auxe"],
)
def test_a_plain_path_leads_into_the_folder(path: str) -> None:
    assert safe_join(ROOT, path) == ROOT / path


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "/",
        "a/",
        "a//b",
        "/etc/passwd",
        "../../etc/passwd",
        "a/../b",
        "a/./b",
        "C:",
        "C:/x",
        "c:x",
        "//h/s",
        "a\\..\\..\\x",
        "\\\\host\\share",
        "a\\b",
        "a:b",
        "a\0b",
        "a\nb",
        "a\tb",
        "a\x7fb",
        "a\x9bb",
        "a|b",
        "a?",
        "*",
        '"<img onerror>.md',
        "a<b",
        "a>b",
        "\udcff",
    ],
)
def test_a_path_that_leaves_the_folder_or_holds_what_windows_cannot_is_refused(path: str) -> None:
    assert refused(path) == "PATH"


@pytest.mark.parametrize(
    "path",
    [
        "CON.md",
        "con",
        "a/nul.tar.gz",
        "aux/a.md",
        "PRN",
        "Com1.x",
        "lpt9",
        "con .md",
        "a.",
        "a ",
        "a./b",
        "a /b",
        "a/b..",
    ],
)
def test_a_name_that_windows_would_change_or_keep_for_itself_is_refused(path: str) -> None:
    assert refused(path) == "NAME"


def test_names_and_paths_end_at_the_lengths_that_are_promised() -> None:
    name, folders = "n" * 120, "/".join("f" * 49 for _ in range(4))

    assert safe_join(ROOT, name) == ROOT / name
    assert refused(name + "n") == "NAME"
    assert safe_join(ROOT, folders + "f") == ROOT / (folders + "f")
    assert len(folders + "f") == 200
    assert refused(folders + "ff") == "NAME"


def test_a_refusal_says_what_is_wrong_and_what_to_do() -> None:
    with pytest.raises(ProblemsFound) as found:
        safe_join(ROOT, "../x")

    assert found.value.problems == (
        Problem(
            code="PATH",
            what='The path "../x" is refused: it steps out of the folder, or has an empty part.',
            place=Place("../x"),
            do="rename or move the file so that its path stays inside the folder, with plain names",
        ),
    )


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(NAMES).map("/".join)))
@example("a/../../b")
@example("C:a")
@example("\\a")
def test_no_text_leads_outside_the_folder_on_any_system(path: str) -> None:
    try:
        joined = safe_join(ROOT, path)
    except ProblemsFound:
        return
    on_windows = PureWindowsPath("C:/course", path)

    assert joined == ROOT / path
    assert Path(os.path.normpath(joined)).is_relative_to(ROOT)
    assert joined != ROOT
    assert on_windows.is_relative_to("C:/course")
    assert ".." not in on_windows.parts


@given(st.text())
def test_what_is_printed_of_any_path_is_one_line_of_at_most_160_safe_characters(path: str) -> None:
    shown = printable(path)

    assert len(shown) <= 160
    assert all(character.isprintable() for character in shown)


def test_what_is_printed_keeps_plain_text_and_shortens_a_long_one() -> None:
    assert [printable(text) for text in ("é a/b", "a\x1b[2J\n\udcff", "x" * 160, "x" * 161)] == [
        "é a/b",
        "a?[2J??",
        "x" * 160,
        "x" * 157 + "...",
    ]


def test_the_bytes_of_a_file_are_read_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b.md").write_bytes(b"\r\n\0\x1a\xff")

    assert read_bytes(tmp_path, "a/b.md") == b"\r\n\0\x1a\xff"


def test_a_file_may_hold_a_million_bytes_and_not_one_more(tmp_path: Path) -> None:
    (tmp_path / "most").write_bytes(b"x" * MOST_BYTES)
    (tmp_path / "more").write_bytes(b"x" * (MOST_BYTES + 1))

    assert len(read_bytes(tmp_path, "most")) == MOST_BYTES == 1_000_000
    assert reading(tmp_path, "more") == [("SIZE", "more")]


def reading(root: Path, path: str) -> list[tuple[str, str]]:
    with pytest.raises(ProblemsFound) as found:
        read_bytes(root, path)
    return [(problem.code, problem.place.file) for problem in found.value.problems]


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()

    assert reading(tmp_path, "folder") == [("FILE", "folder")]
    assert reading(tmp_path, "missing") == [("FILE", "missing")]
    assert reading(tmp_path, "../x") == [("PATH", "../x")]


@posix_only
def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert reading(tmp_path, "pipe") == [("FILE", "pipe")]
    assert found_in(tmp_path.parent, tmp_path.name) == ((), [("FILE", f"{tmp_path.name}/pipe")])


@posix_only
@pytest.mark.parametrize("target", ["inside.md", "../outside.md", "missing.md", "link.md"])
def test_no_link_is_followed_wherever_it_leads(tmp_path: Path, target: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "inside.md").write_bytes(b"inside")
    (tmp_path / "outside.md").write_bytes(b"outside")
    (root / "link.md").symlink_to(target)

    assert refused("link.md", root) == "LINK"
    assert reading(root, "link.md") == [("LINK", "link.md")]
    assert found_in(tmp_path, "root") == (("root/inside.md",), [("LINK", "root/link.md")])


@posix_only
def test_no_folder_that_is_a_link_is_entered_at_any_depth(tmp_path: Path) -> None:
    (tmp_path / "root" / "real").mkdir(parents=True)
    (tmp_path / "outside" / "deep").mkdir(parents=True)
    (tmp_path / "outside" / "deep" / "a.md").write_bytes(b"outside")
    (tmp_path / "root" / "real" / "link").symlink_to(tmp_path / "outside")

    assert reading(tmp_path / "root", "real/link/deep/a.md") == [("LINK", "real/link/deep/a.md")]
    assert found_in(tmp_path / "root", "real") == ((), [("LINK", "real/link")])


@posix_only
def test_a_folder_to_be_listed_that_is_a_link_is_a_problem_and_not_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "a.md").write_bytes(b"outside")
    (tmp_path / "modules").symlink_to("outside")

    assert found_in(tmp_path, "modules") == ((), [("LINK", "modules")])


@posix_only
def test_a_folder_that_links_to_itself_is_a_problem_and_not_a_circle(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "loop").symlink_to(tmp_path / "modules")

    assert found_in(tmp_path, "modules") == ((), [("LINK", "modules/loop")])


@posix_only
def test_a_file_that_goes_away_while_it_is_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.md").write_bytes(b"inside")
    opened = os.open

    def open_and_remove(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        descriptor = opened(path, flags, mode, dir_fd=dir_fd)
        (tmp_path / "a.md").unlink(missing_ok=True)
        return descriptor

    monkeypatch.setattr(os, "open", open_and_remove)
    try:
        read: bytes | list[str] = read_bytes(tmp_path, "a.md")
    except ProblemsFound as found:
        read = [problem.place.file for problem in found.problems]

    assert read in (b"inside", ["a.md"])


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_and_a_folder_that_may_not_be_read_are_problems(tmp_path: Path) -> None:
    (tmp_path / "modules" / "closed").mkdir(parents=True)
    (tmp_path / "modules" / "a.md").write_bytes(b"")
    (tmp_path / "modules" / "a.md").chmod(0)
    (tmp_path / "modules" / "closed").chmod(0)
    try:
        assert reading(tmp_path, "modules/a.md") == [("FILE", "modules/a.md")]
        assert found_in(tmp_path, "modules") == (("modules/a.md",), [("FILE", "modules/closed")])
    finally:
        (tmp_path / "modules" / "closed").chmod(0o700)


def test_files_are_listed_with_slashes_and_in_order_whatever_the_depth(tmp_path: Path) -> None:
    for file in ("m/b.md", "m/a/z.md", "m/a/b/c.yml", "m/a.md", "other/x.md"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(b"")

    assert list_files(tmp_path, "m") == (("m/a.md", "m/a/b/c.yml", "m/a/z.md", "m/b.md"), ())
    assert list_files(tmp_path, "m/a") == (("m/a/b/c.yml", "m/a/z.md"), ())


def test_a_folder_that_is_missing_or_empty_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    assert [list_files(tmp_path, folder) for folder in ("empty", "missing")] == [((), ()), ((), ())]


@pytest.mark.parametrize("name", [".hidden", ".DS_Store", "~$report.docx", "Thumbs.db", "desktop.ini", "DESKTOP.INI"])
def test_what_systems_and_word_leave_behind_is_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / name).write_bytes(b"")
    (tmp_path / "m" / "a.md").write_bytes(b"")

    assert list_files(tmp_path, "m") == (("m/a.md",), ())


def test_a_hidden_folder_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "m" / ".git").mkdir(parents=True)
    (tmp_path / "m" / ".git" / "a.md").write_bytes(b"")

    assert list_files(tmp_path, "m") == ((), ())


def test_a_file_known_by_another_name_outside_the_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "secret").write_bytes(b"secret")
    os.link(tmp_path / "secret", tmp_path / "m" / "a.md")

    assert found_in(tmp_path, "m")[1] == [("FILE", "m/a.md")]


def test_a_file_with_both_its_names_inside_the_folder_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "a.md").write_bytes(b"")
    os.link(tmp_path / "m" / "a.md", tmp_path / "m" / "b.md")

    assert found_in(tmp_path, "m") == (("m/a.md", "m/b.md"), [])


@pytest.mark.parametrize(
    ("one", "other"), [("A.md", "a.md"), ("Straße", "STRASSE"), ("caf\u00e9.md", "cafe\u0301.md")], ids=ascii
)
def test_names_that_are_one_on_another_system_are_a_problem(tmp_path: Path, one: str, other: str) -> None:
    (tmp_path / "m").mkdir()
    if not can_hold_both(tmp_path / "m", one, other):
        pytest.skip("this disk cannot hold both names")
    (tmp_path / "m" / other).write_bytes(b"")
    first, second = sorted([f"m/{one}", f"m/{other}"])

    assert list_files(tmp_path, "m") == (
        (first, second),
        (
            Problem(
                code="TWIN",
                what=f'"{first}" and "{second}" are the same name on Windows and macOS.',
                place=Place(first),
                do="rename one of the two",
            ),
        ),
    )


@posix_only
@pytest.mark.parametrize(
    ("name", "code"),
    [("CON.md", "NAME"), ("a.", "NAME"), ("a\\b", "PATH"), ("a\nb", "PATH"), ("n" * 121, "NAME")],
    ids=ascii,
)
def test_a_name_that_another_system_cannot_hold_is_a_problem_and_not_a_file(
    tmp_path: Path, name: str, code: str
) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / name).write_bytes(b"")

    assert found_in(tmp_path, "m") == ((), [(code, printable(f"m/{name}"))])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds names that are no text")
def test_a_name_that_is_no_text_is_a_problem_and_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    Path(os.fsdecode(os.fsencode(tmp_path / "m") + b"/caf\xe9.md")).write_bytes(b"")

    assert found_in(tmp_path, "m") == ((), [("PATH", "m/caf?.md")])
