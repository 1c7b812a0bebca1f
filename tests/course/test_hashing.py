"""Laws of hashes, tried on files: what no reader sees keeps every hash, what one sees changes exactly its own."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coachloom.course.hashing import hashes
from coachloom.course.load import read_course
from tests.conftest import SMALL
from tests.files import rewrite

CARD = "curriculum/cards/card-questions.md"
FORM = "assessments/after-a-day.yml"
QUESTIONS = "modules/first/one/questions.md"
TWO = "modules/first/two/index.md"

RICHER = (
    (
        CARD,
        "   - Count to ten.\n",
        (
            "   - Count to ten.\n\nIn a café, a line  \nbroken here,\nnot there.\n\n### Aloud\n\n"
            "```text\nask   openly  \n\n    and wait\n```\n\n- One.\n\n- Two.\n"
        ),
    ),
    (FORM, "text: Anything else?", "text: Anything else, à la carte?"),
    (QUESTIONS, "A case (fictional).", "A case (fictional), told by Zoë.\nIt goes on\nfor three lines."),
    ("curriculum/glossary.yml", "text: A weekly hour.", "text: A weekly hour, at a café."),
)
"""What the small course lacks and hashes must mind: accents, a broken line, a code fence, a deeper heading."""


LAWS = settings(max_examples=80, deadline=None, derandomize=True, phases=(Phase.generate,))
"""Without shrinking, which would take minutes: tests of single edits beside the laws name the culprit."""


# Files as values


@dataclass(frozen=True)
class Written:
    """A file of a course: its facts, the text below them (None in a YAML file), or bytes that stay as they are."""

    facts: dict[str, Any] = field(default_factory=dict)
    body: str | None = None
    as_is: bytes | None = None


Files = dict[str, Written]


@cache
def rich_files() -> Files:
    """The small course, made richer."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for path in sorted(path for path in SMALL.rglob("*") if path.is_file()):
            (root / path.relative_to(SMALL)).parent.mkdir(parents=True, exist_ok=True)
            (root / path.relative_to(SMALL)).write_bytes(path.read_bytes())
        for file, old, new in RICHER:
            rewrite(root, file, old, new)
        found = sorted(path for path in root.rglob("*") if path.is_file())
        return {path.relative_to(root).as_posix(): parsed(path) for path in found}


def parsed(path: Path) -> Written:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yml":
        return Written(facts=yaml.load(text, Loader=yaml.BaseLoader))
    if text.startswith("---\n"):
        head, body = text.removeprefix("---\n").split("\n---\n", maxsplit=1)
        return Written(facts=yaml.load(head, Loader=yaml.BaseLoader), body=body)
    return Written(as_is=path.read_bytes())


@cache
def rich_hashes() -> dict[str, str]:
    return hashed(rich_files(), {})


