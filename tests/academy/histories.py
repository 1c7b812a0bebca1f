"""Random histories: the course changes, an academy changes, the academy takes the course in, again and again."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from coachloom.academy import boxes
from coachloom.academy.edition import Edition, of_course_folder
from coachloom.academy.starter import new_academy
from coachloom.academy.upgrading import staged, worksheet
from coachloom.problems import ProblemsFound
from tests.academy.newer import QUESTIONS
from tests.academy.samples import DAY_TWO, WHY, open_course, page, session
from tests.files import rewrite

Edit = Callable[[Path, random.Random], None]

SENTENCES = ("Ask her.", "Wait a while.", "Read it aloud.", "Why now?", "Work in threes.", "See [the room](the-room).")
LOCAL = re.compile(rb"<{7}|>{7}|~{3}|- \[ \]")
"""Marks of a merge or of a worksheet, none of which belongs in a text."""


PARTS = ("A case (fictional).", "She waits at home.", "Nobody asks her.", "Close the day.")
"""The case as everyone knows it first."""


def _text(chance: random.Random) -> str:
    return " ".join(chance.choice(SENTENCES) for _ in range(chance.randint(1, 4)))


def _case_text(chance: random.Random) -> str:
    """The case with one or two of its sentences changed, left out, or followed by another."""
    parts = list(PARTS)
    for at in chance.sample(range(1, len(parts)), chance.randint(1, 2)):
        parts[at] = chance.choice(["", chance.choice(SENTENCES), f"{parts[at]} {chance.choice(SENTENCES)}"])
    return chance.choice([" ", "\n\n"]).join(part for part in parts if part)


def _case(course: Path, chance: random.Random) -> None:
    file = course / QUESTIONS
    text = file.read_text(encoding="utf-8")
    case = f"\\g<1>{_case_text(chance)}\n\n"
    file.write_text(re.sub(r"(## Case\n\n).*?\n\n(?=## )", case, text, flags=re.DOTALL), encoding="utf-8")


def _minutes(course: Path, chance: random.Random) -> None:
    file = course / QUESTIONS
    minutes = chance.randint(66, 80)
    text = re.sub(r"\nminutes: \d+", f"\nminutes: {minutes}", file.read_text(encoding="utf-8"))
    file.write_text(re.sub(r"\| \d+\+ \|", f"| {minutes - 30}+ |", text), encoding="utf-8")


def _bounds(course: Path, chance: random.Random) -> None:
    file = course / QUESTIONS
    limits = f"min: {chance.randint(55, 65)}, max: {chance.randint(76, 90)}"
    file.write_text(re.sub(r"min: \d+, max: \d+", limits, file.read_text(encoding="utf-8"), count=1), encoding="utf-8")


def _rule_of_the_case(course: Path, chance: random.Random) -> None:
    file = course / QUESTIONS
    new = chance.choice(["flexible: [case]\n", ""])
    text = file.read_text(encoding="utf-8").replace("flexible: [case]\n", "")
    file.write_text(text.replace("flexible", "").replace("---\n## Purpose", f"{new}---\n## Purpose"), encoding="utf-8")


def _page(course: Path, chance: random.Random) -> None:
    file = course / "curriculum/pages/our-page.md"
    head = file.read_text(encoding="utf-8").split("---\n")[1]
    file.write_text(f"---\n{head}---\n{_text(chance)}\n", encoding="utf-8")


def _order(course: Path, chance: random.Random) -> None:
    inner = [id for id in ("warm-up", "small-tests", "cool-down") if f"{id}," in (course / DAY_TWO).read_text("utf-8")]
    chance.shuffle(inner)
    text = (course / DAY_TWO).read_text(encoding="utf-8")
    listed = f"sessions: [d02-opening, {', '.join(inner)}, d02-closing]"
    (course / DAY_TWO).write_text(re.sub(r"sessions: \[.*\]", listed, text), encoding="utf-8")


def _gone(course: Path, chance: random.Random) -> None:
    """A session is retired, renamed or split."""
    id = chance.choice(["warm-up", "cool-down"])
    file = course / f"modules/first/two/{id}.md"
    if not file.exists():
        return
    names = [f"{id}-{chance.randint(2, 999)}" for _ in range(chance.randint(0, 2))]
    if len(set(names)) < len(names):
        return
    file.unlink()
    for name in names:
        text = session(name, topic="testing", more="rule: flexible\n").replace("mode: in-person\n", "")
        file.with_name(f"{name}.md").write_text(text, encoding="utf-8")
    day = (course / DAY_TWO).read_text(encoding="utf-8")
    day = day.replace("leave_out: [cool-down], ", "") if id == "cool-down" else day
    listed = "".join(f" {name}," for name in names)
    (course / DAY_TWO).write_text(day.replace(f" {id},", listed), encoding="utf-8")
    went = f"now: [{', '.join(names)}]" if names else "retired: It was dull."
    _redirected(course, f"{{was: {id}, {went}}}")


def _paths(course: Path, chance: random.Random) -> None:
    """Files are called otherwise, which means nothing."""
    for file in sorted((course / "modules/first/two").glob("*.md")):
        if file.name != "index.md" and chance.random() < 0.5:
            file.rename(file.with_name(f"f{chance.randint(0, 10**9)}.md"))


def _took(course: Path, chance: random.Random) -> None:
    """The course has a page as an academy made one: taken over under a name of its own, or by chance with the same id."""
    if (course / "curriculum/pages/house.md").exists():
        return
    id = chance.choice(["house-rules", "riverside-house"])
    text = page("riverside-house").replace("id: riverside-house", f"id: {id}\nrule: flexible")
    text = text.replace("Some words.", chance.choice(["Some words.", "Some other words."]))
    (course / "curriculum/pages/house.md").write_text(text, encoding="utf-8")
    if id == "house-rules":
        _redirected(course, "{was: riverside-house, now: [house-rules]}")


def _redirected(course: Path, line: str) -> None:
    redirects = course / "curriculum/redirects.yml"
    before = redirects.read_text(encoding="utf-8").replace("redirects: []", "redirects:").rstrip()
    redirects.write_text(f"{before}\n  - {line}\n", encoding="utf-8")


COURSE_EDITS: tuple[Edit, ...] = (
    _case,
    _minutes,
    _bounds,
    _bounds,
    _rule_of_the_case,
    _page,
    _order,
    _gone,
    _gone,
    _gone,
    _took,
    _paths,
)


def _own(root: Path, entry: str, file: str = "", text: str = "") -> None:
    if file:
        (root / file).write_text(text, encoding="utf-8", newline="")
    with (root / "changes.yml").open("a", encoding="utf-8") as changes:
        changes.write(entry + WHY.replace("It fits us.", f"It fits us {len(entry)}."))


def _set_once(root: Path, target: str) -> bool:
    return not re.search(rf"^- \w+: {re.escape(target)}$", (root / "changes.yml").read_text("utf-8"), re.MULTILINE)


def _own_case(root: Path, chance: random.Random) -> None:
    if _set_once(root, "first-questions/case"):
        ends = chance.choice(["\n", "\r\n"])
        text = f"{_case_text(chance)}\n".replace("\n", ends)
        _own(root, "- replace: first-questions/case\n  with: content/case.md\n", "content/case.md", text)
    else:
        for file in (root / "content").glob("case*.md"):
            file.write_text(_case_text(chance) + "\n", encoding="utf-8")


def _own_page(root: Path, chance: random.Random) -> None:
    if _set_once(root, "our-page"):
        _own(root, "- replace: our-page\n  with: content/page.md\n", "content/page.md", _text(chance))


def _own_minutes(root: Path, chance: random.Random) -> None:
    if _set_once(root, "first-questions"):
        _own(root, f"- set: first-questions\n  minutes: {chance.randint(66, 90)}\n")


def _own_title(root: Path, chance: random.Random) -> None:
    if _set_once(root, "warm-up"):
        _own(root, f"- set: warm-up\n  title: {chance.choice(['Lines', 'On your feet'])}\n")


def _left_out(root: Path, _: random.Random) -> None:
    if _set_once(root, "cool-down"):
        _own(root, "- leave_out: cool-down\n")


def _own_session(root: Path, chance: random.Random) -> None:
    if _set_once(root, "riverside-parking"):
        after = chance.choice(["", "  after: warm-up\n", "  before: small-tests\n"])
        entry = f"- add: riverside-parking\n  to: d02\n{after}  with: content/parking.md\n"
        _own(root, entry, "content/parking.md", session("riverside-parking", minutes=5))


def _own_house(root: Path, _: random.Random) -> None:
    if _set_once(root, "riverside-house"):
        entry = "- add: riverside-house\n  to: small-course\n  with: content/house.md\n"
        _own(root, entry, "content/house.md", page("riverside-house"))


def _own_purpose(root: Path, chance: random.Random) -> None:
    if _set_once(root, "warm-up/purpose"):
        _own(root, "- replace: warm-up/purpose\n  with: content/warm-up.md\n", "content/warm-up.md", _text(chance))


LOCAL_EDITS: tuple[Edit, ...] = (
    _own_case,
    _own_page,
    _own_minutes,
    _own_title,
    _own_purpose,
    _left_out,
    _own_session,
    _own_house,
)


@cache
def editions(seed: int, many: int) -> tuple[Edition, ...]:
    """The open course, then so many editions after it, each with random edits of the one before."""
    chance = random.Random(seed)
    with TemporaryDirectory() as folder:
        course = open_course(Path(folder))
        rewrite(course, QUESTIONS, "A case (fictional).", " ".join(PARTS))
        found = [of_course_folder(course)]
        for number in range(2, many + 2):
            rewrite(course, "curriculum/programme.yml", f'edition: "2027.{number - 1}"', f'edition: "2027.{number}"')
            found.append(_edited(course, chance))
    return tuple(found)


def _edited(course: Path, chance: random.Random) -> Edition:
    """The course after a few edits; one after which it does not hold together is taken back."""
    edition = of_course_folder(course)
    for edit in chance.sample(COURSE_EDITS, chance.randint(2, 5)):
        before = own_files(course)
        edit(course, chance)
        try:
            edition = whole(course)
        except ProblemsFound:
            restore(course, before)
    return edition


@dataclass
class History:
    """One academy through the years of a course; ``chance`` decides everything."""

    folder: Path
    chance: random.Random
    course: tuple[Edition, ...]

    def __post_init__(self) -> None:
        self.root = self.folder / "riverside"
        new_academy(self.root, "riverside", "Riverside Academy", self.course[0])

    def local_edits(self) -> None:
        """A few edits; if the academy is not in order with all of them, the last are taken back."""
        states = [own_files(self.root)]
        for edit in self.chance.sample(LOCAL_EDITS, self.chance.randint(2, 5)):
            edit(self.root, self.chance)
            states.append(own_files(self.root))
        while not in_order(self.root):
            states.pop()
            restore(self.root, states[-1])

    def choose(self, upgrade: staged.Upgrade) -> None:
        """Ticks one box in each question, and fills in what stands behind it."""
        sheet = self.root / upgrade.sheet
        questions = worksheet.questions(upgrade.findings)
        sheet.write_text(ticked(sheet.read_text(encoding="utf-8"), questions, self.chance), encoding="utf-8")


def ticked(sheet: str, questions: tuple[boxes.Question, ...], chance: random.Random) -> str:
    """A worksheet with a tick in each question; with blanks that may fit or not."""
    blanks = {
        "agreed by (two people, as ids)": "ana-reis, rui-lopes",
        "until edition": "2027.90",
        "minutes": "70",
        "after": "d02-opening",
        "called": f"riverside-{chance.randint(1, 999)}",
        "in place of": "our-page",
    }
    parts = re.split(r"(?m)^(?=## \d+ of \d+ · )", sheet)
    for number, question in enumerate(questions, start=1):
        option = chance.choice(question.options)
        parts[number] = parts[number].replace(f"- [ ] {option.label}", f"- [x] {option.label}", 1)
        for blank in option.blanks:
            parts[number] = parts[number].replace(f"{blank}: ____", f"{blank}: {blanks[blank]}")
        if option.words == "":
            parts[number] = parts[number].replace("~~~\n~~~", f"~~~\n{_text(chance)}\n~~~", 1)
    return "".join(parts)


def whole(course: Path) -> Edition:
    """The edition that a course would be, if it passes its checks."""
    from coachloom.course.checked import checked_course

    checked_course(course)
    return of_course_folder(course)


def in_order(root: Path) -> bool:
    from coachloom.academy.weave import woven

    try:
        woven(root)
    except ProblemsFound:
        return False
    return True


def own_files(root: Path) -> dict[str, bytes]:
    """All files but those that commands keep for themselves."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files if ".coachloom" not in path.parts}


def restore(root: Path, files: dict[str, bytes]) -> None:
    for file in own_files(root).keys() - files.keys():
        (root / file).unlink()
    for file, data in files.items():
        (root / file).write_bytes(data)


def kept(root: Path) -> set[bytes]:
    """The contents of every file there is, in the history too."""
    return {path.read_bytes() for path in root.rglob("*") if path.is_file()}


def rounds(history: History) -> Iterator[tuple[dict[str, bytes], Edition]]:
    """Before each upgrade: the academy's files, and the edition that comes."""
    for edition in history.course[1:]:
        history.local_edits()
        yield own_files(history.root), edition
