"""Inputs 1 to 25 of "Forty bad inputs": each is refused with its file and line, and the earlier site stays as it was.

The course is spoilt in one way at a time and built through the real command line. Inputs 7 and 8 are no
faults here: they are read as the very text. Inputs that a system cannot hold are met by the nearest thing to them.
"""

from __future__ import annotations

import datetime
import os
import re
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coachloom.cli import main
from coachloom.course.checked import checked_course
from coachloom.course.kinds import Card
from coachloom.course.load import read_course
from coachloom.course.model import Break, Course
from coachloom.problems import ProblemsFound
from coachloom.reading.paths import read_bytes
from tests.files import rewrite, tree_hash

Found = list[tuple[str, str, int]]

CARD = "curriculum/cards/card-questions.md"
REDIRECTS = "curriculum/redirects.yml"
PAGE = "curriculum/pages/the-room.md"
PROGRAMME = "curriculum/programme.yml"
REFERENCES = "curriculum/references.yml"

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot hold this in a folder")
needs_nofollow = pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="the system cannot refuse links on opening")


@pytest.fixture
def course(small: Path) -> Path:
    """The small course with a site that an earlier build left."""
    site = small / "build" / "site"
    site.mkdir(parents=True)
    for name in ("course.json", "provenance.json"):
        (site / name).write_text('{"format": 1}', encoding="utf-8")
    (site / "index.html").write_text("<title>The earlier site</title>", encoding="utf-8")
    return small


def build(course: Path) -> Result:
    return CliRunner().invoke(main, ["-C", str(course), "build"])


def refusal(course: Path) -> Found:
    """Builds, proves that nothing changed, and returns code, file and line of every problem."""
    before = tree_hash(course / "build")
    result = build(course)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, result.stdout) == (1, "")
    assert tree_hash(course / "build") == before
    told = re.findall(r"^(\S.*?):(\d+): ([A-Z-]+)(?: \(note\))?  \S", result.stderr, re.MULTILINE)
    assert result.stderr.splitlines()[-1] == f"{len(told)} problem{'s' * (len(told) != 1)}. Nothing was changed."
    return [(code, file, int(line)) for file, line, code in told]


def add(course: Path, file: str, text: str) -> int:
    """Writes ``text`` below what stands in ``file`` and returns the number of its first line."""
    path = course / file
    before = path.read_text(encoding="utf-8")
    path.write_text(before + text, encoding="utf-8")
    return before.count("\n") + 1


def elsewhere(course: Path) -> Path:
    """A folder outside the course, with files that would be good ones inside it."""
    return Path(shutil.copytree(course / "curriculum" / "cards", course.parent / "elsewhere"))


def retitled(course: Path, title: str) -> Course:
    """The course with its card's title written as ``title``, without quotes of ours."""
    rewrite(course, CARD, "title: Open questions", f"title: {title}")
    return checked_course(course).course


def test_the_course_that_is_spoilt_here_has_no_fault_of_its_own(course: Path) -> None:
    assert checked_course(course).notes == ()


def test_01_bomb_of_merge_keys(course: Path) -> None:
    levels = 40
    bomb = "a0: &a0 {x: y}\n" + "".join(f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}\n" for n in range(1, levels))
    line = add(course, REDIRECTS, bomb)

    assert refusal(course) == [
        ("ANCHOR", REDIRECTS, line),
        *(("ANCHOR", REDIRECTS, line + n) for n in range(1, levels) for _ in range(3)),
    ]


def test_02_bomb_of_aliases(course: Path) -> None:
    line = add(course, REDIRECTS, "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")

    assert refusal(course) == [("ANCHOR", REDIRECTS, line + n) for n in (0, 1, 1, 1, 2, 2)]


