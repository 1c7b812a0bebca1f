"""A next edition of the open course, with everything that can become of an element from one to the next."""

from __future__ import annotations

from pathlib import Path

from tests.academy.samples import DAY_TWO, open_course, session
from tests.files import rewrite

QUESTIONS = "modules/first/one/questions.md"
REDIRECTS = "curriculum/redirects.yml"
LED = """\
format: 1
redirects:
  - {was: warm-up, now: [lines-on-the-floor]}
  - {was: the-room, now: [the-hall, the-yard]}
  - {was: cool-down, retired: Nobody used it., edition: "2027.2"}
"""


def coming_course(folder: Path) -> Path:
    """Its folder."""
    root = open_course(folder)
    day, pages = root / "modules/first/two", root / "curriculum/pages"
    rewrite(root, "curriculum/programme.yml", '"2027.1"', '"2027.2"')
    rewrite(root, "curriculum/programme.yml", "{minutes: 60}", "{minutes: 50}")
    rewrite(root, "curriculum/schedule.yml", "start: 09:00", "start: 08:30")
    rewrite(root, QUESTIONS, "A case (fictional).", "A case (fictional). Read it aloud.")
    rewrite(root, QUESTIONS, "minutes: 75", "minutes: 80")
    rewrite(root, QUESTIONS, "| 15 | The case.", "| 20 | The case.")
    rewrite(root, QUESTIONS, "{min: 60, max: 90}", "{min: 70, max: 90}")
    rewrite(root, QUESTIONS, "Keep quiet. See", "Keep quiet.\nSee")
    rewrite(root, QUESTIONS, "flexible: [case]\n", "flexible: [case, purpose]\n")
    rewrite(
        root,
        "modules/first/one/big-room.md",
        'asked openly](ask-openly)."',
        'asked openly](ask-openly)."\n  - Thanked.',
    )
    rewrite(root, "curriculum/cards/card-questions.md", "rule: flexible", "rule: fixed\nbecause: Alike everywhere.")
    rewrite(root, "curriculum/topics.yml", "level: end", "level: midpoint")
    rewrite(root, "assessments/after-a-day.yml", '{id: none, text: "NO"}', '{id: none, text: "No"}')
    rewrite(root, "assessments/after-a-day.yml", "add: 1, leave_out: [day-free]", "add: 2, leave_out: [day-free]")
    (day / "warm-up.md").rename(day / "floor.md")
    rewrite(root, "modules/first/two/floor.md", "id: warm-up", "id: lines-on-the-floor")
    (day / "cool-down.md").unlink()
    (day / "look.md").write_text(session("look-back", topic="asking", more="rule: flexible\n"), encoding="utf-8")
    rewrite(
        root,
        DAY_TWO,
        "warm-up, small-tests, cool-down, d02-closing",
        "small-tests, lines-on-the-floor, look-back, d02-closing",
    )
    rewrite(root, DAY_TWO, "leave_out: [cool-down]", "leave_out: [look-back]")
    rooms = (pages / "the-room.md").read_text(encoding="utf-8")
    (pages / "the-room.md").unlink()
    for id in ("the-hall", "the-yard"):
        (pages / f"{id}.md").write_text(rooms.replace("the-room", id), encoding="utf-8")
    for file in root.rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("(the-room)", "(the-hall)"), encoding="utf-8")
    (root / REDIRECTS).write_text(LED, encoding="utf-8")
    return root
