"""Saved views: named filters, order and columns of a list, one's own or everybody's. Never part of undo."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.office.desk import Desk
from app.office.model import View
from app.store.errors import UserError
from app.store.store import claim
from app.words import _

LONGEST = 40


class ViewRow(NamedTuple):
    """A view as a list offers it. `content` is what the list put in: filters, order, columns."""

    id: int
    row_version: int
    name: str
    shared: bool
    mine: bool
    usual: bool
    """Whether the list opens with it: for its owner, or for everybody when it is shared."""
    content: Mapping[str, Any]
    owner_id: int | None = None


def find(desk: Desk, list_key: str) -> list[ViewRow]:
    """The views of a list that the person at the desk sees: one's own and the shared ones, by name."""
    with desk.store.read() as session:
        rows = session.scalars(
            select(View).where(View.list_key == list_key, *_seen(desk)).order_by(View.name, View.id)
        )
        return [_row(desk, row) for row in rows]


def usual(rows: Iterable[ViewRow]) -> ViewRow | None:
    """The view of `rows` a list opens with: one's own usual one before the office's; None when there is neither."""
    marked = [row for row in rows if row.usual]
    return next((row for row in marked if not row.shared), marked[0] if marked else None)


def save(
    desk: Desk,
    list_key: str,
    name: str,
    content: Mapping[str, Any],
    *,
    shared: bool = False,
    usual: bool = False,
) -> int:
    """Keep `content` as a new view; its id. UserError when the name is missing, too long or taken."""
    with desk.store.write("view.save") as session:
        name = _named(session, desk, list_key, name)
        row = View(list_key=list_key, name=name, shared=shared, usual=False, owner_id=desk.person.id,
                   content=_text(content))  # fmt: skip
        session.add(row)
        session.flush()
        if usual:
            _make_usual(session, desk, row)
        return row.id


def change(
    desk: Desk,
    view_id: int,
    *,
    row_version: int,
    name: str | None = None,
    content: Mapping[str, Any] | None = None,
    shared: bool | None = None,
    usual: bool | None = None,
) -> None:
    """Rename a view, give it other content, share it or not, make it the usual one or not; None leaves as it is.

    Conflict when somebody changed it since `row_version`; UserError as in `save`.
    """
    with desk.store.write("view.change") as session:
        row = claim(session, View, view_id, row_version=row_version)
        if name is not None:
            row.name = _named(session, desk, row.list_key, name, but=view_id)
        if content is not None:
            row.content = _text(content)
        if shared is not None and shared != row.shared:
            row.shared, row.usual = shared, False
            if not shared:
                row.owner_id = desk.person.id  # taken back from everybody: it is whose who took it back
        session.flush()
        if usual is not None and usual != row.usual:
            if usual:
                _make_usual(session, desk, row)
            else:
                row.usual = False


def remove(desk: Desk, view_id: int) -> None:
    """Put a view away; `restore` brings it back as it was, though no longer as the usual one."""
    with desk.store.write("view.remove") as session:
        row = session.get_one(View, view_id)
        row.deleted_at, row.usual = desk.clock(), False


def restore(desk: Desk, view_id: int) -> None:
    """Bring a view back. UserError when its name was taken meanwhile."""
    with desk.store.write("view.restore") as session:
        row = session.get_one(View, view_id)
        _named(session, desk, row.list_key, row.name, but=view_id)
        row.deleted_at = None


def _seen(desk: Desk) -> tuple[ColumnElement[bool], ...]:
    return View.deleted_at.is_(None), or_(View.shared.is_(True), View.owner_id == desk.person.id)


def _named(session: Session, desk: Desk, list_key: str, name: str, *, but: int = 0) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError(_("The view needs a name: what does it show?"))
    if len(name) > LONGEST:
        raise UserError(_("The name is too long: {most} characters at most.").format(most=LONGEST))
    same = session.scalar(
        select(View.id).where(View.list_key == list_key, View.name == name, View.id != but, *_seen(desk))
    )
    if same is not None:
        raise UserError(_("There is a view called {name} already. Choose another name.").format(name=name))
    return name


def _make_usual(session: Session, desk: Desk, row: View) -> None:
    """One usual view for everybody, and one for each person."""
    others = select(View).where(View.list_key == row.list_key, View.usual.is_(True), View.id != row.id)
    others = others.where(View.shared.is_(True)) if row.shared else others.where(
        View.shared.is_(False), View.owner_id == row.owner_id)  # fmt: skip
    for other in session.scalars(others):
        other.usual = False
    row.usual = True


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def _row(desk: Desk, row: View) -> ViewRow:
    return ViewRow(
        id=row.id, row_version=row.row_version, name=row.name, shared=row.shared,
        mine=row.owner_id == desk.person.id, usual=row.usual, content=json.loads(row.content),
        owner_id=row.owner_id,
    )  # fmt: skip
