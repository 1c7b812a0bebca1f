"""What a preview says at the terminal."""

from __future__ import annotations

import webbrowser
from dataclasses import dataclass

from coachloom.cli.desk import Desk, summary
from coachloom.problems import Problem, as_text

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Teller:
    """A `Listener` that tells the person at the desk."""

    desk: Desk
    in_browser: bool = False

    def ready(self, address: str) -> None:
        self.desk.say(f"The preview is at {address} and follows your edits; Ctrl-C ends it.")
        if self.in_browser:
            webbrowser.open(address)

    def shown(self, anew: tuple[str, ...] | None) -> None:
        if anew is None:
            self.desk.say("All pages are made.")
        elif len(anew) > _MOST_NAMED:
            self.desk.say(f"{len(anew)} pages are up to date.")
        else:
            names = ", ".join(file.removesuffix("index.html") or "the home page" for file in anew)
            self.desk.say(f"Up to date: {names}." if names else "All pages are up to date.")

    def refused(self, problems: tuple[Problem, ...]) -> None:
        self.desk.say(as_text(problems), aside=True)
        self.desk.say(f"\n{summary(problems)} The pages stay as they were.", aside=True)

    def notes(self, notes: tuple[Problem, ...]) -> None:
        self.desk.say(f"{as_text(notes)}\n" if notes else "No notes any more.", aside=True)
