"""Small years and days to be printed, as the templates want them."""

from __future__ import annotations

import datetime
import io

import pikepdf
import pypdfium2  # type: ignore[import-untyped]  # it brings no types

MADE = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)


def wallchart(**other: object) -> dict[str, object]:
    """One month with one day."""
    note = {
        "number": "7",
        "pencilled": False,
        "label": "Day 7: Tuesday 20 April, 09:30–17:15",
        "when": "Tue 20 April, 09:30–17:15",
        "title": "Opening the Big Room",
        "where": "Room 4, Riverside House",
    }
    days = [
        {"date": date, "kind": "", "number": "7" if date == 20 else None, "pencilled": False} for date in range(1, 31)
    ]
    return {
        "language": "en",
        "title": "Spring 2027: wallchart",
        "cohort": "Spring 2027",
        "course": "Quality Coach, edition 2027.1",
        "academy": "Riverside",
        "colour": "#0b5d4f",
        "issue": "Issue 3, given out on 26 November 2026",
        "weekdays": list("MTWTFSS"),
        "months": [{"name": "April", "year": "2027", "first": 3, "days": days, "notes": [note]}],
        "legend": [{"kind": "settled", "words": "Training day"}],
        "foot": "",
        **other,
    }


def door(title: str = "Opening the Big Room", where: str = "Room 4", plan: int = 3) -> dict[str, object]:
    """The sign of one day, whose plan has so many lines."""
    lines = [{"start": f"{9 + n:02}:30", "what": f"Session {n}", "pause": n == 1} for n in range(plan)]
    day = {
        "name": "Day 7",
        "label": f"Day 7: {title}",
        "title": title,
        "pencilled": True,
        "date": "Tuesday 20 April 2027",
        "times": "09:30 to 17:15",
        "where": where,
        "plan": lines,
    }
    words = {"plan": "The day by the clock", "pencilled": "Pencilled in"}
    return wallchart() | {"title": "Spring 2027: door signs", "days": [day], **words}


def texts(pdf: bytes) -> list[str]:
    """What stands on each page, line by line."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        text = page.get_textpage()
        found.append(text.get_text_range().replace("\r\n", "\n"))
        text.close()
        page.close()
    document.close()
    return found


def structure(pdf: bytes) -> dict[str, object]:
    """What makes a PDF one that can be read aloud."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        info, root = document.docinfo, document.Root
        return {
            "tagged": bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root,
            "language": str(root.Lang),
            "title": str(info["/Title"]),
            "shows its title": bool(root.ViewerPreferences.DisplayDocTitle),
            "standard": document.open_metadata().get("pdfuaid:part"),
            "made": str(info["/CreationDate"]),
        }
