"""A printed form described once (Sheet) and drawn twice: xlsx and PDF; plain exports; fonts.

The description is here; the drawing is imported where it is needed, since its libraries are heavy:
`app.sheets.pdf.write_pdf`, `app.sheets.xlsx.write_xlsx`, `app.sheets.bulk.write_rows`.
"""

from app.sheets.form import (
    Block,
    Board,
    Chart,
    Column,
    Entry,
    Fact,
    Facts,
    Fields,
    FontMissing,
    Group,
    Kind,
    Note,
    Printed,
    Progress,
    Row,
    Series,
    Sheet,
    Spot,
    Summary,
    Table,
    Text,
    Value,
)

__all__ = [
    "Block",
    "Board",
    "Chart",
    "Column",
    "Entry",
    "Fact",
    "Facts",
    "Fields",
    "FontMissing",
    "Group",
    "Kind",
    "Note",
    "Printed",
    "Progress",
    "Row",
    "Series",
    "Sheet",
    "Spot",
    "Summary",
    "Table",
    "Text",
    "Value",
]