def hashed(files: Files, edits: dict[str, frozenset[str]]) -> dict[str, str]:
    """The hashes of a course whose files were written with these insignificant edits."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for file, written in files.items():
            names = edits.get(file, frozenset())
            path = root / (elsewhere(file) if "moved" in names else file)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(rendered(written, names))
        reading = read_course(root)
    assert reading.problems == ()
    assert reading.course is not None
    return hashes(reading.course)


def rendered(written: Written, edits: frozenset[str]) -> bytes:
    """The bytes of a file, its edits applied in the order of the tables."""
    if written.as_is is not None:
        return written.as_is
    facts: Any = written.facts
    for name, change in FACTS.items():
        facts = change(facts) if name in edits else facts
    style = {key: value for name, chosen in STYLES.items() if name in edits for key, value in chosen.items()}
    head = yaml.dump(facts, Dumper=yaml.SafeDumper, **{**PLAIN, **style})
    for name, change_line in LINES.items():
        head = "\n".join(map(change_line, head.splitlines())) + "\n" if name in edits else head
    body = written.body
    for name, change_text in TEXTS.items():
        body = change_text(body) if name in edits and body is not None else body
    data = (head if body is None else f"---\n{head}---\n{body}").encode()
    for name, change_bytes in BYTES.items():
        data = change_bytes(data) if name in edits else data
    return data


# Edits that no reader sees


def _everywhere(change: Callable[[str, Any], Any]) -> Callable[[Any], Any]:
    """Applies ``change`` to the value behind every key, however deep."""

    def changed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: change(key, changed(one)) for key, one in value.items()}
        return [changed(one) for one in value] if isinstance(value, list) else value

    return changed


def _turned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _turned(one) for key, one in reversed(value.items())}
    return [_turned(one) for one in value] if isinstance(value, list) else value


def _spaced(_: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_spaced("", one) for one in value]
    return re.sub(r"(?<=\w) (?=\w)", "  ", value) if isinstance(value, str) else value


def _otherwise(key: str, new: Any) -> Callable[[Any], Any]:
    return _everywhere(lambda name, value: new(value) if name == key else value)


def by_lines(change: Callable[[str, str], str]) -> Callable[[str], str]:
    """Applies ``change`` to each line outside code, given the line and the one below."""

    def changed(text: str) -> str:
        lines = text.split("\n")
        fences = 0
        for number, line in enumerate(lines):
            fences += line.startswith("```")
            if fences % 2 == 0 and not line.startswith("```"):
                below = lines[number + 1] if number + 1 < len(lines) else ""
                lines[number] = change(line, below)
        return "\n".join(lines)

    return changed


_BLOCK = re.compile(r"\s*([-#|>]|[0-9]+\. |```|$)")


def _trailing(line: str, below: str) -> str:
    """White space at the end of the line; inside a paragraph a single space, since two would break the line."""
    goes_on = line.strip() and not re.match(r"[#|]", line) and not _BLOCK.match(below)
    return line + " " if goes_on else line + "   "


def _prose(line: str, _: str) -> str:
    return line if line.startswith("## ") else re.sub(r"(?<=\w) (?=\w)", "  ", line)


def elsewhere(file: str) -> str:
    """A new name in a new folder, where the kind of file may have one."""
    path = PurePosixPath(file)
    name = f"renamed-{hashlib.sha256(file.encode()).hexdigest()[:8]}{path.suffix}"
    if path.parts[0] == "modules":
        return f"modules/elsewhere/{name[8:10]}/{name}"
    if path.parts[0] == "assessments":
        return f"assessments/{name}"
    return f"{path.parent}/deeper/{name}" if path.suffix == ".md" and path.name != "CHANGES.md" else file


PLAIN: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": 10_000, "default_flow_style": False}

FACTS: dict[str, Callable[[Any], Any]] = {
    "another rule": _otherwise("rule", {"fixed": "flexible", "bounded": "fixed", "flexible": "bounded"}.get),
    "another reason": _otherwise("because", lambda _: "For another reason."),
    "other bounds": _otherwise("bounds", lambda _: {"minutes": {"min": "1", "max": "999"}}),
    "another status": _otherwise("status", {"outline": "full", "full": "outline"}.get),
    "other flexible sections": _otherwise("flexible", lambda _: ["purpose", "plan"]),
    "checked later": _otherwise("checked", lambda _: "2027-02-28"),
    "doubled spaces": _everywhere(_spaced),
    "keys in another order": _turned,
}
STYLES: dict[str, dict[str, Any]] = {
    "single quotes": {"default_style": "'"},
    "double quotes": {"default_style": '"'},
    "escapes": {"default_style": '"', "allow_unicode": False},
    "all on one line": {"default_flow_style": True},
}
LINES: dict[str, Callable[[str], str]] = {
    "comments": lambda line: f"# A remark: it says nothing.\n{line}  # another",
    "blank lines": lambda line: f"\n{line}\n\n",
    "trailing white space": lambda line: line + "  ",
}
TEXTS: dict[str, Callable[[str], str]] = {
    "doubled spaces": by_lines(_prose),
    "blank lines": lambda text: "\n" + by_lines(lambda line, _: line if line.strip() else "\n\n")(text) + "\n\n",
    "trailing white space": by_lines(_trailing),
}
BYTES: dict[str, Callable[[bytes], bytes]] = {
    "accents in two characters": lambda data: unicodedata.normalize("NFD", data.decode()).encode(),
    "line ends of Windows": lambda data: data.replace(b"\n", b"\r\n"),
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
}
INSIGNIFICANT = tuple(dict.fromkeys(("moved", *FACTS, *STYLES, *LINES, *TEXTS, *BYTES)))


def insignificant_edits() -> st.SearchStrategy[dict[str, frozenset[str]]]:
    edits = st.frozensets(st.sampled_from(INSIGNIFICANT), min_size=1, max_size=5)
    return st.dictionaries(st.sampled_from(sorted(rich_files())), edits, min_size=1, max_size=5)


def test_files_as_the_tests_write_them_have_the_hashes_of_files_as_people_do() -> None:
    course = read_course(SMALL).course
    written = {path.relative_to(SMALL).as_posix(): parsed(path) for path in sorted(SMALL.rglob("*")) if path.is_file()}

    assert course is not None
    assert hashed(written, {}) == hashes(course)


@pytest.mark.parametrize("edit", INSIGNIFICANT)
def test_an_edit_that_no_reader_sees_keeps_every_hash(edit: str) -> None:
    everywhere = dict.fromkeys(rich_files(), frozenset({edit}))

    assert hashed(rich_files(), everywhere) == rich_hashes()


@pytest.mark.parametrize("edit", INSIGNIFICANT)
def test_an_edit_that_no_reader_sees_is_an_edit_nevertheless(edit: str) -> None:
    plain, edited = frozenset[str](), frozenset({edit})
    changed = [
        file
        for file, written in rich_files().items()
        if rendered(written, edited) != rendered(written, plain) or (edit == "moved" and elsewhere(file) != file)
    ]

    assert changed != []


@given(insignificant_edits())
@LAWS
def test_edits_that_no_reader_sees_keep_every_hash_in_any_combination(edits: dict[str, frozenset[str]]) -> None:
    assert hashed(rich_files(), edits) == rich_hashes()


# Edits that a reader sees


@dataclass(frozen=True)
class Edit:
    """A change to a fact (the way to it in ``at``) or to a letter of the text (line and column in ``at``)."""

    of: str
    file: str
    at: tuple[str | int, ...]
    in_text: bool = False


NO_MEANING = frozenset(
    {"id", "kind", "rule", "because", "bounds", "children", "flexible", "status", "checked", "format"}
    | {"start", "breaks", "redirects"}
)
"""Facts outside any hash: those that only rule, place or report, and those that belong to no element."""

OTHER = {
    "level": {"pre-phase": "end", "end": "midpoint"},
    "part": {"opening": "core", "core": "closing", "closing": "core"},
    "mode": {"in-person": "online"},
    "moment": {"day": "milestones"},
    "answer": {"choice": "level"},
    "required": {"true": "false"},
    "edition": {"2027.1": "2028.2"},
}
"""Another value for fields that take only a few."""


def fact_edits(file: str, value: Any, owner: str, at: tuple[str | int, ...] = ()) -> Iterator[Edit]:
    """One edit for every single fact below ``value``, with the id of the element that it belongs to."""
    if isinstance(value, dict):
        inside_choice = at[-2:-1] == ("choices",)
        owner = owner if inside_choice else str(value.get("id", owner))
        for key, one in value.items():
            if key not in NO_MEANING or (inside_choice and key == "id"):
                yield from fact_edits(file, one, owner, (*at, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from fact_edits(file, one, owner, (*at, number))
    elif (owner, at) != ("small-course", ("edition",)):
        yield Edit(owner, file, at)


def text_edits(file: str, written: Written) -> Iterator[Edit]:
    """One edit for every letter and digit of a text, code included, its ``##`` headings left out."""
    owner = str(written.facts["id"])
    in_sections = written.facts["kind"] not in {"card", "page"}
    section = owner
    for number, line in enumerate((written.body or "").split("\n")):
        if line.startswith("## "):
            section = f"{owner}/{line[3:].casefold().replace(' ', '-')}" if in_sections else owner
        else:
            yield from (Edit(section, file, (number, n), in_text=True) for n, c in enumerate(line) if c.isalnum())


