"""What a reader should know of the edition itself: that it is tried out, or what was corrected in it, and when."""

from __future__ import annotations

from collections.abc import Iterable

from coachloom.academy.releasing.record import Record, State
from coachloom.site.markdown_out import plain
from coachloom.words import Words


def edition_notices(records: Iterable[Record | None], words: Words) -> list[dict[str, str]]:
    """Title and text of each notice, for the edition and those it builds on; None stands for one without a record."""
    known = [record for record in records if record]
    found = []
    if any(record.status is State.PILOT for record in known):
        found.append({"title": words.text("edition.pilot_title"), "text": words.text("edition.pilot")})
    for record in known:
        if record.notice:
            title = words.text("edition.corrected_title", date=record.date.isoformat())
            found.append({"title": title, "text": plain(record.notice)})
    return found
