"""Options that come again and again, and answers that are held against the new edition before anything is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from coachloom.academy.boxes import Answer, Option
from coachloom.academy.numbers import edition_order
from coachloom.academy.upgrading.finding import Edit
from coachloom.academy.upgrading.matter import Ground
from coachloom.course.values import is_id
from coachloom.problems import Place, Problem, ProblemsFound, did_you_mean

AGREED_BY, UNTIL = "agreed by (two people, as ids)", "until edition"

OURS = Option("ours", "keep ours")
COURSE = Option("course", "take the course's")
EXCEPTION = Option("exception", "keep ours as an agreed exception", (AGREED_BY, UNTIL))


def excepted(ground: Ground) -> Callable[[Answer], Edit]:
    """The entry with an agreed exception: two different people, until the new edition or a later one."""

    def edit(answer: Answer) -> Edit:
        people = [one for one in re.split(r"[,; ]+|\band\b", answer.blanks[AGREED_BY]) if one]
        until = answer.blanks[UNTIL].strip("\"'")
        if len(set(people)) != 2 or not all(map(is_id, people)):
            raise unfit(
                answer, f"`{answer.blanks[AGREED_BY]}` are not two people.", "write two ids: ana-reis, rui-lopes"
            )
        if not re.fullmatch(r"\d{4}\.\d{1,2}", until) or edition_order(until) < edition_order(ground.new)[:2]:
            do = f"write an edition such as {ground.new.partition('-')[0]}, or a later one"
            raise unfit(answer, f"`{until}` is no edition from {ground.new} on.", do)
        return Edit(fields={"deviation": {"agreed_by": people, "until": until}})

    return edit


def said_of(problem: Problem) -> str:
    """What stands against an entry, with the course's reason, for a question or a list."""
    return problem.what + (f" The course's reason: {problem.because}" if problem.because else "")


def one_of(answer: Answer, blank: str, known: Iterable[str]) -> str:
    """The id that a person wrote, if it is known. Raises ProblemsFound."""
    id, ids = answer.blanks[blank].strip("`\"'"), set(known)
    if id not in ids:
        raise unfit(
            answer, f"There is no `{id}` there.{did_you_mean(id, ids)}", "write one of: " + ", ".join(sorted(ids)[:12])
        )
    return id


def number_in(answer: Answer, blank: str) -> int:
    """The whole number that a person wrote. Raises ProblemsFound."""
    written = answer.blanks[blank]
    if not re.fullmatch(r"[0-9]{1,6}", written):
        raise unfit(answer, f"`{written}` is no whole number.", "write a number such as 75")
    return int(written)


def unfit(answer: Answer, what: str, do: str) -> ProblemsFound:
    """What was written behind a box does not do."""
    return ProblemsFound([Problem(code="WORKSHEET", what=what, place=answer.place or Place(""), do=do)])
