"""The worksheet of an upgrade: what asks for a person, then what was settled, then what is new in the course."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from coachloom.academy import boxes
from coachloom.academy.boxes import Question
from coachloom.academy.upgrading.finding import Finding, Status
from coachloom.academy.upgrading.matter import Ground
from coachloom.problems import Problem


def questions(findings: Iterable[Finding]) -> tuple[Question, ...]:
    """Everything that is asked, in the order of the sheet."""
    return tuple(question for finding in findings for question in finding.questions)


def written(ground: Ground, findings: Sequence[Finding], unfit: Sequence[Problem]) -> str:
    """The sheet without a tick."""
    return boxes.written(_head(ground, findings), questions(findings), _foot(ground, findings, unfit))


def _head(ground: Ground, findings: Sequence[Finding]) -> str:
    title = ground.now.course.programme.title
    asked = len(questions(findings))
    how = (
        "To decide: put an x between the brackets of one box in each question, as in [x]. Save this file as it is"
        " called. Then give the command\n\n    coachloom upgrade --finish"
        if asked
        else "Nothing here needs your choice. To take the edition in, give the command\n\n    coachloom upgrade --finish"
    )
    return "\n\n".join(
        [
            f"# Edition {ground.new} of {ground.now.layer.name if ground.now.layers[1:] else title}",
            f"You build on {ground.old}. Nothing of yours has been changed yet, and nothing will be before you say so.",
            how,
            "To put it aside: coachloom upgrade --undo. That works afterwards, too, and brings everything back.",
            f"In short. {summary(ground, findings)}",
            *_withdrawn(ground),
        ]
    )


def _withdrawn(ground: Ground) -> Iterator[str]:
    """What comes before everything else."""
    if ground.recalls:
        lines = [f"- {ground.named(one.recall.id)}: {one.recall.why}" for one in ground.recalls]
        yield "**Withdrawn, since it must not be read any more:**\n\n" + "\n".join(lines)
        yield "Your pages show a notice in its place after --finish. Take it out of what you have published at once, too: coachloom publish."


def summary(ground: Ground, findings: Sequence[Finding]) -> str:
    """How many of what, in one line."""
    counts = Counter(finding.status for finding in findings)
    told = "; ".join(f"{status}: {counts[status]}" for status in Status if counts[status])
    own = f"Your entries: {told}." if told else "You have changed nothing yet."
    return f"{own} Parts of the course that are new, changed or gone: {len(ground.changes)}."


def _foot(ground: Ground, findings: Sequence[Finding], unfit: Sequence[Problem]) -> str:
    parts = []
    if unfit:
        lines = [f"- {problem.place}: {problem.what} Do: {problem.do}" for problem in unfit]
        head = "## What would not fit yet\n\nAs things stand, with all of yours kept, the new edition would stop at:"
        parts.append(f"{head}\n\n" + "\n".join(lines))
    taken = [f"- {finding.said}" for finding in findings if finding.status is Status.ABSORBED]
    if taken:
        parts.append("## Taken over by the course\n\n" + "\n".join(taken))
    kept = [
        f"- {_DONE[finding.entry.change.verb]} {finding.title}"
        for finding in findings
        if finding.status is Status.CURRENT
    ]
    if kept:
        parts.append("## Yours, and as before\n\n" + "\n".join(kept))
    new = [f"- {line}" for line in ground.changes]
    if new:
        parts.append("## New in the course\n\n" + "\n".join(new))
    return "\n\n".join(parts)


_DONE = {"set": "set on", "replace": "your text for", "add": "added:", "leave_out": "left out:", "move": "moved:"}
