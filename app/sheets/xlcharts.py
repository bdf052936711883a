"""Native Excel charts in grey, and the worksheet that holds their figures."""

import math
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, DoughnutChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.worksheet.worksheet import Worksheet

from app.sheets.cells import FORMATS, put
from app.sheets.form import Chart
from app.sheets.values import clean

GREYS = ("4D4D4D", "ADADAD", "E6E6E6", "7A7A7A", "CCCCCC", "262626", "949494", "F5F5F5")
RING = ("8C8C8C", "D9D9D9", "A6A6A6", "F2F2F2", "BFBFBF", "999999", "E6E6E6", "B3B3B3")  # black shares on it
DASHES = ("solid", "dash", "sysDot", "dashDot")
_LABELLED = 14  # bars that still have room for their numbers


class Charts:
    """The charts of one workbook; their figures go to one worksheet, which is made for the first of them."""

    def __init__(self, book: Workbook, name: str) -> None:
        self._book = book
        self._name = name
        self._figures: Worksheet | None = None
        self._row = 1

    def place(self, chart: Chart, on: Worksheet, begin: AnchorMarker, end: AnchorMarker) -> None:
        """Put `chart` on a worksheet, from one corner to the other."""
        if not chart.labels or not chart.series:
            return
        figures, first = self._write(chart)
        last = first + len(chart.labels)
        kinds = {"bar": BarChart, "hbar": BarChart, "line": LineChart, "pie": DoughnutChart}
        drawn: Any = kinds[chart.kind]()
        series = 1 if chart.kind == "pie" else len(chart.series)
        drawn.add_data(
            Reference(figures, min_col=2, max_col=1 + series, min_row=first, max_row=last),
            titles_from_data=True,
        )
        drawn.set_categories(Reference(figures, min_col=1, min_row=first + 1, max_row=last))
        drawn.title = clean(chart.title) or None
        if chart.kind == "pie":
            _ring(drawn, len(chart.labels))
        else:
            _axes(drawn, chart)
        drawn.anchor = TwoCellAnchor(editAs="oneCell", _from=begin, to=end)
        on.add_chart(drawn)

    def close(self) -> None:
        """Move the figures behind all other worksheets."""
        if self._figures is not None:
            self._book.move_sheet(self._figures, offset=len(self._book.worksheets))

    def _write(self, chart: Chart) -> tuple[Worksheet, int]:
        """Write the chart's table; the worksheet and the row of its headings."""
        if self._figures is None:
            self._figures = self._book.create_sheet(self._name)
            self._figures.column_dimensions["A"].width = 24
        sheet, row = self._figures, self._row
        put(sheet.cell(row, 1), chart.title, "text")
        for at, series in enumerate(chart.series):
            put(sheet.cell(row + 1, 2 + at), series.name, "text")
        for spot, label in enumerate(chart.labels):
            put(sheet.cell(row + 2 + spot, 1), label, "text")
            for at, series in enumerate(chart.series):
                value = series.values[spot] if spot < len(series.values) else None
                if value is not None and math.isfinite(value):
                    cell = sheet.cell(row + 2 + spot, 2 + at)
                    cell.number_format = put(cell, value, chart.values)
        self._row += len(chart.labels) + 3
        return sheet, row + 1


def _axes(drawn: Any, chart: Chart) -> None:
    drawn.x_axis.delete = False  # else Excel of today hides both axes
    drawn.y_axis.delete = False
    drawn.y_axis.number_format = FORMATS[chart.values]
    drawn.y_axis.majorGridlines.spPr = GraphicalProperties(ln=_line("D0D0D0"))
    if len(chart.series) > 1:
        drawn.legend.position = "t"
    else:
        drawn.legend = None
    if isinstance(drawn, BarChart):
        drawn.type = "bar" if chart.kind == "hbar" else "col"
        drawn.gapWidth = 60
        if chart.kind == "hbar":
            drawn.x_axis.scaling.orientation = "maxMin"  # first label on top
            drawn.x_axis.tickLblSkip = 1
            drawn.y_axis.crosses = "max"  # and the figures still below
        for at, series in enumerate(drawn.series):
            series.graphicalProperties = GraphicalProperties(
                solidFill=GREYS[(at + (len(chart.series) == 1)) % len(GREYS)], ln=_line("000000")
            )
        if len(chart.labels) * len(chart.series) <= _LABELLED:
            drawn.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False)
            drawn.dataLabels.showLegendKey = False
        return
    for at, series in enumerate(drawn.series):
        series.graphicalProperties = GraphicalProperties(ln=_line("000000", dash=DASHES[at % len(DASHES)]))
        series.marker.symbol = ("circle", "square", "triangle", "diamond")[at % 4]
        series.marker.graphicalProperties = GraphicalProperties(
            solidFill="000000" if at % 2 == 0 else "FFFFFF", ln=_line("000000")
        )
        series.smooth = False


def _ring(drawn: Any, parts: int) -> None:
    drawn.holeSize = 50
    drawn.legend.position = "r"
    for at in range(parts):
        point = DataPoint(idx=at)
        point.graphicalProperties = GraphicalProperties(solidFill=RING[at % len(RING)], ln=_line("000000"))
        drawn.series[0].data_points.append(point)
    drawn.dataLabels = DataLabelList(showPercent=True, showVal=False, showSerName=False, showCatName=False)
    drawn.dataLabels.showLegendKey = False


def _line(colour: str, *, dash: Any = "solid") -> LineProperties:
    return LineProperties(solidFill=colour, prstDash=dash, w=9525)
