"""Segments: groups of dealers kept by name and asked for again and again (R72); they are saved views of the list."""

from array import array

from app.dealers import filters, finding
from app.dealers.finding import DealerQuery
from app.office import views
from app.office.desk import Desk
from app.office.filters import tidy
from app.office.views import ViewRow
from app.store.errors import UserError
from app.words import _

LIST = "dealers"
"""The key of the list of dealers among the saved views."""


def find(desk: Desk) -> list[ViewRow]:
    """The segments that the person at the desk sees, by name."""
    return views.find(desk, LIST)


def save(desk: Desk, name: str, query: DealerQuery, *, shared: bool = True) -> int:
    """Keep what `query` asks for as the segment `name`; its id. UserError when the name is missing or taken."""
    content = {
        "text": query.text,
        "filters": dict(query.filters),
        "sort": query.sort,
        "descending": query.descending,
    }
    return views.save(desk, LIST, name, content, shared=shared)


def query_of(desk: Desk, segment: ViewRow) -> DealerQuery:
    """The question a segment asks; what this version does not know is left out."""
    content = segment.content
    return DealerQuery(
        text=str(content.get("text") or ""),
        filters=tidy(filters.fields(desk), content.get("filters")),
        sort=content["sort"] if content.get("sort") in finding.SORTS else "name",
        descending=bool(content.get("descending")),
    )


def members(desk: Desk, name: str) -> "array[int]":
    """The dealers who are in the segment `name` now. UserError when there is none of that name."""
    for segment in find(desk):
        if segment.name == name:
            return finding.find(desk, query_of(desk, segment))
    raise UserError(_("There is no segment called {name}.").format(name=name))
