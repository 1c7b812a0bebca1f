"""What stands in an academy's files: identity, changes, texts, pictures, people; and Windows' ways with them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from coachloom.academy.changes import Add, Deviation, LeaveOut, Move, Replace, Set, read_changes
from coachloom.academy.identity import BaseName, Identity, read_academy
from coachloom.academy.people import NOBODY, People, read_people
from coachloom.academy.weave import woven
from coachloom.course.drawings import DriverDiagram, PrimaryDriver
from coachloom.course.kinds import Card, Prompt, Section, Session
from coachloom.course.values import Audience, Mode, Range, Rule
from coachloom.problems import ProblemsFound, as_text
from coachloom.reading.files import Held
from tests.academy.samples import WHY, academy_folder, academy_yml, codes, composed, prompt, section, session, told


def refused(contents: dict[str, str]) -> str:
    files = Held({file: text.encode() for file, text in contents.items()})
    with pytest.raises(ProblemsFound) as found:
        read_academy(files)
    return as_text(found.value.problems)


# academy.yml


def test_an_academy_says_who_it_is_and_what_it_builds_on() -> None:
    text = """\
format: 1
academy:
  id: riverside
  name: Riverside Improvement Academy
  language: en
  url: https://academy.riverside.example/
  contact: academy@riverside.example
  colour: "#0B5D4F"
  logo: assets/logo.svg
base: {course: quality-coach, edition: "2027.1"}
"""
    academy = read_academy(Held({"academy.yml": text.encode(), "assets/logo.svg": b"<svg/>"}))

    assert academy.identity == Identity(
        id="riverside",
        name="Riverside Improvement Academy",
        language="en",
        url="https://academy.riverside.example/",
        contact="academy@riverside.example",
        colour="#0b5d4f",
        logo="assets/logo.svg",
    )
    assert (academy.base, academy.logo) == (BaseName(course="quality-coach", edition="2027.1"), b"<svg/>")


def test_only_id_and_name_must_be_there() -> None:
    assert read_academy(Held({"academy.yml": academy_yml().encode()})).identity == Identity(
        id="riverside", name="Riverside Academy"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("language: xx", "academy.yml:5: LANGUAGE  There are no words for pages in the language `xx` yet."),
        ("language: Deutsch", 'academy.yml:5: VALUE  `language` is not right: "Deutsch".'),
        ('colour: "#ffff00"', "academy.yml:5: COLOUR  White text on #ffff00 is hard to read"),
        ("colour: #0b5d4f", "academy.yml:5: COLOUR  Nothing stands behind `colour:`, since # begins a note."),
        ("colour: green", 'academy.yml:5: VALUE  `colour` is not right: "green".'),
        ("contact: nobody", 'academy.yml:5: VALUE  `contact` is not right: "nobody".'),
        ("url: ftp://x.example", "academy.yml:5: VALUE  `url` is not right"),
        ("logo: assets/none.svg", 'academy.yml:5: FILE  The logo "assets/none.svg" is not there.'),
        ("url: https://\u2100.example", 'academy.yml:5: VALUE  `url` is not right: "https://\u2100.example".'),
        ("logo: logo.svg", "academy.yml:5: PICTURE  The logo logo.svg is no picture in assets/."),
        ("logo: assets\\logo.svg", "academy.yml:5: VALUE  `logo` is not right"),
        ("logo: assets/bad.svg", "assets/bad.svg:1: PICTURE  The drawing holds something that acts"),
        ("statements: none", "academy.yml:5: VALUE  `statements` is not right"),
        ("statements: {limit: x}", "academy.yml:5: FIELD  `limit` is not a field here. Did you mean limits?"),
        (
            "statements: {prepared: 2027-02-02, reviewed: 2027-02-01}",
            "academy.yml:5: VALUE  The statements were reviewed on 2027-02-01, before",
        ),
        ("theme: dark", "academy.yml:5: FIELD  `theme` is not a field here."),
        ("plugins: [x]", "academy.yml:5: FIELD  `plugins` is not a field here."),
    ],
)
def test_each_slip_in_academy_yml_is_told_with_its_line(line: str, expected: str) -> None:
    text = refused({"academy.yml": academy_yml(more=f"  {line}\n"), "assets/bad.svg": "<svg><script/></svg>"})

    assert text.startswith(expected)


# changes.yml

ALL_KINDS = """\
- replace: three-questions/case
  with: content/case.md
  why: Ours.
  by: ana-reis
  expect: They see it.
