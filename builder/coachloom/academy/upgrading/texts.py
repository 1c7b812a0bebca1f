"""A text of the academy's own, when the course's text beneath it has changed."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import dedent

from coachloom.academy.boxes import Answer, Option, Question, in_quotes, numbered
from coachloom.academy.content import text_of
from coachloom.academy.merging.texts import Clash, Merged, alike, differences, merge_texts
from coachloom.academy.upgrading.asking import COURSE, EXCEPTION, OURS, excepted, said_of
from coachloom.academy.upgrading.finding import GOES, STAYS, Edit, Finding, Settle, Status, by_key, settled
from coachloom.academy.upgrading.matter import Matter


def replaced(matter: Matter) -> Finding:
    """What becomes of a `replace` entry."""
    base, ours, theirs = matter.old_text(), matter.our_text(), text_of(matter.now)
    merged = merge_texts(base, ours, theirs)
    if alike(ours, theirs) or (merged.clean and alike(merged.text(), theirs)):
        return Finding(
            entry=matter.entry,
            status=Status.ABSORBED,
            title=matter.title,
            said=f"The course says what you say now in {matter.title}. Your text goes into the history; thank you.",
            settle=settled(GOES),
        )
    if matter.against:
        return _closed(matter, base, theirs)
    if merged.clean and alike(merged.text(), ours):
        return Finding(entry=matter.entry, status=Status.CURRENT, title=matter.title)
    return _joined(matter, merged, base, theirs) if merged.clean else _clashing(matter, merged, theirs)


def _closed(matter: Matter, base: str, theirs: str) -> Finding:
    said = said_of(matter.against[0])
    body = [said, matter.why_the_course, _course_changed(base, theirs), _if_taken(matter)]
    return Finding(
        entry=matter.entry,
        status=Status.NOW_FIXED,
        title=matter.title,
        said=said,
        questions=(Question(_asked(matter, Status.NOW_FIXED), _paragraphs(body), (COURSE, EXCEPTION)),),
        settle=by_key({"course": GOES, "exception": excepted(matter.ground)}),
    )


def _if_taken(matter: Matter) -> str:
    return (
        "If you take the course's text, yours goes into the history. To offer it to the course, do that first:"
        f" `coachloom contribute {matter.entry.change.target}`."
    )


def _joined(matter: Matter, merged: Merged, base: str, theirs: str) -> Finding:
    said = "The course changed other sentences than you did; both are joined here. Please read it once."
    read = Option(
        "words", "I have read this, and it is right (you may change it here)", words=merged.text().strip("\n")
    )
    keep = Option("ours", "keep ours as it was")
    return Finding(
        entry=matter.entry,
        status=Status.MERGED,
        title=matter.title,
        said=said,
        questions=(
            Question(
                _asked(matter, Status.MERGED),
                _paragraphs([said, _why(matter), matter.why_the_course, _course_changed(base, theirs)]),
                (read, keep, COURSE),
            ),
        ),
        settle=by_key({"words": lambda answer: _with_text(answer.words, theirs), "ours": STAYS, "course": GOES}),
    )


def _clashing(matter: Matter, merged: Merged, theirs: str) -> Finding:
    clashes = merged.clashes
    questions = tuple(
        numbered(
            Question(
                _asked(matter, Status.CHOICE),
                _paragraphs(
                    [
                        *([_why(matter), matter.why_the_course] if n == 1 else []),
                        _three(matter, clash),
                        *(_whole(merged) if n == len(clashes) else []),
                    ]
                ),
                (OURS, COURSE, Option("words", "use these words:", words="")),
            ),
            n,
            len(clashes),
        )
        for n, clash in enumerate(clashes, start=1)
    )
    return Finding(
        entry=matter.entry,
        status=Status.CHOICE,
        title=matter.title,
        said="The course and you changed the same sentences.",
        questions=questions,
        settle=_chosen(merged, theirs),
    )


def _chosen(merged: Merged, theirs: str) -> Settle:
    def settle(answers: Sequence[Answer]) -> Edit:
        pieces = [_piece(clash, answer) for clash, answer in zip(merged.clashes, answers, strict=True)]
        return _with_text(merged.text(pieces), theirs)

    return settle


def _piece(clash: Clash, answer: Answer) -> str:
    match answer.key:
        case "ours":
            return clash.ours
        case "course":
            return clash.theirs
    return clash.with_words(answer.words)


def _with_text(text: str, theirs: str) -> Edit:
    """The text, if it is still another than the course's."""
    return GOES if alike(text, theirs) or not text.strip() else Edit(text=f"{text.strip(chr(10))}\n")


def _asked(matter: Matter, status: Status) -> str:
    return f"{matter.title}: {status}"


def _why(matter: Matter) -> str:
    return f"Why you changed it: {matter.entry.change.why}"


def _three(matter: Matter, clash: Clash) -> str:
    sides = (
        (f"The course when you adapted it ({matter.ground.old}):", clash.base),
        (f"The course now ({matter.ground.new}):", clash.theirs),
        ("Yours:", clash.ours),
    )
    return "\n\n".join(
        f"{head}\n\n{in_quotes(dedent(text)) if text.strip() else '> (nothing)'}" for head, text in sides
    )


def _whole(merged: Merged) -> list[str]:
    """The whole text, for whoever chooses a part of it; nothing where there is nothing around the choice."""
    if not "".join(piece for piece in merged.pieces if isinstance(piece, str)).strip():
        return []
    text = merged.text([clash.with_words(f"[{n}: as you choose]") for n, clash in enumerate(merged.clashes, start=1)])
    return [f"All together it will read:\n\n{in_quotes(text.strip())}"]


def _course_changed(base: str, theirs: str) -> str:
    found = list(differences(base.strip(), theirs.strip()))
    if not found:
        return ""
    lines = []
    for one in found:
        lines += [f"was:\n\n{in_quotes(one.old)}"] if one.old else []
        lines += [f"{'now' if one.old else 'new'}:\n\n{in_quotes(one.new)}"] if one.new else ["now: (nothing)"]
    return "What the course changed:\n\n" + "\n\n".join(lines)


def _paragraphs(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)
