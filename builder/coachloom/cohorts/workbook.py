"""Excel workbooks: written with real dates and closed to formulas, and read with every cell's name; the door to openpyxl.

A sheet here is a list of rows of plain values; what they mean is decided elsewhere.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openpyxl import Workbook as _Workbook
from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from coachloom.academy.archive import packed, unpacked
from coachloom.problems import Place, Problem, ProblemsFound

Value = str | int | datetime.date | datetime.time | None
LARGEST = 1_000_000
_CORE = "docProps/core.xml"
_MOST_ROWS = 2_000
_MOST_COLUMNS = 40
_ROWS_OFFERED = 200
_STILL = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 -- Excel's own times know no zone; the same bytes every time
_BROKEN = (InvalidFileException, AttributeError, IndexError, KeyError, SyntaxError, TypeError, ValueError)
"""All that openpyxl raised when files in workbooks were taken out or spoilt; SyntaxError is that of XML."""

_HEAD = PatternFill("solid", fgColor="FFE3E9E8")


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` is in characters. The cells below offer ``choices``, or what stands on a sheet below its first column's
    name where ``choices_on`` names one: Excel repairs away a workbook that lists more than 255 characters of choices.
    """

    name: str
    width: int = 18
    choices: tuple[str, ...] = ()
    choices_on: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to be written; ``notes`` stand above the table."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    notes: tuple[str, ...] = ()


class CellPlace(Place):
    """A cell of a workbook; as text it says sheet and cell, since every sheet has such a row."""

    sheet: str

    @classmethod
    def of(cls, cell: Cell) -> CellPlace:
        place = cls(cell.file, cell.row, cell.column)
        place.sheet = cell.sheet
        return place

    @property
    def name(self) -> str:
        return cell_name(self.sheet, self.column, self.line)

    def __str__(self) -> str:
        return f"{self.file}, sheet {self.name}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that was read, and where."""

    value: Value
    file: str
    sheet: str
    row: int
    column: int
    is_formula: bool = False

    @property
    def name(self) -> str:
        return cell_name(self.sheet, self.column, self.row)

    def problem(self, what: str, do: str) -> Problem:
        """WORKBOOK, with sheet and cell; the line is the row."""
        return Problem(code="WORKBOOK", what=f"Sheet {self.name}: {what}", place=Place(self.file, self.row), do=do)


def cell_name(sheet: str, column: int, row: int) -> str:
    """As people find it: ``Leave, cell B7``."""
    return f"{sheet}, cell {get_column_letter(column)}{row}"


def written(sheets: Sequence[Sheet]) -> bytes:
    """The workbook; the same sheets give the same bytes."""
    book = _Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    book.properties.creator = "coachloom"
    book.properties.created = _STILL
    made = io.BytesIO()
    book.save(made)
    return _standing_still(unpacked(made.getvalue(), "workbook"))


def _standing_still(parts: dict[str, bytes]) -> bytes:
    """The workbook without the moment at which it was made, which openpyxl writes into it whatever one says."""
    core = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", parts[_CORE])
    return packed({**parts, _CORE: core})


def _write(page: Worksheet, sheet: Sheet) -> None:
    head = len(sheet.notes) + 1
    for row, note in enumerate(sheet.notes, start=1):
        _put(page, row, 1, note)
    for at, column in enumerate(sheet.columns, start=1):
        _put(page, head, at, column.name)
        title = page.cell(head, at)
        title.font, title.fill = Font(bold=True), _HEAD
        page.column_dimensions[get_column_letter(at)].width = column.width
        if offered := _offered(column):
            validation = DataValidation(type="list", formula1=offered, allow_blank=True)
            validation.showErrorMessage = False  # several may be written into one cell
            page.add_data_validation(validation)
            letter = get_column_letter(at)
            validation.add(f"{letter}{head + 1}:{letter}{head + _ROWS_OFFERED}")
    for row, values in enumerate(sheet.rows, start=head + 1):
        for position, value in enumerate(values, start=1):
            _put(page, row, position, value)
    page.freeze_panes = f"A{head + 1}"


def _offered(column: Column) -> str:
    """As the file format writes it: text in quotes, or cells of a sheet that has no notes."""
    if column.choices_on:
        return f"{quote_sheetname(column.choices_on)}!$A$2:$A${_ROWS_OFFERED + 1}"
    return f'"{",".join(column.choices)}"' if column.choices else ""


def _put(page: Worksheet, row: int, column: int, value: Value) -> None:
    """A text is a text, whatever it begins with: a spreadsheet never takes it for a formula."""
    cell = page.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in {"=", "+", "-", "@"}
        cell.alignment = Alignment(vertical="top")
    elif isinstance(value, datetime.date):
        cell.number_format = "ddd d mmm yyyy"
    elif isinstance(value, datetime.time):
        cell.number_format = "hh:mm"


def read(data: bytes, file: str) -> dict[str, list[list[Cell]]]:
    """For each sheet its rows that are not empty, each with every cell from the first to the last that is filled in.

    Raises ProblemsFound (WORKBOOK): no workbook, too large, or cells that hold formulas.
    """
    if len(data) > LARGEST:
        raise ProblemsFound([_unfit(file, "The workbook is larger than 1 MB.", "keep only the sheets of the template")])
    book = _loaded(data, file)
    if problems := [problem for page in book.worksheets for problem in _too_far(page, file)]:
        raise ProblemsFound(problems)
    sheets = {page.title: list(_rows(page, file)) for page in book.worksheets}
    formulas = [
        cell.problem("a formula stands there.", "write the value itself")
        for rows in sheets.values()
        for row in rows
        for cell in row
        if cell.is_formula
    ]
    if formulas:
        raise ProblemsFound(formulas)
    return sheets


def _loaded(data: bytes, file: str) -> _Workbook:
    what, do = "This cannot be read as an Excel workbook.", "save it again from Excel as .xlsx, without a password"
    try:
        parts = unpacked(data, file)
    except ProblemsFound as refused:
        raise ProblemsFound([_unfit(file, f"{what} {one.what}", do) for one in refused.problems]) from refused
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl passes over, such as a theme, nobody need hear
            return load_workbook(io.BytesIO(packed(parts)), keep_links=False)
    except _BROKEN as broken:
        raise ProblemsFound([_unfit(file, what, do)]) from broken


def _too_far(page: Worksheet, file: str) -> Iterator[Problem]:
    """A row that nobody reads might be somebody's leave."""
    for there, most, what in ((page.max_row, _MOST_ROWS, "row"), (page.max_column, _MOST_COLUMNS, "column")):
        if there > most:
            do = f"delete every {what} after number {most:,}: cells that look empty may hold a format"
            yield _unfit(file, f"Sheet {page.title} reaches to {what} {there:,}; {most:,} are read.", do)


def _rows(page: Worksheet, file: str) -> Iterator[list[Cell]]:
    for number, row in enumerate(page.iter_rows(), start=1):
        cells = [
            Cell(_plain(one.value), file, page.title, number, at, is_formula=one.data_type == "f")
            for at, one in enumerate(row, start=1)
        ]
        while cells and cells[-1].value is None:
            cells.pop()
        if cells:
            yield cells


def _plain(value: object) -> Value:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (datetime.time, int)):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    text = "" if value is None else str(value).strip()
    return text or None


def _unfit(file: str, what: str, do: str) -> Problem:
    return Problem(code="WORKBOOK", what=what, place=Place(file), do=do)
