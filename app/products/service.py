"""Products: entered, changed, put away, named, and listed for choosing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china import pinyin
from app.directory import service as directory
from app.office.desk import Desk
from app.products.model import Product
from app.products.rules import NewProduct, packed, problems
from app.store.errors import FieldError, UserError
from app.store.store import claim, find_by_uuid
from app.words import _

KIND = "product"
_BETWEEN = re.compile(r"[/、,，;；|\n]+")
"""Between the other names of a product, as between the parts of any list in a cell."""


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product as lists and choices show one."""

    id: int
    row_version: int
    code: str
    name: str
    series: str
    spec: str
    unit: str
    pack_unit: str
    pack_factor: int
    price: Decimal | None
    discontinued: bool
    keys: tuple[str, ...] = field(default=(), repr=False)
    """What it is found by when typed: code, other names, initials and pinyin."""


def add(desk: Desk, new: NewProduct) -> int:
    """Put a product on the list; its id. One whose uuid is stored is not stored again. FieldError names the field."""
    with desk.store.write("product.add") as session:
        return add_in(session, new)


def add_in(session: Session, new: NewProduct) -> int:
    """As `add`, inside a write that is open already."""
    known = find_by_uuid(session, Product, new.uuid) if new.uuid else None
    if known is not None:
        return known.id
    _check(session, new)
    row = Product(**columns(new))
    if new.uuid:
        row.uuid = new.uuid
    session.add(row)
    session.flush()
    tell(session, row, new=True)
    return row.id


def change(desk: Desk, product_id: int, new: NewProduct, *, row_version: int) -> None:
    """Save a changed product. Conflict when somebody else saved it since `row_version`; FieldError as in `add`."""
    with desk.store.write("product.change") as session:
        change_in(
            session, claim(session, Product, product_id, row_version=row_version, ours=asdict(new)), new
        )


def change_in(session: Session, row: Product, new: NewProduct) -> None:
    """Give `row` the fields of `new`, inside a write that is open already. FieldError as in `add`."""
    _check(session, new, own=row)
    for name, value in columns(new).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    session.flush()
    tell(session, row)


def remove(desk: Desk, ids: Iterable[int]) -> int:
    """Put products into the bin; how many. Their codes stay taken, dealers that represent them keep them."""
    with desk.store.write("product.remove") as session:
        rows = _rows(session, ids, binned=False)
        for row in rows:
            row.deleted_at = desk.clock()
            directory.remove(session, KIND, row.id)
        return len(rows)


def restore(desk: Desk, ids: Iterable[int]) -> int:
    """Take products out of the bin; how many."""
    with desk.store.write("product.restore") as session:
        rows = _rows(session, ids, binned=True)
        for row in rows:
            row.deleted_at = None
            session.flush()
            tell(session, row)
        return len(rows)


def _rows(session: Session, ids: Iterable[int], *, binned: bool) -> Sequence[Product]:
    state = Product.deleted_at.is_not(None) if binned else Product.deleted_at.is_(None)
    return session.scalars(select(Product).where(Product.id.in_(list(ids)), state)).all()


class ProductCard(NamedTuple):
    """A product with every field, as an editor shows one."""

    id: int
    row_version: int
    fields: NewProduct


def card(desk: Desk, product_id: int) -> ProductCard:
    """The product `product_id`. UserError when it lies in the bin."""
    with desk.store.read() as session:
        row = session.get(Product, product_id)
        if row is None or row.deleted_at is not None:
            raise UserError(_("This product is not on the list any more."))
        return ProductCard(row.id, row.row_version, as_typed(row))


def as_typed(row: Product) -> NewProduct:
    """A stored product as it was typed."""
    names = (each.name for each in fields(NewProduct) if each.name != "uuid")
    return NewProduct(**{name: getattr(row, name) for name in names})


def find(desk: Desk, *, discontinued: bool = True, binned: bool = False) -> list[ProductRow]:
    """All products by name, or those in the bin; without the discontinued ones when asked."""
    state = Product.deleted_at.is_not(None) if binned else Product.deleted_at.is_(None)
    query = select(Product).where(state).order_by(Product.sort_key, Product.id)
    if not discontinued:
        query = query.where(Product.discontinued.is_(False))
    with desk.store.read() as session:
        return [_row(row) for row in session.scalars(query)]


