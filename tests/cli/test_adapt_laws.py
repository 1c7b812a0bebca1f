"""What holds of `adapt` for every `changes.yml` that people write, and for every text that they give."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coachloom.academy.changes import Set, read_changes
from coachloom.reading.files import Folder
from coachloom.reading.text import control_character
from tests.academy.samples import session
from tests.cli.running import SAID, files_of, new_folder, on, without_history

ENTRIES = (
    "- leave_out: cool-down\n  why: We know it.\n  by: ana-reis\n",
    "- {set: our-page, title: Ours, why: Shorter, by: ana-reis}\n",
    "- set: small-tests  # the long one\n\n  # they asked\n  minutes: 70 # of 80\n  why: >-\n    It is long,\n\n    # no comment\n    and late.\n  by: ana-reis\n",
    '- move: warm-up\n  after: small-tests\n  by: rui-lopes\n  why: "NO: it\n    is - late"\n',
    "-\n  set: weekly-hour\n  rule: fixed\n  because: So.\n  why: x\n  by: y\n",
)
BETWEEN = ("", "\n", "# a word\n", "\n  \n# - leave_out: warm-up\n\n")


@st.composite
def written(draw: st.DrawFn) -> bytes:
    """A `changes.yml` as people leave it."""
    chosen = draw(st.lists(st.sampled_from(ENTRIES), unique=True, max_size=3))
    text = draw(st.sampled_from(("", "# ours\n", "---\n")))
    for entry in chosen:
        text += draw(st.sampled_from(BETWEEN)) + entry
    text += draw(st.sampled_from(BETWEEN))
    if draw(st.booleans()):
        text = "".join(
            f"  {line}" if line.strip() and not line.startswith("---") else line
            for line in text.splitlines(keepends=True)
        )
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    text = text.replace("\n", draw(st.sampled_from(("\n", "\r\n", "\r"))))
    return (b"\xef\xbb\xbf" if draw(st.booleans()) else b"") + text.encode()


CHANGES = (
    ("first-questions", "--minutes", "85"),
    ("first-questions/case", "--text"),
    ("card-questions", "--text"),
    ("day-free", "--text"),
    ("d02", "--add", "FILE", "--after", "small-tests"),
)


@settings(max_examples=40, deadline=None)
@given(before=written(), change=st.sampled_from(CHANGES))
def test_there_and_back_restores_the_folder_byte_for_byte(before: bytes, change: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = new_folder(Path(folder), before)
        extra = Path(folder) / "new.md"
        extra.write_text(session("riverside-new"), encoding="utf-8")
        start = files_of(root)
        there = on(root, "adapt", *(str(extra) if word == "FILE" else word for word in change), *SAID)
        assert there.exit_code == 0, there.output
        comments = [line for line in before.splitlines() if b"#" in line]
        after = (root / "changes.yml").read_bytes()
        assert [line for line in after.splitlines() if b"#" in line] == comments
        assert after.startswith(before)

        back = on(root, "adapt", "riverside-new" if "FILE" in change else change[0], "--back")

        assert (back.exit_code, without_history(root)) == (0, start), back.output


def speakable(text: str) -> bool:
    return bool(text.strip()) and not control_character(text)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), min_size=1, max_size=60).filter(speakable)
ODD = st.sampled_from(
    (
        "NO",
        "10:30",
        "- a",
        "a: b",
        "a #b",
        "#",
        "'",
        '"',
        "{}",
        "[x",
        "é – 🌱",
        "a\nb",
        "~",
        "|",
        "a, b",
        "%",
        "*x",
        "\\",
        "null",
        "---",
        "?",
    )
)


@settings(max_examples=40, deadline=None)
@given(why=TEXT | ODD, expect=TEXT | ODD, title=(TEXT | ODD).map(lambda text: text.replace("\n", " ")))
def test_what_adapt_wrote_reads_as_what_was_asked(why: str, expect: str, title: str) -> None:
    assume(title.strip() and not why.startswith("-C"))
    with tempfile.TemporaryDirectory() as folder:
        root = new_folder(Path(folder))
        asked = on(
            root, "adapt", "warm-up", f"--title={title}", f"--why={why}", "--by", "ana-reis", f"--expect={expect}"
        )
        assume(
            asked.exit_code == 0 or not any(f": {code}  " in asked.output for code in ("HTML", "LINK-DEAD", "MARKUP"))
        )
        if asked.exit_code:
            assert "SYNTAX" not in asked.output
            assert "CHANGE" not in asked.output
            return

        ((entry,), problems) = read_changes(Folder(root), "")

        assert (entry.change, problems) == (
            Set(set="warm-up", title=title.strip(), why=why.strip(), by="ana-reis", expect=expect.strip()),
            (),
        )


JOINED = {
    "a plain entry": (
        "# first\n- set: warm-up\n  minutes: 20  # ask Ana\n  why: Old.\n  # who\n  by: rui-lopes\n# last\n",
        "# first\n- set: warm-up\n  minutes: 12  # ask Ana\n  why: It fits us.\n  # who\n  by: ana-reis\n# last\n",
    ),
    "a block of text with blank lines": (
        "- set: warm-up\n  why: >-  # long\n    One.\n\n    # Two.\n  by: rui-lopes\n  title: T\n\n- leave_out: cool-down\n  why: w\n  by: b\n",
        "- set: warm-up\n  why: It fits us.  # long\n  by: ana-reis\n  title: T\n  minutes: 12\n\n- leave_out: cool-down\n  why: w\n  by: b\n",
    ),
    "in brackets": (
        "- {set: warm-up, title: T, why: Old, by: rui-lopes}\n",
        "- set: warm-up\n  title: T\n  why: It fits us.\n  by: ana-reis\n  minutes: 12\n",
    ),
    "quoted over two lines, indented, no end": (
        "  - why: \"a # b\n      c\"  # d\n    set: 'warm-up'\n    title: T\n    by: x",
        "  - why: It fits us.  # d\n    set: 'warm-up'\n    title: T\n    by: ana-reis\n    minutes: 12",
    ),
    "an odd comment first": (
        "-\r\n     # deep\r\n   set: warm-up\r\n   title: T\r\n   why: don't  # x 'y\r\n   by: x\r\n",
        "-\r\n     # deep\r\n   set: warm-up\r\n   title: T\r\n   why: It fits us.  # x 'y\r\n   by: ana-reis\r\n   minutes: 12\r\n",
    ),
}


@pytest.mark.parametrize(("before", "after"), JOINED.values(), ids=JOINED)
def test_an_element_that_is_set_already_is_set_in_place(tmp_path: Path, before: str, after: str) -> None:
    root = new_folder(tmp_path, before.encode())

    result = on(root, "adapt", "warm-up", "--minutes", "12", *SAID)

    assert ((root / "changes.yml").read_bytes().decode(), result.exit_code) == (after, 0), result.output


@pytest.mark.parametrize(
    "before",
    [
        "[]\n",
        "[{leave_out: cool-down, why: w, by: b}]\n",
        "# x\n[\n]\n",
        "- {set: warm-up, title: T, why: w, by: b}  # keep\n",
    ],
)
def test_a_list_in_brackets_is_refused_in_words(tmp_path: Path, before: str) -> None:
    root = new_folder(tmp_path, before.encode())

    result = on(root, "adapt", "warm-up", "--minutes", "12", *SAID)

    assert ": CHANGE  Entries or fields stand in brackets here" in result.output
    assert (result.exit_code, (root / "changes.yml").read_text()) == (1, before)