def test_03_anchor_that_holds_itself(course: Path) -> None:
    line = add(course, REDIRECTS, "a: &a [*a]\n")

    assert refusal(course) == [("ANCHOR", REDIRECTS, line)] * 2


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.mkdir [{}]", "!!python/name:os.system", "!include {}", "!!str x"]
)
def test_04_tag(course: Path, tag: str) -> None:
    trace = course.parent / "trace"
    line = add(course, REDIRECTS, f"a: {tag.replace('{}', trace.as_posix())}\n")

    assert refusal(course) == [("TAG", REDIRECTS, line)]
    assert not trace.exists()


def test_05_the_same_key_twice(course: Path) -> None:
    line = add(course, REDIRECTS, "format: 1\n")

    assert refusal(course) == [("TWICE", REDIRECTS, line)]


def test_05_the_same_key_twice_in_front_matter(course: Path) -> None:
    line = rewrite(course, CARD, "rule: flexible\n", "rule: flexible\nid: another\n")

    assert refusal(course) == [("TWICE", CARD, line + 1)]


@pytest.mark.parametrize(
    ("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")], ids=["list", "mapping", "block"]
)
def test_06_depth_of_5000(course: Path, opening: str, closing: str) -> None:
    line = add(course, REDIRECTS, "a:\n  " + opening * 5_000 + "x" + closing * 5_000 + "\n")

    assert refusal(course) == [("DEPTH", REDIRECTS, line + 1)]


def test_07_a_time_without_quotes_is_a_time(course: Path) -> None:
    rewrite(course, "curriculum/schedule.yml", "start: 09:00", "start: 10:30")
    rewrite(course, "curriculum/schedule.yml", "{at: 10:30, minutes: 15}", "{at: 11:20, minutes: 15}")
    schedule = checked_course(course).course.schedule

    assert (schedule.start, schedule.breaks) == (datetime.time(10, 30), (Break(at=datetime.time(11, 20), minutes=15),))


@pytest.mark.parametrize("written", ["10:30", "NO", "on", "1.10", "010", "yes", "~", "2027-01-01", "0x1F", "1e3"])
def test_07_and_08_a_title_without_quotes_is_the_very_text(course: Path, written: str) -> None:
    assert [card.title for card in retitled(course, written).all(Card)] == [written]


def test_08_an_edition_and_a_number_without_quotes_are_what_was_typed(course: Path) -> None:
    rewrite(course, PROGRAMME, 'edition: "2027.1"', "edition: 2027.10")
    rewrite(course, "curriculum/schedule.yml", "{at: 10:30, minutes: 15}", "{at: 10:30, minutes: 010}")
    read = checked_course(course).course

    assert (read.programme.edition, [pause.minutes for pause in read.schedule.breaks]) == ("2027.10", [10])


@pytest.mark.parametrize("date", ["2026-02-30", "2026-13-01", "30.02.2026", "2026-2-3"])
def test_09_a_day_that_is_not_in_the_calendar(course: Path, date: str) -> None:
    line = rewrite(course, REFERENCES, "checked: 2026-11-22", f"checked: {date}")

    assert refusal(course) == [("VALUE", REFERENCES, line)]


@pytest.mark.parametrize("file", [REDIRECTS, CARD, PROGRAMME])
def test_10_nul(course: Path, file: str) -> None:
    line = add(course, file, "# \0\n")

    assert refusal(course) == [("CONTROL", file, line)]


@pytest.mark.parametrize(
    ("written", "line"), [('"\\0"', 4), ('"\\e[2J"', 4), ('"a\\u2028b"', 4)], ids=["nul", "esc", "ls"]
)
def test_10_nul_and_its_like_written_as_an_escape(course: Path, written: str, line: int) -> None:
    r"""Added to the list: YAML turns ``"\\0"`` into the character that is refused when it stands in the file."""
    rewrite(course, CARD, "title: Open questions", f"title: {written}")

    assert refusal(course) == [("CONTROL", CARD, line)]


