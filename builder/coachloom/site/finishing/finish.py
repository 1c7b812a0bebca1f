"""The finishing as a list of passes, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from coachloom.problems import Problem
from coachloom.site.engines import Engine
from coachloom.site.finishing import editions, foot, head, offline, pictures, sitemap, tables, terms, theme
from coachloom.site.finishing.facts import Facts
from coachloom.site.finishing.page import BuiltPage

PASSES: tuple[Callable[[BuiltPage, Facts], None], ...] = (
    theme.menu_and_search_have_buttons,
    theme.menu_can_be_closed,
    theme.dialog_and_results_have_names,
    theme.where_we_are_is_told,
    theme.inner_menus_are_no_landmarks,
    theme.inner_menus_have_buttons,
    theme.anchors_have_names,
    theme.attributes_are_html,
    theme.labels_belong_to_a_control,
    theme.missing_pages_say_what_to_do,
    foot.links_of_the_foot_are_relative,
    tables.headers_have_a_scope,
    tables.alignment_is_a_class,
    head.what_it_is_about_is_told,
    head.course_is_described,
    pictures.drawings_stand_on_the_page,
    editions.older_editions_say_so,
)


def finish(pages: Mapping[str, BuiltPage], facts: Facts, engine: Engine, glossary: terms.Glossary) -> list[Problem]:
    """Changes every page in memory; ``glossary`` is that of the whole site. Returns what must not be shown."""
    return [fault for page in pages.values() for fault in finish_page(page, facts, engine, glossary)]


def finish_page(page: BuiltPage, facts: Facts, engine: Engine, glossary: terms.Glossary) -> list[Problem]:
    """As `finish`, for one page."""
    found = [*head.only_known_scripts_run(page, engine)]
    for change in PASSES:
        change(page, facts)
    terms.explain_terms(page, facts, glossary)
    if facts.offline:
        offline.worker_has_a_stand_in(page)
        offline.links_name_files(page)
    return found


def finish_files(pages: Mapping[str, BuiltPage], built: Path, facts: Facts, engine: Engine) -> None:
    """The files beside the pages: the list of pages, and the search index where the site is read from a folder."""
    (built / f"{sitemap.FILE}.gz").unlink(missing_ok=True)
    (built / sitemap.FILE).write_text(sitemap.sitemap(facts.address_in_lists, pages), encoding="utf-8", newline="\n")
    if facts.offline:
        offline.write_index_script(built, engine)