- set: three-questions
  title: New
  minutes: 90
  mode: online
  rule: fixed
  bounds: {minutes: {min: 1, max: 2}}
  because: So.
  why: Ours.
  by: ana-reis
- add: riverside-x
  to: d03
  after: three-questions
  with: content/x.md
  why: Ours.
  by: ana-reis
- move: pair-check-in
  before: three-questions
  why: Ours.
  by: rui-lopes
- leave_out: warm-up-lines
  why: Ours.
  by: rui-lopes
  deviation: {agreed_by: [ana-reis, rui-lopes], until: "2027.3"}
"""


def test_each_kind_of_change_is_read() -> None:
    entries, problems = read_changes(Held({"changes.yml": ALL_KINDS.encode()}), "riverside")

    assert problems == ()
    assert [entry.place.line for entry in entries] == [1, 6, 15, 21, 25]
    assert [entry.change for entry in entries] == [
        Replace(
            replace="three-questions/case", with_="content/case.md", why="Ours.", by="ana-reis", expect="They see it."
        ),
        Set(
            set="three-questions",
            title="New",
            numbers={"minutes": 90},
            mode=Mode.ONLINE,
            rule=Rule.FIXED,
            bounds={"minutes": Range(min=1, max=2)},
            because="So.",
            why="Ours.",
            by="ana-reis",
        ),
        Add(add="riverside-x", to="d03", after="three-questions", with_="content/x.md", why="Ours.", by="ana-reis"),
        Move(move="pair-check-in", before="three-questions", why="Ours.", by="rui-lopes"),
        LeaveOut(
            leave_out="warm-up-lines",
            why="Ours.",
            by="rui-lopes",
            deviation=Deviation(agreed_by=("ana-reis", "rui-lopes"), until="2027.3"),
        ),
    ]


@pytest.mark.parametrize("text", ["", "# Nothing yet.\n", "[]\n", "\n\n"])
def test_an_empty_file_holds_no_changes(text: str) -> None:
    assert read_changes(Held({"changes.yml": text.encode()}), "riverside") == ((), ())


SLIPS = [
    ("set: x\n", "SYNTAX  The file is not a list of entries."),
    ("- hello\n", "CHANGE  This entry does not say what it changes."),
    ("- \n", "CHANGE  This entry does not say what it changes."),
    (f"- repalce: x\n{WHY}", "CHANGE  This entry does not say what it changes. Did you mean replace?"),
    (f"- set: x\n  move: x\n{WHY}", "CHANGE  One entry says `set` and `move`."),
    (f"- set: x\n{WHY}", "CHANGE  The entry sets nothing."),
    (f"- move: x\n{WHY}", "NEIGHBOUR  The entry does not say where to."),
    (f"- move: x\n  after: y\n  before: z\n{WHY}", "NEIGHBOUR  The entry names both `after` and `before`."),
    ("- leave_out: x\n  by: ana-reis\n", "MISSING  `why` is missing."),
    ("- leave_out: x\n  why: So.\n", "MISSING  `by` is missing."),
    ("- leave_out: x\n  why:\n  by: ana-reis\n", "MISSING  `why` is missing."),
    ("- leave_out: x\n  why: So.\n  by: Ana Reis\n", 'VALUE  `by` is not right: "Ana Reis".'),
    (f"- leave_out: X Y\n{WHY}", 'VALUE  `leave_out` is not right: "X Y".'),
    (f"- leave_out: a/b/c\n{WHY}", 'VALUE  `leave_out` is not right: "a/b/c".'),
    (f"- leave_out: x\n  minutes: 3\n{WHY}", "FIELD  `minutes` is not a field here."),
    (f"- set: x\n  minutes: long\n{WHY}", "VALUE  `minutes` is not a whole number: long."),
    (f"- set: x\n  mode: there\n{WHY}", "VALUE  `mode: there` is not right."),
    (f"- set: x\n  minutes: [1]\n{WHY}", "VALUE  `minutes` is not a whole number: ['1']."),
    (f"- replace: x\n  with: content\\x.md\n{WHY}", "VALUE  `with` is not right"),
    (f"- replace: x\n{WHY}", "MISSING  `with` is missing."),
    (f"- add: x\n  with: content/x.md\n{WHY}", "MISSING  `to` is missing."),
    (f"- leave_out: x\n{WHY}  deviation: {{agreed_by: ana}}\n", "VALUE"),
    (f"- leave_out: x\n{WHY}  deviation: {{agreed_by: [a, b], until: 2027-12-31}}\n", "VALUE  `until` is not right"),
    (f"- leave_out: x\n{WHY}  why: Twice.\n", "TWICE  `why` stands here a second time"),
    (f"- leave_out: !!python/object:os.system x\n{WHY}", "TAG"),
    (f"- leave_out: &a x\n{WHY}", "ANCHOR"),
    (f"- leave_out: \u201cx\u201d\n{WHY}", "QUOTES"),
    (f"-\tleave_out: x\n{WHY}", "SYNTAX"),
    (f"- leave_out: x\n\twhy: So.\n{WHY}", "SYNTAX  The line is indented with a tab."),
    (f"<<<<<<< mine\n- leave_out: x\n{WHY}=======\n>>>>>>> theirs\n", "MERGE  Two people's versions stand in the file"),
]


@pytest.mark.parametrize(("text", "expected"), SLIPS, ids=[text.strip()[:40] for text, _ in SLIPS])
def test_each_slip_in_changes_yml_is_told(text: str, expected: str) -> None:
    _, problems = read_changes(Held({"changes.yml": text.encode()}), "riverside")

    shown = as_text(problems)
    assert all(problem.place.file == "changes.yml" for problem in problems)
    assert expected in shown


def test_one_entry_that_cannot_be_read_hides_no_other() -> None:
    assert codes(f"- hello\n- set: the-room\n  title: New\n{WHY}- set: first-questions\n  minutes: 300\n{WHY}") == [
        "CHANGE",
        "FIXED",
        "BOUNDS",
    ]


# texts


def test_a_replaced_section_keeps_all_but_its_text() -> None:
    case = composed(f"- replace: first-questions/case\n  with: content/x.md\n{WHY}", {"content/x.md": "\n\nOurs.\n"})
    section = case.course.elements["first-questions/case"]

    assert isinstance(section, Section)
    assert (section.text.text, section.text.line, section.title, section.rule) == ("Ours.", 3, "Case", Rule.FLEXIBLE)
    assert case.course.sources[section.id].place == ("content/x.md", 3, 1, "")


def test_a_replaced_prompt_is_one_line_of_words() -> None:
    composition = composed(f"- replace: day-free\n  with: content/x.md\n{WHY}", {"content/x.md": "What\nelse?\n"})
    prompt = composition.course.elements["day-free"]

    assert isinstance(prompt, Prompt)
    assert (prompt.text, prompt.title, prompt.form) == ("What else?", "What else?", "after-a-day")


def test_an_added_session_is_flexible_unless_it_says_otherwise() -> None:
    entry = f"- add: riverside-x\n  to: d01\n  after: first-questions\n  with: content/x.md\n{WHY}"
    plain = composed(entry, {"content/x.md": session("riverside-x")}).course
    fixed = composed(entry, {"content/x.md": session("riverside-x", more="rule: fixed\nbecause: So.\n")}).course

    assert isinstance(plain.elements["riverside-x"], Session)
    assert plain.elements["riverside-x"].rule is Rule.FLEXIBLE
    assert plain.elements["riverside-x/plan"].rule is Rule.FLEXIBLE
    assert fixed.elements["riverside-x"].rule is Rule.FIXED
    assert fixed.elements["riverside-x/plan"].rule is Rule.FIXED
    assert plain.local == {"riverside-x", "riverside-x/purpose", "riverside-x/plan"}


def test_an_added_section_stands_under_its_owner() -> None:
    entry = f"- add: riverside-x\n  to: d01\n  with: content/x.md\n{WHY}"
    course = composed(entry, {"content/x.md": section("riverside-x")}).course
    added = course.elements["d01/riverside-x"]

    assert isinstance(added, Section)
    assert (added.of, added.audience, added.title) == ("d01", Audience.EVERYONE, "riverside-x")


def test_an_added_prompt_and_card_are_whole() -> None:
    entries = (
        f"- add: riverside-x\n  to: after-a-day\n  with: content/x.md\n{WHY}"
        f"- add: riverside-y\n  to: small-course\n  with: content/y.md\n{WHY}"
    )
    files = {
        "content/x.md": prompt("riverside-x"),
        "content/y.md": "---\nid: riverside-y\nkind: card\ntitle: Y\n---\nSay y.\n",
    }
    course = composed(entries, files).course

    assert course.elements["riverside-x"] == Prompt(
        id="riverside-x",
        title="What did riverside-x bring?",
        rule=Rule.FLEXIBLE,
        form="after-a-day",
        text="What did riverside-x bring?",
    )
    card = course.elements["riverside-y"]
    assert isinstance(card, Card)
    assert (card.title, card.text.text.strip(), card.rule) == ("Y", "Say y.", Rule.FLEXIBLE)


TEXTS = [
    ("", ["CONTENT"]),
    ("\n \n", ["CONTENT"]),
    ("# Case\n\nWords.\n", ["HEADING"]),
    ("Words.\n\n## More\n", ["HEADING"]),
    ("---\nid: x\n---\nWords.\n", ["CONTENT", "HEADING"]),
    ("Words \x07.\n", ["CONTROL"]),
    ("<<<<<<< a\nWords.\n=======\n>>>>>>> b\n", ["MERGE"]),
]


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_each_slip_in_a_text_is_told(text: str, expected: list[str]) -> None:
    entry = f"- replace: first-questions/case\n  with: content/x.md\n{WHY}"

    assert codes(entry, {"content/x.md": text}) == expected


def test_a_page_may_have_headings_of_its_own() -> None:
    entry = f"- replace: our-page\n  with: content/x.md\n{WHY}"

    assert codes(entry, {"content/x.md": "## One\n\nWords.\n\n## Two\n\nWords.\n"}) == []


def test_a_text_in_windows_1252_is_told_by_its_word() -> None:
    entry = f"- replace: our-page\n  with: content/x.md\n{WHY}"
    shown = as_text_of(entry, {"content/x.md": "One.\r\nA café.\r\n".encode("cp1252")})

    assert shown == (
        'content/x.md:2: ENCODING  The file is not UTF-8: it reads like "café" saved as ANSI (Windows-1252).\n'
        '    Do: in Notepad choose "Save as" and the encoding UTF-8'
    )


def as_text_of(entry: str, files: dict[str, bytes]) -> str:
    return told(entry, dict(files))


NAMES = [
    ("content/none.md", 'changes.yml:2: FILE  "content/none.md" is not there.'),
    ("content/x.txt", 'changes.yml:2: CONTENT  "content/x.txt" is no text file in content/.'),
    ("private/people.yml", "changes.yml:2: CONTENT"),
    ("../x.md", "changes.yml:2: CONTENT"),
    ("content/../private/x.md", "changes.yml:2: "),
    ("/etc/x.md", "changes.yml:2: CONTENT"),
    ("C:/x.md", "changes.yml:2: CONTENT"),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_a_name_that_leads_nowhere_is_told_at_the_entry(name: str, expected: str, tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    (root / "private/x.md").write_text("Secret.\n")
    (root / "changes.yml").write_text(f"- replace: our-page\n  with: {name}\n{WHY}")

    with pytest.raises(ProblemsFound) as found:
        woven(root)

    assert expected in as_text(found.value.problems)


ADDED = [
    (session("riverside-y"), ["ID"]),
    (session("riverside-x").replace("kind: session\n", ""), ["MISSING"]),
    (session("riverside-x").replace("kind: session", "kind: page"), ["VALUE", "NEIGHBOUR"]),
    (session("riverside-x").replace("minutes: 10\n", ""), ["MISSING"]),
    (session("riverside-x").replace("## Purpose", "## Purpos"), ["SECTION"]),
    (session("riverside-x").replace("---\n", "", 1), ["FRONT-MATTER"]),
    (session("riverside-x", more="rule:\n"), []),
    ("Words.\n", ["FRONT-MATTER"]),
]


@pytest.mark.parametrize(("text", "expected"), ADDED, ids=range(len(ADDED)))
def test_each_slip_in_an_added_file_is_told(text: str, expected: list[str]) -> None:
    entry = f"- add: riverside-x\n  to: d01\n  after: first-questions\n  with: content/x.md\n{WHY}"

    assert sorted(codes(entry, {"content/x.md": text})) == sorted(expected)


# pictures


def test_a_picture_is_named_by_its_file_with_the_academys_prefix() -> None:
    files: dict[str, str | bytes] = {"assets/ward.svg": "<svg/>", "assets/riverside-map.png": b"\x89PNG"}
    composition = composed(files=dict(files))

    assert sorted(composition.course.local) == ["riverside-map", "riverside-ward"]
    assert composition.course.pictures["riverside-ward"] == b"<svg/>"
    assert {composition.origins[id].layer.id for id in composition.course.local} == {"riverside"}


def test_a_picture_may_be_data_that_the_site_draws() -> None:
    data = "format: 1\npicture: driver-diagram\ntitle: A\ndescription: B\naim: C\ndrivers: [{text: D}]\n"
    composition = composed(files={"assets/why.yml": data})

    assert composition.course.drawings == {
        "riverside-why": DriverDiagram(title="A", description="B", aim="C", drivers=(PrimaryDriver(text="D"),))
    }
    assert "riverside-why" not in composition.course.pictures
    assert codes(files={"assets/why.yml": data.replace("[{text: D}]", "[]")}) == ["DRAWING"]
    assert codes(files={"assets/why.yml": data, "assets/why.svg": "<svg/>"}) == ["ID"]


def test_what_is_no_picture_is_noted_and_a_second_one_of_a_name_stops() -> None:
    assert codes(files={"assets/notes.docx": b"x", "assets/My Picture.png": b"x"}) == ["stray", "stray"]
    assert codes(files={"assets/a.svg": "<svg/>", "assets/a.png": b"x"}) == ["ID"]
    assert codes(files={"assets/a.svg": "<svg onload='x()'/>"}) == ["PICTURE"]


def test_a_picture_never_takes_the_id_of_something_added() -> None:
    entry = f"- add: riverside-x\n  to: d01\n  after: first-questions\n  with: content/x.md\n{WHY}"

    assert codes(entry, {"content/x.md": session("riverside-x"), "assets/x.svg": "<svg/>"}) == ["ID"]


# people

PEOPLE = """\
format: 1
people:
  - {id: ana-reis, name: Ana Reis, role: Nurse}
  - {id: rui-lopes, name: Rui Lopes, role: Doctor, show: name, agreed: 2027-01-31}
  - {id: eva-silva, name: Eva Silva, role: Sponsor, show: nobody}
  - {id: jo-dias, name: Jo Dias}