@cache
def significant_edits() -> tuple[Edit, ...]:
    found: list[Edit] = []
    for file, written in rich_files().items():
        found += fact_edits(file, written.facts, "")
        found += text_edits(file, written) if written.body else ()
    return tuple(found)


def edited(files: Files, edit: Edit) -> Files:
    written = files[edit.file]
    if edit.in_text:
        assert written.body is not None
        number, column = (int(step) for step in edit.at)
        lines = written.body.split("\n")
        lines[number] = f"{lines[number][:column]}x{lines[number][column:]}"
        return files | {edit.file: replace(written, body="\n".join(lines))}
    return files | {edit.file: replace(written, facts=_with_other(written.facts, edit.at))}


def _with_other(value: Any, at: tuple[str | int, ...]) -> Any:
    first, *rest = at
    below = _with_other(value[first], tuple(rest)) if rest else _other(first, value[first])
    if isinstance(value, dict):
        return {key: below if key == first else one for key, one in value.items()}
    return [below if number == first else one for number, one in enumerate(value)]


def _other(key: str | int, value: str) -> str:
    if str(key) in OTHER and value in OTHER[str(key)]:
        return OTHER[str(key)][value]
    if value.isdigit():
        return str(int(value) + 1)
    return f"{value}-x" if re.fullmatch(r"[a-z0-9-]+", value) else f"{value} More."


