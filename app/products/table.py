"""Products as a table, in and out (records.md 产品)."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.office.desk import Desk
from app.products import service
from app.products.model import Product
from app.products.rules import ABV_UNITS, FIELDS, LONGEST, NewProduct, problems
from app.store.errors import UserError
from app.transfer.fields import Change, Field, Incoming, Index, Intake, Stored, Table, folded, indexed
from app.words import NP_, _

_PLAIN = ("code", "name", "series", "spec", "abv", "unit", "pack_unit", "pack_factor", "price", "barcode",
          "discontinued", "remark")  # fmt: skip
_SEPARATOR = "、"


def find(desk: Desk, where: Sequence[str]) -> list[int]:
    """Every product that is not in the bin, by code. UserError for any condition: there is none yet."""
    if where:
        raise UserError(
            _("{condition} is no condition. Products are exported whole.").format(condition=where[0])
        )
    with desk.store.read() as session:
        return list(
            session.scalars(select(Product.id).where(Product.deleted_at.is_(None)).order_by(Product.code))
        )


def stored(session: Session, _desk: Desk, ids: Sequence[int]) -> dict[int, Stored]:
    """Products by id."""
    return {
        row.id: Stored(
            row.id, row.uuid, row.row_version,
            {name: getattr(row, name) for name in _PLAIN} | {"aliases": service.parted(row.aliases)},
            row.deleted_at is not None,
        )
        for row in session.scalars(select(Product).where(Product.id.in_(list(ids))))
    }  # fmt: skip


class ProductIntake(Intake):
    """Rows of a list of products."""

    def index(self, rows: Sequence[Incoming]) -> Index:
        """All products: some hundreds."""
        return indexed(
            (row.id, row.uuid, row.code, row.deleted_at is not None, {"name": _key(row.name, row.spec)})
            for row in self.session.scalars(select(Product))
        )

    def stored(self, ids: Sequence[int]) -> Mapping[int, Stored]:
        """Products by id."""
        return stored(self.session, self.desk, ids)

    def keys(self, row: Incoming) -> Mapping[str, str]:
        """Two of one name and one specification are taken for one product."""
        return {"name": _key(str(row.get("name", "")), str(row.get("spec", "")))}

    def check(self, row: Incoming, stored: Stored | None) -> None:
        """What a product must hold; a barcode that does not fit is a warning, as it may be an older one."""
        told = {name: value for name, value in row.values.items() if value is not None and name != "aliases"}
        known = dict(stored.values) if stored else {}
        typed = {name: told.get(name, known.get(name)) for name in _PLAIN}
        if not typed["code"] or not typed["name"]:
            return  # said already: a row without them can't be stored
        new = NewProduct(**{name: value for name, value in typed.items() if value is not None})
        for name, sentence in problems(new):
            row.warn(name, sentence) if name == "barcode" else row.refuse(name, sentence)

    def create(self, rows: Sequence[Incoming]) -> list[int]:
        """Put products on the list."""
        made = []
        for row in rows:
            told = {name: row.values[name] for name in _PLAIN if row.values.get(name) is not None}
            product = Product(
                **service.columns(NewProduct(**told, aliases=_SEPARATOR.join(row.get("aliases", ()))))
            )
            if row.uuid:
                product.uuid = row.uuid
            made.append(product)
        self.session.add_all(made)
        self.session.flush()
        service.tell_many(self.session, made)
        return [product.id for product in made]

    def change(self, changes: Sequence[Change]) -> None:
        """Bring products up to date."""
        for change in changes:
            product = self.session.get_one(Product, change.stored.id)
            product.deleted_at = None
            told: dict[str, Any] = dict(change.stored.values) | dict(change.values)
            aliases = told.pop("aliases") or ()
            new = NewProduct(
                **{name: value for name, value in told.items() if value is not None},
                aliases=_SEPARATOR.join(aliases),
            )
            for name, value in service.columns(new).items():
                if getattr(product, name) != value:
                    setattr(product, name, value)
            self.session.flush()
            service.tell(self.session, product)


def _key(name: str, spec: str) -> str:
    return folded(f"{name}|{spec}") if name else ""


PRODUCTS = Table(
    kind="products",
    record=service.KIND,
    title=NP_("table", "Products"),
    fields=(
        Field("code", FIELDS["code"], required=True, longest=LONGEST["code"],
              aliases=("产品编码", "产品编号", "商品编码", "商品编号", "货号", "sku")),
        Field("name", FIELDS["name"], required=True, longest=LONGEST["name"],
              aliases=("产品名称", "商品名称", "产品", "名称", "product")),
        Field("series", FIELDS["series"], longest=LONGEST["series"], aliases=("产品系列",)),
        Field("spec", FIELDS["spec"], longest=LONGEST["spec"], aliases=("产品规格", "规格型号")),
        Field("abv", FIELDS["abv"], "number", aliases=("酒精度", "酒度"),
              units=ABV_UNITS),
        Field("unit", FIELDS["unit"], longest=LONGEST["unit"], aliases=("单位", "计量单位")),
        Field("pack_unit", FIELDS["pack_unit"], longest=LONGEST["pack_unit"], aliases=("包装单位", "箱单位")),
        Field("pack_factor", FIELDS["pack_factor"], "int", aliases=("装箱数", "箱规", "件装数", "每箱瓶数")),
        Field("price", FIELDS["price"], "money", aliases=("价格", "出厂价", "售价")),
        Field("barcode", FIELDS["barcode"], aliases=("商品条码", "条形码", "ean13", "ean")),
        Field("aliases", FIELDS["aliases"], "list", aliases=("又名", "简称", "俗称")),
        Field("discontinued", FIELDS["discontinued"], "flag", aliases=("是否停产",)),
        Field("remark", FIELDS["remark"], aliases=("说明", "note", "notes")),
    ),
    find=find,
    stored=stored,
    intake=ProductIntake,
)  # fmt: skip