def test_10_tab_for_indentation(course: Path) -> None:
    line = add(course, REDIRECTS, "a:\n\tb: x\n")

    assert refusal(course) == [("SYNTAX", REDIRECTS, line + 1)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_10_utf_16_with_its_mark(course: Path, encoding: str) -> None:
    text = (course / REDIRECTS).read_text(encoding="utf-8")
    (course / REDIRECTS).write_bytes(f"\ufeff{text}".encode(encoding))

    assert refusal(course) == [("ENCODING", REDIRECTS, 1)]


@pytest.mark.parametrize("sign", ["", "-", "+"])
@pytest.mark.parametrize("digits", [5_000, 4_000, 7])
def test_11_whole_number_of_5000_digits_and_any_of_more_than_six(course: Path, digits: int, sign: str) -> None:
    line = rewrite(course, PROGRAMME, "numbers: {minutes: 60}", f"numbers: {{minutes: {sign}{'9' * digits}}}")

    assert refusal(course) == [("VALUE", PROGRAMME, line)]


@pytest.mark.parametrize("file", [REDIRECTS, CARD, "curriculum/assets/big.svg"])
def test_12_scalar_of_ten_megabytes(course: Path, file: str) -> None:
    (course / file).write_text(f'a: "{"x" * 10_000_000}"\n', encoding="utf-8")

    assert refusal(course) == [("SIZE", file, 1)]


@pytest.mark.parametrize("id", ["../../etc/passwd", "/etc/passwd", "a\\..\\..\\x", "C:/x", "CON.", "a/b", "."])
def test_13_to_15_path_as_an_id(course: Path, id: str) -> None:
    line = rewrite(course, CARD, "id: card-questions", f"id: {id}")

    assert refusal(course) == [("VALUE", CARD, line)]


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "a%5C..%5C..%5Cx"])
def test_13_to_15_path_as_a_picture_or_a_link(course: Path, path: str) -> None:
    line = add(course, PAGE, f"\n![A secret]({path})\n\n[a secret]({path})\n")

    assert refusal(course) == [("PICTURE", PAGE, line + 1), ("LINK-DEAD", PAGE, line + 3)]


@posix_only
def test_15_backslashes_in_the_name_of_a_file(course: Path) -> None:
    """On Windows such a name is a way through folders and can be no file's name."""
    (course / "curriculum" / "cards" / "a\\..\\..\\x.md").write_bytes((course / CARD).read_bytes())

    assert refusal(course) == [("PATH", "curriculum/cards/a\\..\\..\\x.md", 1)]


@posix_only
@pytest.mark.parametrize("target", ["elsewhere/card-questions.md", "/dev/zero", "/etc/passwd", "nowhere.md"])
def test_16_link_to_a_file(course: Path, target: str) -> None:
    elsewhere(course)
    (course / "curriculum" / "cards" / "linked.md").symlink_to(course.parent / target)

    assert refusal(course) == [("LINK", "curriculum/cards/linked.md", 1)]


@posix_only
def test_16_link_to_a_file_inside_the_course(course: Path) -> None:
    (course / "curriculum" / "cards" / "linked.md").symlink_to("card-questions.md")

    assert refusal(course) == [("LINK", "curriculum/cards/linked.md", 1)]


@posix_only
def test_17_link_to_a_folder(course: Path) -> None:
    (course / "curriculum" / "cards" / "more").symlink_to(elsewhere(course))

    assert refusal(course) == [("LINK", "curriculum/cards/more", 1)]


@posix_only
def test_17_link_in_place_of_a_whole_folder_of_the_course(course: Path) -> None:
    (course / "curriculum").rename(course.parent / "outside")
    (course / "curriculum").symlink_to(course.parent / "outside")

    assert refusal(course) == [("LINK", "curriculum", 1)]


@posix_only
def test_18_links_in_a_circle(course: Path) -> None:
    cards = course / "curriculum" / "cards"
    (cards / "one.md").symlink_to("two.md")
    (cards / "two.md").symlink_to("one.md")
    (cards / "up").symlink_to(course / "curriculum")

    assert refusal(course) == [("LINK", f"curriculum/cards/{name}", 1) for name in ("one.md", "two.md", "up")]