def changed(after: dict[str, str]) -> list[str]:
    """The ids whose hash is another than before; none may have come or gone."""
    before = rich_hashes()
    assert sorted(after) == sorted(before)
    return sorted(id for id in before if before[id] != after[id])


FACT_EDITS = tuple(edit for edit in significant_edits() if not edit.in_text)


@pytest.mark.parametrize("edit", FACT_EDITS, ids=lambda edit: f"{edit.of}-{'.'.join(map(str, edit.at))}")
def test_another_fact_changes_exactly_the_hash_of_its_element(edit: Edit) -> None:
    assert changed(hashed(edited(rich_files(), edit), {})) == [edit.of]


@given(st.lists(st.sampled_from(significant_edits()), min_size=1, max_size=4, unique_by=lambda e: (e.file, e.at)))
@LAWS
def test_edits_that_a_reader_sees_change_exactly_the_hashes_concerned(edits: list[Edit]) -> None:
    files = rich_files()
    for edit in sorted(edits, key=lambda e: e.at[-1:] if e.in_text else (), reverse=True):
        files = edited(files, edit)

    assert changed(hashed(files, {})) == sorted({edit.of for edit in edits})


@given(st.sampled_from(significant_edits()), insignificant_edits())
@LAWS
def test_an_edit_shows_through_others_that_no_reader_sees(edit: Edit, others: dict[str, frozenset[str]]) -> None:
    assert changed(hashed(edited(rich_files(), edit), others)) == [edit.of]


def rewritten(file: str, old: str, new: str) -> Files:
    """The rich course with one text changed where it stands once."""
    written = rich_files()[file]
    if written.as_is is not None:
        assert written.as_is.count(old.encode()) == 1
        return rich_files() | {file: replace(written, as_is=written.as_is.replace(old.encode(), new.encode()))}
    assert (written.body or "").count(old) == 1
    return rich_files() | {file: replace(written, body=(written.body or "").replace(old, new))}


