"""The whole story of editions at the command line: course, region, academy; a year later; and something given back."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import Result

from tests.academy.newer import QUESTIONS
from tests.academy.samples import DAY_TWO, WHY, session
from tests.academy.test_release import LOG, course
from tests.cli.running import on, run
from tests.files import rewrite

DAY = ("--date", "2027-02-28")

OURS = f"""\
- replace: first-questions/case
  with: content/case.md
{WHY}- replace: card-questions
  with: content/card.md
{WHY}- replace: our-page
  with: content/page.md
{WHY}- replace: warm-up/purpose
  with: content/warm-up.md
{WHY}- set: first-questions
  minutes: 85
{WHY}- leave_out: cool-down
{WHY}- move: small-tests
  before: warm-up
{WHY}- add: riverside-parking
  to: d02
  after: small-tests
  with: content/parking.md
{WHY}"""

TEXTS = {
    "content/case.md": "A case of ours. She waits. Close the day.\n",
    "content/card.md": "## How\n\n1. Begin with *what* or *how*.\n2. Wait.\n   - Count to ten.\n3. Thank them.\n",
    "content/page.md": "Our page.\n",
    "content/warm-up.md": "Stand in a line.\n",
    "content/parking.md": session("riverside-parking", minutes=5),
}

AFTER_THE_YEAR = f"""\
- replace: first-questions/case
  with: content/case.md
{WHY}- replace: card-questions
  with: content/card.md
{WHY}- set: first-questions
  minutes: 80
{WHY}- leave_out: cool-down-talk
{WHY}- add: riverside-parking
  to: d02
  after: small-tests
  with: content/parking.md
{WHY}- add: riverside-warm-up
  to: d02
  after: d02-opening
  with: content/riverside-warm-up.md
{WHY}"""


def fine(result: Result, code: int = 0) -> str:
    assert result.exit_code == code, result.output
    return result.output


def started(folder: Path, id: str, base: Path) -> Path:
    root = folder / id
    fine(run("new", str(root), "--id", id, "--name", f"{id.capitalize()} Academy", "--from", str(base)))
    rewrite(root, "academy.yml", "#  contact: academy@", "  contact: academy@")
    return root


def first_edition(folder: Path) -> Path:
    root = course(folder)
    rewrite(root, QUESTIONS, "A case (fictional).", "A case (fictional). She waits. Close the day.")
    rewrite(root, DAY_TWO, "children: {add: 1,", "children: {add: 3,")
    fine(on(root, "release", *DAY, "--out", str(folder)))
    return root


def edited(root: Path, number: int, what: str) -> None:
    rewrite(root, "curriculum/programme.yml", f'edition: "2027.{number - 1}"', f'edition: "2027.{number}"')
    rewrite(root, LOG, "# Changes\n", f"# Changes\n\n## 2027.{number}\n\n{what}\n")


def second_edition(root: Path, folder: Path) -> None:
    """Edits beneath, one session retired, one split, one page fixed, narrower limits; every one with its reason."""
    edited(root, 2, "Much.")
    rewrite(root, QUESTIONS, "She waits. Close the day.", "She waits six days. Close the day. Write it down.")
    rewrite(root, QUESTIONS, "max: 90}", "max: 80}")
    rewrite(root, "curriculum/pages/our-page.md", "rule: flexible", "rule: fixed\nbecause: Everyone should know it.")
    two = root / "modules/first/two"
    (two / "warm-up.md").unlink()
    (two / "cool-down.md").unlink()
    for id in ("cool-down-walk", "cool-down-talk"):
        text = session(id, minutes=10, topic="asking", more="rule: flexible\n").replace("mode: in-person\n", "")
        (two / f"{id}.md").write_text(text, encoding="utf-8")
    rewrite(root, DAY_TWO, "warm-up, small-tests, cool-down,", "small-tests, cool-down-walk, cool-down-talk,")
    rewrite(root, DAY_TWO, "leave_out: [cool-down],", "leave_out: [cool-down-walk, cool-down-talk],")
    (root / "curriculum/redirects.yml").write_text(
        "format: 1\nredirects:\n  - {was: warm-up, retired: Nobody used it.}\n"
        "  - {was: cool-down, now: [cool-down-walk, cool-down-talk]}\n",
        encoding="utf-8",
    )
    (root / "curriculum/release.yml").write_text(
        "format: 1\nchanges:\n  - element: first-questions/case\n    kind: meaning\n    why: The waiting is the story.\n",
        encoding="utf-8",
    )
    fine(on(root, "release", *DAY, "--out", str(folder)))


def tick(root: Path, sheet: str, labels: dict[str, str]) -> None:
    """Ticks, in the question whose heading holds each key, the box with that label."""
    parts = re.split(r"(?m)^(?=## \d+ of \d+ · )", (root / sheet).read_text(encoding="utf-8"))
    for heading, label in labels.items():
        (at,) = [n for n, part in enumerate(parts) if heading in part.partition("\n")[0] and part.startswith("## ")]
        assert f"- [ ] {label}" in parts[at], parts[at]
        parts[at] = parts[at].replace(f"- [ ] {label}", f"- [x] {label}", 1)
    (root / sheet).write_text("".join(parts), encoding="utf-8")


def test_an_academy_on_a_region_lives_through_two_editions_and_sees_its_card_in_the_course(tmp_path: Path) -> None:
    reference = first_edition(tmp_path)
    north = started(tmp_path, "north", tmp_path / "small-course-2027.1.zip")
    fine(on(north, "adapt", "weekly-hour", "--rule", "fixed", "--because", "We tried.", "--why", "So.", "--by", "ida"))
    fine(on(north, "release", *DAY, "--out", str(tmp_path)))
    root = started(tmp_path, "riverside", tmp_path / "north-2027.1.zip")
    (root / "changes.yml").write_text(OURS, encoding="utf-8")
    for file, text in TEXTS.items():
        (root / file).write_text(text, encoding="utf-8")
    fine(on(root, "check"))
    fine(on(root, "release", *DAY))

    second_edition(reference, tmp_path)
    refused = fine(on(root, "upgrade", str(tmp_path / "small-course-2027.2.zip")), 1)
    fine(on(north, "upgrade", str(tmp_path / "small-course-2027.2.zip")))
    fine(on(north, "upgrade", "--finish"))
    fine(on(north, "release", *DAY, "--out", str(tmp_path)))
    seen = fine(on(root, "upgrade", str(tmp_path / "north-2027.2.zip")), 4)
    sheet = (root / "UPGRADE-2027.2.md").read_text(encoding="utf-8")
    tick(
        root,
        "UPGRADE-2027.2.md",
        {
            "(first-questions/case)": "keep ours",
            "(our-page)": "take the course's",
            "(warm-up/purpose)": "keep it as our own",
            "(first-questions), minutes": "as near as it may be: 80",
            "(cool-down)": "leave out",
            "(small-tests)": "leave it where the course has it",
        },
    )
    parts = (root / "UPGRADE-2027.2.md").read_text(encoding="utf-8")
    talk = parts.replace('- [x] leave out "cool-down-walk"', '- [ ] leave out "cool-down-walk"')
    (root / "UPGRADE-2027.2.md").write_text(
        talk.replace('- [ ] leave out "cool-down-talk"', '- [x] leave out "cool-down-talk"'), encoding="utf-8"
    )
    fine(on(root, "upgrade", "--finish"))

    assert "this academy builds on north" in refused
    assert "It has 6 questions for you" in seen
    assert "Why the course changed it: The waiting is the story." in sheet
    assert (root / "changes.yml").read_text(encoding="utf-8") == AFTER_THE_YEAR
    assert "riverside-warm-up" in fine(on(root, "list", "--changed"))
    fine(on(root, "check"))

    gift = tmp_path / "gifts" / "riverside.zip"
    fine(on(root, "contribute", "card-questions", "--found", "They thanked.", "--consent", "--out", str(gift)))
    fine(on(reference, "receive", str(gift.parent)), 4)
    tick(reference, "RECEIVED.md", {"(card-questions)": "adopt"})
    fine(on(reference, "receive", "--finish"))
    edited(reference, 3, "A card of Riverside's.")
    released = fine(on(reference, "release", *DAY, "--out", str(tmp_path)))

    fine(on(north, "upgrade", str(tmp_path / "small-course-2027.3.zip")))
    fine(on(north, "upgrade", "--finish"))
    fine(on(north, "release", *DAY, "--out", str(tmp_path)))
    fine(on(root, "upgrade", str(tmp_path / "north-2027.3.zip")))
    absorbed = (root / "UPGRADE-2027.3.md").read_text(encoding="utf-8")
    fine(on(root, "upgrade", "--finish"))

    assert "Prompted by Riverside Academy." in released
    assert "## Taken over by the course\n\n- " in absorbed
    assert "card-questions" not in (root / "changes.yml").read_text(encoding="utf-8")
    assert not (root / "content/card.md").exists()
    assert "3. Thank them." in (reference / "curriculum/cards/card-questions.md").read_text(encoding="utf-8")
    fine(on(root, "check"))
    fine(on(root, "upgrade", "--undo"))
    assert (root / "content/card.md").read_text(encoding="utf-8") == TEXTS["content/card.md"]