@posix_only
def test_19_pipe_and_device(course: Path) -> None:
    """The device is reached through a link, since only the administrator can make one; see also input 16."""
    os.mkfifo(course / "curriculum" / "cards" / "pipe.md")
    (course / "curriculum" / "cards" / "zero.md").symlink_to("/dev/zero")

    assert refusal(course) == [("FILE", "curriculum/cards/pipe.md", 1), ("LINK", "curriculum/cards/zero.md", 1)]


def test_19_folder_in_place_of_a_file(course: Path) -> None:
    """Added to the list: what is no ordinary file, on every system."""
    (course / REDIRECTS).unlink()
    (course / REDIRECTS).mkdir()

    assert refusal(course) == [("FILE", REDIRECTS, 1)]


@posix_only
@pytest.mark.parametrize("name", ["CON.md", "aux", "lpt1.tar.md", "notes.md.", "notes.md "])
def test_20_name_that_windows_keeps_or_changes(course: Path, name: str) -> None:
    """Windows itself can make none of these, so that they come from elsewhere."""
    (course / "curriculum" / "cards" / name).write_bytes((course / CARD).read_bytes())

    assert refusal(course) == [("NAME", f"curriculum/cards/{name}", 1)]


@pytest.mark.parametrize(
    ("number", "name", "twin"),
    [(21, "A.md", "a.md"), (22, "caf\u00e9.md", "cafe\u0301.md"), (22, "\ufb01ve.md", "FIVE.md")],
    ids=ascii,
)
def test_21_and_22_names_that_are_one_on_another_system(course: Path, number: int, name: str, twin: str) -> None:
    """Skipped where the disk itself takes the two names for one: then there can be only one file."""
    cards = course / "curriculum" / "cards"
    (cards / name).write_text("---\nid: card-a\nkind: card\ntitle: A\nrule: flexible\n---\nA.\n", encoding="utf-8")
    if (cards / twin).exists():
        pytest.skip("this disk cannot hold both names")
    (cards / twin).write_text("---\nid: card-b\nkind: card\ntitle: B\nrule: flexible\n---\nB.\n", encoding="utf-8")

    assert number in {21, 22}
    assert refusal(course) == [("TWIN", min(f"curriculum/cards/{name}", f"curriculum/cards/{twin}"), 1)]


@posix_only
@pytest.mark.parametrize(
    ("name", "shown"),
    [('"<img src=x onerror=alert(1)>.md', '"<img src=x onerror=alert(1)>.md'), ("a\nb\x1b[2J.md", "a?b?[2J.md")],
    ids=["html", "terminal"],
)
def test_23_name_that_is_code(course: Path, name: str, shown: str) -> None:
    (course / "curriculum" / "cards" / name).write_bytes((course / CARD).read_bytes())

    assert refusal(course) == [("PATH", f"curriculum/cards/{shown}", 1)]


@pytest.mark.parametrize("name", ["n" * 200 + ".md", "\u00e9" * 120 + ".md"], ids=["203 letters", "123 letters"])
def test_24_long_name(course: Path, name: str) -> None:
    """The disks at hand hold names of at most 255 bytes, not 300; these are of 203 and 243."""
    try:
        (course / "curriculum" / "cards" / name).write_bytes((course / CARD).read_bytes())
    except OSError:
        pytest.skip("this disk cannot hold the name")
    path = f"curriculum/cards/{name}"

    assert refusal(course) == [("NAME", path if len(path) <= 160 else path[:157] + "...", 1)]