@pytest.mark.parametrize(
    ("file", "old", "new", "of"),
    [
        pytest.param(QUESTIONS, "Ask first.", "Ask second.", "first-questions/purpose", id="a word"),
        pytest.param(QUESTIONS, "Ask first.", "Ask first!", "first-questions/purpose", id="a punctuation mark"),
        pytest.param(QUESTIONS, "Ask first.", "ask first.", "first-questions/purpose", id="a capital letter"),
        pytest.param(QUESTIONS, "Ask first.", "*Ask* first.", "first-questions/purpose", id="stress"),
        pytest.param(QUESTIONS, "| 15 | The", "| 16 | The", "first-questions/plan", id="a number in a table"),
        pytest.param(QUESTIONS, "(the-room)", "(card-questions)", "first-questions/purpose", id="a link's target"),
        pytest.param(QUESTIONS, "goes on\nfor", "goes on  \nfor", "first-questions/case", id="a new broken line"),
        pytest.param(QUESTIONS, "goes on\nfor", "goes on\n\nfor", "first-questions/case", id="a new paragraph"),
        pytest.param(QUESTIONS, "Keep quiet.", "Keep calm.", "first-questions/facilitator-notes", id="for faculty"),
        pytest.param(CARD, "a line  \nbroken", "a line\nbroken", "card-questions", id="a broken line mended"),
        pytest.param(CARD, "In a café", "In a cafe", "card-questions", id="an accent"),
        pytest.param(CARD, "### Aloud", "#### Aloud", "card-questions", id="the level of a heading"),
        pytest.param(CARD, "## How", "## Why", "card-questions", id="a heading of a card"),
        pytest.param(CARD, "   - Count", "- Count", "card-questions", id="the depth of a list"),
        pytest.param(CARD, "ask   openly  \n", "ask  openly  \n", "card-questions", id="spaces in code"),
        pytest.param(CARD, "ask   openly  \n", "ask   openly\n", "card-questions", id="trailing spaces in code"),
        pytest.param(CARD, "openly  \n\n", "openly  \n\n\n", "card-questions", id="a blank line in code"),
        pytest.param(CARD, "    and wait", "   and wait", "card-questions", id="an indent in code"),
        pytest.param(CARD, "```text", "```", "card-questions", id="the language of code"),
        pytest.param("curriculum/assets/room-picture.svg", 'r="4"', 'r="3"', "room-picture", id="a picture"),
    ],
)
def test_what_a_reader_sees_changes_the_hash_of_its_text_alone(file: str, old: str, new: str, of: str) -> None:
    assert changed(hashed(rewritten(file, old, new), {})) == [of]


# Children


def with_facts(file: str, **facts: Any) -> Files:
    written = rich_files()[file]
    return rich_files() | {file: replace(written, facts=written.facts | facts)}


def prompts(*ids: str) -> list[dict[str, Any]]:
    """The prompts of the form, in this order."""
    written = {prompt["id"]: prompt for prompt in rich_files()[FORM].facts["prompts"]}
    return [written[id] for id in ids]


def difference(after: dict[str, str]) -> dict[str, list[str]]:
    before = rich_hashes()
    return {
        "gone": sorted(before.keys() - after.keys()),
        "new": sorted(after.keys() - before.keys()),
        "changed": sorted(id for id in before.keys() & after.keys() if before[id] != after[id]),
    }


NO_DIFFERENCE: dict[str, list[str]] = {"gone": [], "new": [], "changed": []}


def test_sessions_in_another_order_change_a_day_that_keeps_its_order() -> None:
    files = with_facts(TWO, sessions=["d02-opening", "d02-closing", "small-tests"])

    assert difference(hashed(files, {})) == NO_DIFFERENCE | {"changed": ["d02"]}


def test_sessions_in_another_order_keep_a_day_whose_sessions_may_move() -> None:
    files = with_facts("modules/first/one/index.md", sessions=["d01-closing", "first-questions", "d01-opening"])

    assert difference(hashed(files, {})) == NO_DIFFERENCE


def test_days_in_another_order_change_their_month() -> None:
    files = with_facts("curriculum/schedule.yml", months=[{"id": "m01", "days": ["d02", "d01"]}])

    assert difference(hashed(files, {})) == NO_DIFFERENCE | {"changed": ["m01"]}


def test_a_prompt_taken_away_changes_its_form_alone() -> None:
    files = with_facts(FORM, prompts=prompts("day-what", "day-free"))

    assert difference(hashed(files, {})) == {"gone": ["day-test"], "new": [], "changed": ["after-a-day"]}