"""


def people(text: str) -> People:
    return read_people(Held({"private/people.yml": text.encode()}))


def test_people_are_shown_as_they_chose() -> None:
    everyone = people(PEOPLE)

    assert everyone == People(
        {"ana-reis": "Nurse", "rui-lopes": "Rui Lopes"}, frozenset({"ana-reis", "rui-lopes", "eva-silva", "jo-dias"})
    )
    assert [everyone.of(id) for id in ("ana-reis", "eva-silva", "jo-dias", "nobody")] == ["Nurse", "", "", ""]


def test_without_the_file_nobody_is_shown_and_nobody_is_missing() -> None:
    assert read_people(Held({})) is NOBODY


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  - {id: x, name: X, show: name}\n", "private/people.yml:7: PEOPLE  `x` is to be shown by name"),
        ("  - {id: ana-reis, name: X}\n", "private/people.yml:7: ID  `ana-reis` stands in the list twice."),
        ("  - {id: x, name: X, show: face}\n", "private/people.yml:7: VALUE  `show: face` is not right."),
        ("  - {id: x}\n", "private/people.yml:7: MISSING  `name` is missing."),
        ("  - {id: x, name: X, phone: 1}\n", "private/people.yml:7: FIELD  `phone` is not a field here."),
    ],
)
def test_each_slip_in_people_yml_is_told(line: str, expected: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        people(PEOPLE + line)

    assert as_text(found.value.problems).startswith(expected)


# a folder as Windows and OneDrive leave it


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path, ends: str) -> None:
    root = academy_folder("every-kind", tmp_path)
    before = woven(root).course
    for path in [*root.glob("*.yml"), *root.glob("content/*.md"), *root.glob("private/*.yml")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", ends.encode()))

    after = woven(root).course

    assert list(after.elements.items()) == list(before.elements.items())


@pytest.mark.parametrize(
    "copy",
    [
        "changes.yml.txt",
        "changes.yaml",
        "changes (1).yml",
        "changes - Copy.yml",
        "changes-ANAS-LAPTOP.yml",
        "academy.yml.txt",
        "Academy.yaml",
    ],
)
def test_a_copy_of_a_file_at_the_top_is_never_passed_over(tmp_path: Path, copy: str) -> None:
    root = academy_folder("every-kind", tmp_path)
    (root / copy).write_text("- leave_out: warm-up\n")

    with pytest.raises(ProblemsFound) as found:
        woven(root)

    assert [(p.code, p.place.file) for p in found.value.problems] == [("COPY", copy)]


def test_a_copy_and_a_text_that_nobody_names_are_noted(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    shutil.copy(root / "content/card.md", root / "content/card-ANAS-LAPTOP.md")
    (root / "content/later.md").write_text("Later.\n")

    assert [(p.code, p.place.file) for p in woven(root).notes] == [
        ("COPY", "content/card-ANAS-LAPTOP.md"),
        ("STRAY", "content/later.md"),
    ]


def test_without_changes_yml_the_file_is_asked_for(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    (root / "changes.yml").rename(root / "changes.yml.txt")

    with pytest.raises(ProblemsFound) as found:
        woven(root)

    assert [(p.code, p.place.file) for p in found.value.problems] == [
        ("FILE", "changes.yml"),
        ("COPY", "changes.yml.txt"),
    ]


def test_someone_whom_people_yml_does_not_know_is_noted_once(tmp_path: Path) -> None:
    root = academy_folder("every-kind", tmp_path)
    path = root / "private/people.yml"
    path.write_text(path.read_text().replace("ana-reis", "ana-rice"))

    assert [(p.code, p.place.line) for p in woven(root).notes] == [("PEOPLE", 5)]