@needs_nofollow
def test_25_file_swapped_for_a_link_between_check_and_open(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = elsewhere(course) / "card-questions.md"
    opened = os.open

    def open_late(path: Any, *args: Any, **named: Any) -> int:
        if os.fspath(path).endswith("card-questions.md"):
            (course / CARD).unlink(missing_ok=True)
            (course / CARD).symlink_to(target)
        return opened(path, *args, **named)

    monkeypatch.setattr(os, "open", open_late)

    assert refusal(course) == [("LINK", CARD, 1)]


class Swap:
    """A folder that is now the real one, now a link to one outside; both hold ``a.md``."""

    def __init__(self, around: Path) -> None:
        self.root, self.outside = around / "root", around / "outside"
        self.folder, self.aside = self.root / "in", self.root / "aside"
        self.linked = False
        for folder in (self.folder, self.outside):
            folder.mkdir(parents=True)
            (folder / "a.md").write_bytes(folder.name.encode())

    def to(self, *, linked: bool) -> None:
        if linked and not self.linked:
            self.folder.rename(self.aside)
            self.folder.symlink_to(self.outside)
        elif self.linked and not linked:
            self.folder.unlink()
            self.aside.rename(self.folder)
        self.linked = linked

    def read(self) -> bytes | set[str]:
        """What is read, or the codes of the problems."""
        try:
            return read_bytes(self.root, "in/a.md")
        except ProblemsFound as found:
            return {problem.code for problem in found.problems}


@contextmanager
def before_each_look(at: Callable[[int], None]) -> Iterator[None]:
    """Calls ``at`` with 0, 1, 2 … before each time that anyone looks at the disk or opens a file."""
    looks = 0

    def late(original: Callable[..., Any]) -> Callable[..., Any]:
        def look(*args: Any, **named: Any) -> Any:
            nonlocal looks
            with pytest.MonkeyPatch.context() as undisturbed:
                for name, function in originals.items():
                    undisturbed.setattr(os, name, function)
                at(looks)
            looks += 1
            return original(*args, **named)

        return look

    originals: dict[str, Callable[..., Any]] = {name: getattr(os, name) for name in ("open", "stat", "lstat")}
    with pytest.MonkeyPatch.context() as patch:
        for name, original in originals.items():
            patch.setattr(os, name, late(original))
        yield


@needs_nofollow
@pytest.mark.parametrize("moment", range(8))
def test_25_folder_swapped_for_a_link_at_any_moment(tmp_path: Path, moment: int) -> None:
    swap = Swap(tmp_path)
    with before_each_look(lambda look: swap.to(linked=look >= moment)):
        read = swap.read()

    assert read in (b"in", {"LINK"})


@needs_nofollow
def test_25_folder_swapped_back_and_forth_in_any_rhythm(tmp_path: Path) -> None:
    swap = Swap(tmp_path)
    read = {}
    for rhythm in product([False, True], repeat=7):

        def keep(look: int, rhythm: tuple[bool, ...] = rhythm) -> None:
            swap.to(linked=rhythm[min(look, 6)])

        with before_each_look(keep):
            read[rhythm] = swap.read()

    assert {rhythm: what for rhythm, what in read.items() if what not in (b"in", {"LINK"})} == {}
    assert b"in" in read.values()


@needs_nofollow
def test_25_folder_swapped_by_someone_else_all_the_time(tmp_path: Path) -> None:
    swap = Swap(tmp_path)
    enough = threading.Event()

    def keep_swapping() -> None:
        while not enough.is_set():
            swap.to(linked=not swap.linked)

    someone = threading.Thread(target=keep_swapping)
    someone.start()
    try:
        until = time.monotonic() + 1
        read = []
        while time.monotonic() < until:
            read.append(swap.read())
    finally:
        enough.set()
        someone.join()

    assert [what for what in read if isinstance(what, bytes) and what != b"in"] == []
    assert len(read) > 100


def test_all_that_is_wrong_is_told_at_once_and_in_order(course: Path) -> None:
    card = rewrite(course, CARD, "title: Open questions", "title: Open questions\ntitle: Again")
    date = rewrite(course, REFERENCES, "checked: 2026-11-22", "checked: 2026-02-30")
    redirects = add(course, REDIRECTS, "a: &a x\nb: !b y\n")

    assert refusal(course) == [
        ("TWICE", CARD, card + 1),
        ("ANCHOR", REDIRECTS, redirects),
        ("TAG", REDIRECTS, redirects + 1),
        ("VALUE", REFERENCES, date),
    ]
    assert read_course(course).course is not None