def test_a_prompt_that_may_be_left_out_is_taken_away_without_a_change() -> None:
    files = with_facts(FORM, prompts=prompts("day-what", "day-test"))

    assert difference(hashed(files, {})) == NO_DIFFERENCE | {"gone": ["day-free"]}


def test_a_new_prompt_changes_its_form_alone() -> None:
    new = {"id": "day-new", "text": "What was new?"}
    files = with_facts(FORM, prompts=[*prompts("day-what", "day-test", "day-free"), new])

    assert difference(hashed(files, {})) == {"gone": [], "new": ["day-new"], "changed": ["after-a-day"]}


def test_prompts_that_may_move_have_no_order_in_the_hash() -> None:
    files = with_facts(FORM, prompts=prompts("day-free", "day-test", "day-what"))

    assert difference(hashed(files, {})) == NO_DIFFERENCE


@pytest.mark.parametrize(
    ("children", "ids"),
    [
        pytest.param({"add": "5", "leave_out": ["day-free"], "move": "true"}, [], id="more may be added"),
        pytest.param({"leave_out": [], "move": "true"}, ["after-a-day"], id="one more stays"),
        pytest.param({"leave_out": ["day-free", "day-test"], "move": "true"}, ["after-a-day"], id="one less stays"),
        pytest.param({"leave_out": ["day-free"], "move": "false"}, ["after-a-day"], id="their order stays"),
    ],
)
def test_what_an_academy_may_do_with_children_counts_as_far_as_it_says_which_stay_and_in_what_order(
    children: dict[str, Any], ids: list[str]
) -> None:
    files = with_facts(FORM, children=children)

    assert difference(hashed(files, {})) == NO_DIFFERENCE | {"changed": ids}


@pytest.mark.parametrize("heading", ["Case", "Sources"])
def test_a_section_taken_away_changes_its_session_alone(heading: str) -> None:
    written = rich_files()[QUESTIONS]
    body = re.sub(rf"## {heading}\n(?:(?!## ).*\n)*", "", written.body or "")
    files = rich_files() | {QUESTIONS: replace(written, body=body)}

    assert difference(hashed(files, {})) == {
        "gone": [f"first-questions/{heading.casefold()}"],
        "new": [],
        "changed": ["first-questions"],
    }


# The form of a hash


def test_a_hash_is_its_mark_and_64_hexadecimal_digits() -> None:
    assert [id for id, hash in rich_hashes().items() if not re.fullmatch(r"s1:[0-9a-f]{64}", hash)] == []


def test_the_id_is_no_part_of_the_hash() -> None:
    assert rich_hashes()["d01-opening/purpose"] == rich_hashes()["d02-opening/purpose"]


@pytest.mark.parametrize(
    ("id", "meaning"),
    [
        (
            "term-big-room",
            {"kind": "term", "fields": {"title": "Big Room", "text": "A weekly hour, at a café."}, "children": []},
        ),
        (
            "after-a-day",
            {
                "kind": "form",
                "fields": {"title": "After a day", "text": "Private to you.", "moment": "day"},
                "children": ["day-test", "day-what"],
            },
        ),
        (
            "card-questions",
            {
                "kind": "card",
                "fields": {
                    "title": "Open questions",
                    "text": "## How\n\n1. Begin with *what* or *how*.\n2. Wait.\n   - Count to ten.\n\n"
                    "In a café, a line  \nbroken here,\nnot there.\n\n### Aloud\n\n"
                    "```text\nask   openly  \n\n    and wait\n```\n\n- One.\n\n- Two.",
                },
                "children": [],
            },
        ),
    ],
)
def test_a_hash_of_mark_s1_is_the_sha256_of_these_words_for_ever(id: str, meaning: dict[str, Any]) -> None:
    written = json.dumps(meaning, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    assert rich_hashes()[id] == "s1:" + hashlib.sha256(written.encode()).hexdigest()


def test_the_reference_course_has_a_hash_for_every_element() -> None:
    course = read_course(SMALL.parent.parent).course

    assert course is not None
    assert sorted(hashes(course)) == sorted(course.elements)