def names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Products by id, also those in the bin."""
    wanted = {each for each in ids if each is not None}
    if not wanted:
        return {}
    return dict(session.execute(select(Product.id, Product.name).where(Product.id.in_(wanted))).all())


def named(session: Session, wanted: str) -> Product:
    """The product whose code, unique name or other name is `wanted`; UserError that says what is wrong."""
    here = Product.deleted_at.is_(None)
    by_code = session.scalar(select(Product).where(here, Product.code == wanted))
    if by_code is not None:
        return by_code
    rows = session.scalars(select(Product).where(here, Product.name == wanted).limit(3)).all()
    if not rows:
        like = select(Product).where(here, Product.aliases.contains(wanted, autoescape=True))
        rows = [row for row in session.scalars(like) if wanted in parted(row.aliases)]
    if not rows:
        bare = "".join(wanted.split())
        rows = [
            row for row in session.scalars(select(Product).where(here)) if "".join(row.name.split()) == bare
        ]
    if len(rows) == 1:
        return rows[0]
    if rows:
        codes = ", ".join(row.code for row in rows)
        raise UserError(
            _("Several products are called {name}. Give the code instead: {codes}.").format(
                name=wanted, codes=codes
            )
        )
    raise UserError(_("No product is called {name} or has that code.").format(name=wanted))


def titles(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Title and detail of products for search results."""
    rows = session.scalars(select(Product).where(Product.id.in_(list(ids))))
    return {
        row.id: (row.name, " ".join(part for part in (row.code, row.spec, row.series) if part))
        for row in rows
    }


def columns(new: NewProduct) -> dict[str, Any]:
    """The columns of `new`, tidied, with those worked out from them."""
    told = {name: value for name, value in asdict(new).items() if name != "uuid"}
    told |= {name: value.strip() for name, value in told.items() if isinstance(value, str)}
    told["aliases"] = "、".join(parted(new.aliases))
    told["pack_factor"] = new.pack_factor or packed(new.spec)
    told["sort_key"] = pinyin.sort_key(told["name"], person=False)[:80]
    return told


def parted(aliases: str) -> tuple[str, ...]:
    """The other names in one text, parted by whatever people part them by, each once."""
    return tuple(dict.fromkeys(part.strip() for part in _BETWEEN.split(aliases) if part.strip()))


def tell_many(session: Session, rows: Sequence[Product]) -> None:
    """Put new products into the directory."""
    directory.put_many(
        session, KIND, [directory.Told(row.id, _names(row), [], _words(row)) for row in rows]
    )  # fmt: skip


def tell(session: Session, row: Product, *, new: bool = False) -> None:
    """Bring the directory's entry of a product up to date."""
    directory.put(session, KIND, row.id, names=_names(row), words=_words(row), new=new)


def _names(row: Product) -> list[str]:
    return [row.name, *parted(row.aliases)]


def _words(row: Product) -> list[str]:
    return [row.code, row.series, row.spec, row.barcode, row.remark or ""]


def _check(session: Session, new: NewProduct, *, own: Product | None = None) -> None:
    for name, sentence in problems(new):
        raise FieldError(name, sentence)
    code = new.code.strip()
    holder = session.scalar(select(Product).where(Product.code == code))
    if holder is not None and holder is not own:
        raise FieldError(
            "code",
            _("The code {code} belongs to {name}. Choose another.").format(code=code, name=holder.name),
        )


def _row(row: Product) -> ProductRow:
    told = [row.name, *parted(row.aliases)]
    keys = {row.code.lower()}
    for name in told:
        keys |= {*pinyin.initials(name, person=False), *pinyin.full(name, person=False), name.lower()}
    return ProductRow(
        row.id, row.row_version, row.code, row.name, row.series, row.spec, row.unit, row.pack_unit, row.pack_factor,
        row.price, row.discontinued, tuple(sorted(keys)),
    )  # fmt: skip
