"""A text of the academy's own that was made from one that the course has withdrawn since."""

from __future__ import annotations

from coachloom.academy.boxes import Option, Question, in_quotes
from coachloom.academy.recalls import Recall
from coachloom.academy.upgrading.finding import GOES, STAYS, Finding, Status, by_key
from coachloom.academy.upgrading.matter import Matter

_TAKE = Option("course", "take ours out, too; it goes into the history")
_KEEP = Option("ours", "keep ours: nothing of what was withdrawn stands in it")


def withdrawn(matter: Matter, recall: Recall) -> Finding:
    """What becomes of a `replace` entry whose text may hold what must not be read any more."""
    said = f"The course withdrew {matter.title} on {recall.date.isoformat()}. Why: {recall.why}"
    body = "\n\n".join(
        [
            said,
            f"Why you had a text of your own: {matter.entry.change.why}",
            f"Yours:\n\n{in_quotes(matter.our_text().strip())}",
            _to_do(matter),
        ]
    )
    question = Question(f"{matter.title}: {Status.WITHDRAWN}", body, (_TAKE, _KEEP))
    return Finding(
        entry=matter.entry,
        status=Status.WITHDRAWN,
        title=matter.title,
        said=said,
        questions=(question,),
        settle=by_key({"course": GOES, "ours": STAYS}),
    )


def _to_do(matter: Matter) -> str:
    return (
        "If yours tells the same, take it out, and out of what you have published as well:"
        f" `coachloom recall {matter.entry.change.target} --why ...`"
    )
