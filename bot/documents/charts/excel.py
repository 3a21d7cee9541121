"""Excel's own charts, which go along when somebody changes the figures beside them."""

from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.worksheet.worksheet import Worksheet

from bot.documents.workbook import Place

CENTIMETRES_WIDE, CENTIMETRES_HIGH = 13, 8
BLUE, GREY = "0072B2", "BFBFBF"


@dataclass(frozen=True, slots=True)
class BarsChart:
    """Horizontal bars named by the first column: this period in blue, the one before in grey. Columns → names."""

    title: str
    columns: Mapping[int, str]
    best: float | None = None

    def add(self, sheet: Worksheet, place: Place, corner: str) -> None:
        """Add it to a sheet, its upper left corner in a cell."""
        chart = BarChart()
        chart.type = "bar"
        chart.x_axis.scaling.orientation = "maxMin"
        chart.y_axis.scaling.max = self.best
        chart.y_axis.number_format = "0"
        for (column, name), colour in zip(self.columns.items(), (BLUE, GREY), strict=True):
            series = Series(_figures(sheet, place, column), title=name)
            series.graphicalProperties.solidFill = colour
            chart.series.append(series)
        chart.legend.position = "b"
        _place(chart, sheet, place, self.title)
        sheet.add_chart(chart, corner)


def add_line(sheet: Worksheet, place: Place, column: int, title: str, corner: str) -> None:
    """Add a line over the weeks or months."""
    chart = LineChart()
    chart.x_axis.number_format = "yyyy-mm-dd"
    chart.legend = None
    series = Series(_figures(sheet, place, column), title=title)
    series.graphicalProperties.line.solidFill = BLUE
    series.marker.symbol = "circle"
    series.smooth = False
    chart.series.append(series)
    _place(chart, sheet, place, title)
    sheet.add_chart(chart, corner)


def _figures(sheet: Worksheet, place: Place, column: int) -> Reference:
    return Reference(sheet, min_col=column, min_row=place.first, max_row=place.last)


def _place(chart: BarChart | LineChart, sheet: Worksheet, place: Place, title: str) -> None:
    chart.set_categories(_figures(sheet, place, 1))
    chart.title = title
    chart.width, chart.height = CENTIMETRES_WIDE, CENTIMETRES_HIGH
    chart.y_axis.scaling.min = 0
    chart.x_axis.delete = chart.y_axis.delete = False
