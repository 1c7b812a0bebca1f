"""`adapt`: every kind of change, what is refused, what is asked, and what happens when something goes wrong between."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from coachloom.academy import adapt
from coachloom.problems import ProblemsFound
from coachloom.reading import whole
from coachloom.reading.files import Folder
from tests.academy.samples import prompt, session
from tests.cli.running import SAID, files_of, new_folder, on
from tests.files import rewrite

SAID_LINES = "  why: It fits us.\n  by: ana-reis\n"
ID = "riverside-new"


def entries(root: Path) -> str:
    """`changes.yml` without what a new one holds in comments."""
    lines = (root / "changes.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#"))


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        (("warm-up", "--minutes", "12"), "- set: warm-up\n  minutes: 12\n"),
        (("warm-up", "--set", "minutes=12"), "- set: warm-up\n  minutes: 12\n"),
        (("warm-up", "--title", "007", "--mode", "online"), '- set: warm-up\n  title: "007"\n  mode: online\n'),
        (("warm-up", "--title", "²"), '- set: warm-up\n  title: "²"\n'),
        (
            ("weekly-hour", "--rule", "fixed", "--because", "Half an hour, tried, failed."),
            '- set: weekly-hour\n  rule: fixed\n  because: "Half an hour, tried, failed."\n',
        ),
        (("our-page", "--text"), "- replace: our-page\n  with: content/our-page.md\n"),
        (
            ("first-questions/case", "--text-from", "FILE"),
            "- replace: first-questions/case\n  with: content/first-questions-case.md\n",
        ),
        (("cool-down", "--leave-out"), "- leave_out: cool-down\n"),
        (("warm-up", "--after", "small-tests"), "- move: warm-up\n  after: small-tests\n"),
        (("cool-down", "--before", "small-tests"), "- move: cool-down\n  before: small-tests\n"),
        (
            ("d02", "--add", "SESSION", "--after", "warm-up"),
            f"- add: {ID}\n  to: d02\n  after: warm-up\n  with: content/{ID}.md\n",
        ),
        (("after-a-day", "--add", "PROMPT"), f"- add: {ID}\n  to: after-a-day\n  with: content/{ID}.md\n"),
    ],
    ids=lambda asked: " ".join(asked) if isinstance(asked, tuple) else "",
)
def test_every_kind_of_change_is_written_and_reads_back(tmp_path: Path, asked: tuple[str, ...], entry: str) -> None:
    root = new_folder(tmp_path)
    brought = {"FILE": "Our own case.\n", "SESSION": session(ID), "PROMPT": prompt(ID)}
    for name, text in brought.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    result = on(root, "adapt", *(str(tmp_path / word) if word in brought else word for word in asked), *SAID)

    assert (result.exit_code, entries(root)) == (0, entry + SAID_LINES), result.output
    checked = on(root, "check")
    assert checked.exit_code == 0
    assert asked[0] in on(root, "list", "--changed").output or ID in on(root, "list", "--changed").output


def test_a_text_that_lies_in_content_already_is_used_where_it_is(tmp_path: Path) -> None:
    root = new_folder(tmp_path)
    (root / "content/mine.md").write_text(session(ID), encoding="utf-8")

    result = on(root, "adapt", "d02", "--add", str(root / "content/mine.md"), "--after", "warm-up", *SAID)

    assert (result.exit_code, [path.name for path in (root / "content").iterdir()]) == (0, ["mine.md"])
    assert on(root, "adapt", ID, "--back").exit_code == 0
    assert (root / ".coachloom/history/0001/content/mine.md").read_text(encoding="utf-8") == session(ID)


AGREED = ("--agreed-by", "ana-reis", "--agreed-by", "rui-lopes", "--until")


@pytest.mark.parametrize(
    ("asked", "exit_code", "said"),
    [
        (("weekly-hour", "--title", "X"), 1, ": FIXED  "),
        (("first-questions", "--minutes", "500"), 1, ": BOUNDS  "),
        (("first-questions", "--minutes", "500", *AGREED, "2001.1"), 1, ": DEVIATION  "),
        (("frist-questions", "--minutes", "80"), 1, "Did you mean first-questions?"),
        (("frist-questions", "--back"), 1, "No entry changes `frist-questions`."),
        (("d02", "--add", "no.md"), 2, "File 'no.md' does not exist."),
        (("d02", "--add", "NO-ID"), 1, "`id` is missing"),
        (("d02", "--add", "BAD-ID"), 1, "../../evil"),
        (("d02", "--add", "FOREIGN"), 1, ": PREFIX  "),
        (("d02", "--add", "ANSI"), 1, ": ENCODING  "),
        (("our-page", "--text-from", "LARGE"), 1, ": SIZE  "),
        (("our-page", "--text-from", "EMPTY"), 1, ": CONTENT  "),
        (("d02", "--leave-out"), 1, ": FIXED  "),
        (("warm-up", "--after", "nowhere"), 1, ": NEIGHBOUR  "),
        (("warm-up", "--after", "first-questions"), 1, ": NEIGHBOUR  "),
        (("warm-up", "--text"), 1, "warm-up"),
    ],
    ids=lambda asked: " ".join(asked) if isinstance(asked, tuple) else "",
)
@pytest.mark.parametrize("asks", [False, True], ids=["told", "asked"])
def test_what_is_refused_writes_nothing_and_asks_nothing(
    tmp_path: Path, asked: tuple[str, ...], exit_code: int, said: str, *, asks: bool
) -> None:
    root = new_folder(tmp_path)
    brought = {
        "NO-ID": b"---\nkind: session\n---\n",
        "BAD-ID": b"---\nid: ../../evil\nkind: session\n---\n",
        "FOREIGN": session("other-new").encode(),
        "ANSI": "---\nid: riverside-é\n---\n".encode("cp1252"),
        "LARGE": b"x" * 1_000_001,
        "EMPTY": b"\n",
    }
    for name, data in brought.items():
        (tmp_path / name).write_bytes(data)
    before = files_of(root)
    given = () if asks or "--back" in asked else SAID

    result = on(root, "adapt", *(str(tmp_path / word) if word in brought else word for word in asked), *given)

    assert (result.exit_code, files_of(root)) == (exit_code, before), result.output
    assert said in result.output
    assert "Why:" not in result.output


def test_why_and_by_are_asked_for_and_the_last_decider_is_proposed(tmp_path: Path) -> None:
    root = new_folder(tmp_path, b"- leave_out: cool-down\n  why: w\n  by: rui-lopes\n")

    result = on(root, "adapt", "warm-up", "--minutes", "12", typed="Shorter: late\nRui Lopes\n\n\n")

    assert result.exit_code == 0
    assert result.stdout == (
        "Why: Shorter: late\n"
        "Who decided it (an id such as ana-reis) [rui-lopes]: Rui Lopes\n"
        "Error: write a short id in small letters, such as ana-reis; the name itself stands in private/people.yml\n"
        "Who decided it (an id such as ana-reis) [rui-lopes]: \n"
        "For changes.yml:\n\n"
        '    - set: warm-up\n      minutes: 12\n      why: "Shorter: late"\n      by: rui-lopes\n\n'
        "Write it? [Y/n]: \n"
        "Written.\n"
    )


@pytest.mark.parametrize("given", [SAID[:2], SAID[2:], SAID], ids=["why", "by", "both"])
def test_only_what_was_not_given_is_asked_for(tmp_path: Path, given: tuple[str, ...]) -> None:
    root = new_folder(tmp_path)
    typed = {2: "Late.\n" if "--by" in given else "ana-reis\n", 4: ""}[len(given)]

    result = on(root, "adapt", "warm-up", "--minutes", "12", *given, typed=typed + "y\n" * bool(typed))

    questions = ("Why" in result.stdout.splitlines()[0], "Who decided" in result.stdout, "Write it?" in result.stdout)
    assert questions == ("--why" not in given, "--by" not in given, len(given) < 4)
    assert "- set: warm-up" in entries(root)


@pytest.mark.parametrize(
    "typed", ["Late.\nana-reis\nn\n", "Late.\nana-reis\n", "Late.\n", ""], ids=["no", "end 3", "end 2", "end 1"]
)
def test_whoever_says_no_or_leaves_at_a_question_has_changed_nothing(tmp_path: Path, typed: str) -> None:
    root = new_folder(tmp_path)
    before = files_of(root)

    result = on(root, "adapt", "our-page", "--text", typed=typed)

    assert files_of(root) == before
    assert ("Nothing was written." in result.output) == typed.endswith("n\n")


def test_what_a_colleague_saves_while_the_question_waits_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_folder(tmp_path)
    theirs = b"- leave_out: cool-down\n  why: w\n  by: rui-lopes\n"

    def confirm(*_words: object, **_more: object) -> bool:
        (root / "changes.yml").write_bytes(theirs)
        return True

    monkeypatch.setattr(click, "confirm", confirm)
    result = on(root, "adapt", "our-page", "--text", typed="Late.\nana-reis\n")

    assert result.exit_code == 1
    assert "changes.yml was changed by somebody else just now." in result.output
    assert ((root / "changes.yml").read_bytes(), list((root / "content").iterdir())) == (theirs, [])


def test_what_a_colleague_saves_between_two_writes_is_not_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_folder(tmp_path)
    theirs = b"- leave_out: cool-down\n  why: w\n  by: rui-lopes\n"

    def write(path: Path, data: bytes) -> None:
        whole.write_whole(path, data)
        (root / "changes.yml").write_bytes(theirs)

    monkeypatch.setattr(adapt, "write_whole", write)
    result = on(root, "adapt", "our-page", "--text", *SAID)

    assert result.exit_code == 1
    assert ((root / "changes.yml").read_bytes(), list((root / "content").iterdir())) == (theirs, [])


def test_a_text_that_a_colleague_saves_while_it_is_taken_back_stays(tmp_path: Path) -> None:
    root = new_folder(tmp_path)
    on(root, "adapt", "our-page", "--text", *SAID)
    proposal = adapt.taken_back(Folder(root), "our-page")
    (root / "content/our-page.md").write_text("Theirs.\n", encoding="utf-8")
    before = files_of(root)

    with pytest.raises(ProblemsFound):
        adapt.write(root, proposal)

    assert files_of(root) == before


def failing(at: int) -> Callable[[Path, bytes], None]:
    """The way files are written, on a disk that is full from the ``at``-th on."""
    real, written = whole.write_whole, iter(range(100))

    def write(path: Path, data: bytes) -> None:
        if next(written) >= at:
            raise KeyboardInterrupt
        real(path, data)

    return write


@pytest.mark.parametrize("at", range(4))
@pytest.mark.parametrize("asked", [("card-questions", "--text", *SAID), ("our-page", "--back")], ids=["there", "back"])
def test_a_run_that_is_broken_off_leaves_a_whole_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...], at: int
) -> None:
    root = new_folder(tmp_path)
    (tmp_path / "own.md").write_text("A text.\n", encoding="utf-8")
    assert on(root, "adapt", "our-page", "--text-from", str(tmp_path / "own.md"), *SAID).exit_code == 0
    (root / "content/our-page.md").write_text("Our room.\n", encoding="utf-8")
    before = files_of(root)
    monkeypatch.setattr(adapt, "write_whole", failing(at))

    result = on(root, "adapt", *asked)

    writes = 2 if "--text" in asked else 3
    assert result.exit_code == (1 if at < writes else 0)
    assert (files_of(root) == before) == (at < writes)
    assert on(root, "check").exit_code == 0


def test_a_disk_that_is_full_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = new_folder(tmp_path)
    before = files_of(root)

    def full(_self: Path, _target: object) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    result = on(root, "adapt", "our-page", "--text", *SAID)

    assert (result.exit_code, files_of(root)) == (1, before)
    assert "cannot be written (No space left on device)" in result.output


def test_history_is_never_written_over(tmp_path: Path) -> None:
    root = new_folder(tmp_path)
    kept = root / ".coachloom/history/0007/changes.yml"
    kept.parent.mkdir(parents=True)
    kept.write_text("older", encoding="utf-8")
    on(root, "adapt", "warm-up", "--minutes", "12", *SAID)

    assert on(root, "adapt", "warm-up", "--back").exit_code == 0

    assert kept.read_text(encoding="utf-8") == "older"
    assert (root / ".coachloom/history/0008/changes.yml").read_text(encoding="utf-8") == (
        "- set: warm-up\n  minutes: 12\n" + SAID_LINES
    )


@pytest.mark.parametrize("data", ["é".encode("cp1252"), b"- set: [", b"\xff\xfe-\x00", b"- set: x\n", b"<<<<<<< a\n"])
def test_a_changes_file_with_a_fault_is_mended_by_hand_first(tmp_path: Path, data: bytes) -> None:
    root = new_folder(tmp_path, data)
    before = files_of(root)

    for asked in (("warm-up", "--minutes", "12", *SAID), ("warm-up", "--back")):
        assert (on(root, "adapt", *asked).exit_code, files_of(root)) == (1, before)


def test_a_second_own_text_is_refused_with_the_name_of_the_first(tmp_path: Path) -> None:
    root = new_folder(tmp_path)
    on(root, "adapt", "our-page", "--text", *SAID)
    rewrite(root, "content/our-page.md", "Some", "Our")
    before = files_of(root)

    result = on(root, "adapt", "our-page", "--text", *SAID)

    assert (result.exit_code, files_of(root)) == (1, before)
    assert "You have your own text for `our-page` already, in content/our-page.md." in result.output
