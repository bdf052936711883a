"""Rows of a file as dealers: what they match, what keeps them out, and many at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.china import addresses, credit_code, divisions, phones
from app.dealers import names, removing, rules, service
from app.dealers.adding import add_many
from app.dealers.family import families
from app.dealers.model import Dealer, ShipAddress
from app.dealers.regions_text import region_of, region_text
from app.dealers.rules import NewDealer, NewShipAddress
from app.office.desk import Desk
from app.transfer.fields import Change, Incoming, Index, Intake, Stored, indexed
from app.transfer.values import numbers_of
from app.words import _

_NUMBERS = ("mobile", "landline", "fax")
_SHIP = ("receiver", "ship_phone", "ship_address", "receive_time")
_FIELDS = (
    "name", "code", "short_name", "province", "city", "county", "address", "principal", "wechat_id", "wechat_name",
    "qq", "email", "tier", "grade", "grade_by_hand", "grade_reason", "status", "since", "uscc", "licence_no", 
    "licence_to",
    "invoice_info", "credit", "credit_days", "source", "key_account", "notes", "verified_on", "remark",
)  # fmt: skip
_EMPTY: Mapping[str, Any] = {
    "grade_by_hand": False, "status": "active", "since": None, "licence_to": None, "credit": None,
    "credit_days": None, "key_account": False, "verified_on": None, "remark": None,
}  # fmt: skip


def numbers(
    mobile: str, landline: str, *, area: str | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers of the two fields, sorted by what they are: mobiles, and all others."""
    return _sorted(numbers_of(mobile, area=area), numbers_of(landline, area=area), (), area=area)


def _sorted(
    mobile: Iterable[str], landline: Iterable[str], either: Iterable[str], *, area: str | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A number goes by its own kind; one of no kind stays, or goes where its beginning says."""
    mobiles: list[str] = []
    others: list[str] = []
    for told, usual in ((mobile, mobiles), (landline, others), (either, None)):
        for text in told:
            kind = phones.parse(text, area=area).kind
            if kind == "mobile":
                mobiles.append(text)
            elif kind == "invalid":
                (usual if usual is not None else mobiles if text[:1] == "1" else others).append(text)
            else:
                others.append(text)
    return tuple(dict.fromkeys(mobiles)), tuple(dict.fromkeys(others))


class DealerIntake(Intake):
    """Rows of a list of dealers."""

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__(session, desk)
        self._area = service.area_code(desk)

    def tidy(self, row: Incoming) -> None:
        """Numbers by their kind, places as the tree names them, regions in one writing."""
        values = row.values
        either = values.pop("phone", None)
        if either or (values.get("mobile") or values.get("landline")):
            mobile, landline = _sorted(
                values.get("mobile") or (), values.get("landline") or (), either or (), area=self._area
            )
            for name, told in (("mobile", mobile), ("landline", landline)):
                if told or name in values:
                    values[name] = told or None
        if values.get("province") or values.get("city"):
            told = divisions.tidy(*(str(values.get(name) or "") for name in ("province", "city", "county")))
            for name, place in zip(("province", "city", "county"), told, strict=True):
                if place and (name in values or not values.get(name)):
                    values[name] = place
        if values.get("uscc"):
            values["uscc"] = credit_code.tidy(values["uscc"])
        if values.get("regions"):
            regions = []
            for text in values["regions"]:
                region = region_of(text)
                if region is None:
                    row.refuse("regions", _("{text} is no region. Write it as {example}.").format(
                        text=text, example="山东·济南·历下区"))  # fmt: skip
                regions.append(region_text(region) if region else text)
            values["regions"] = tuple(dict.fromkeys(regions))

    def index(self, rows: Sequence[Incoming]) -> Index:
        """The whole archive: some thousands at most."""
        told = self.session.execute(
            select(Dealer.id, Dealer.uuid, Dealer.code, Dealer.deleted_at, Dealer.name_key, Dealer.uscc)
        )
        return indexed(
            (number, uuid, code, binned is not None, {"name": name_key, "uscc": credit_code.tidy(uscc)})
            for number, uuid, code, binned, name_key, uscc in told
        )

    def stored(self, ids: Sequence[int]) -> Mapping[int, Stored]:
        """Dealers by id."""
        from app.dealers.table import stored  # the table names this class

        return stored(self.session, self.desk, ids)

    def keys(self, row: Incoming) -> Mapping[str, str]:
        """The name without company words, brackets and blanks, and the credit code."""
        name = str(row.get("name", ""))
        return {"name": names.key(name)[:100] if name else "", "uscc": str(row.get("uscc", ""))}

    def check(self, row: Incoming, stored: Stored | None) -> None:
        """What rules.problems says; numbers were looked at cell by cell."""
        if stored is not None and stored.values.get("merged_into") is not None:
            row.refuse("code", _("This dealer was merged into another. Give the code of that one."))
        if stored is not None:
            _in_stored_words(row.values, stored.values)
        values = dict(stored.values) if stored else {}
        values |= {name: value for name, value in row.values.items() if value is not None or row.clears}
        for problem in rules.problems(_new(values, ()), area=self._area, numbers=False):
            if problem.weight == "missing":
                continue
            if problem.weight == "warning":
                row.warn(problem.field, problem.sentence)
            elif problem.field != "name" or values.get("name"):
                row.refuse(problem.field, problem.sentence)

    def create(self, rows: Sequence[Incoming]) -> list[int]:
        """Put dealers into the archive. Where no province is told, the address tells it if it is sure."""
        news = []
        for row in rows:
            values = {name: value for name, value in row.values.items() if value is not None}
            new = _new(values | _placed(values), ())
            news.append(replace(new, uuid=row.uuid or None))
        return [saved.id for saved in add_many(self.session, self.desk, news)]

    def change(self, changes: Sequence[Change]) -> None:
        """Bring dealers up to date; contacts, products and further shipping addresses stay."""
        binned = [change.stored.id for change in changes if change.stored.binned]
        if binned:
            removing.restore(self.desk, binned)
        for change in changes:
            row = self.session.get_one(Dealer, change.stored.id)
            known = service.as_typed(row, families(self.session, [row.id])[row.id])
            told = {name: value if value is not None else _EMPTY.get(name, "")
                    for name, value in change.values.items() if name in _FIELDS}  # fmt: skip
            told |= {
                name: " / ".join(change.values[name] or ()) for name in _NUMBERS if name in change.values
            }
            if "salesman" in change.values:
                told["salesman_id"] = change.values["salesman"]
            if "products" in change.values:
                told["products"] = tuple(change.values["products"] or ())
            if "regions" in change.values:
                stay = {region_text(each): each for each in known.regions or ()}
                regions = [stay.get(text) or region_of(text) for text in change.values["regions"] or ()]
                told["regions"] = tuple(each for each in regions if each is not None)
            if any(name in change.values for name in _SHIP):
                values = {name: change.values.get(name, change.stored.values.get(name)) for name in _SHIP}
                told["ship_addresses"] = _ship(values, known.ship_addresses or ())
            service.change_in(self.session, self.desk, row.id, replace(known, **told))


def _placed(values: Mapping[str, Any]) -> dict[str, Any]:
    """The place that the address tells where no province is told, and the rest of it; {} where it is not sure."""
    if values.get("province") or not values.get("address"):
        return {}
    split = addresses.split(str(values["address"]))
    if not (split.province and split.rest):
        return {}
    return {
        "province": split.province, "city": values.get("city") or split.city,
        "county": values.get("county") or split.county, "address": split.rest,
    }  # fmt: skip


def _in_stored_words(told: dict[str, Any], stored: Mapping[str, Any]) -> None:
    """Addresses as an earlier import of the same list has taken them apart: then nothing of them has changed."""
    if told.get("address") and told["address"] != stored.get("address"):
        placed = _placed(told)
        for above, name in (
            ("province", "city"),
            ("city", "county"),
        ):  # not told is not emptied while it is there
            if placed and not placed[name] and placed[above] == stored.get(above):
                placed[name] = stored.get(name)
        told |= placed
    ship, known = told.get("ship_address"), stored.get("ship_address")
    if ship and known and ship != known and addresses.split(ship) == addresses.split(known):
        told["ship_address"] = known


def _new(values: Mapping[str, Any], known: Sequence[NewShipAddress]) -> NewDealer:
    told = {name: values[name] for name in _FIELDS if values.get(name) is not None}
    told |= {name: " / ".join(values.get(name) or ()) for name in _NUMBERS}
    regions = [region_of(text) for text in values.get("regions") or ()]
    told.setdefault("name", "")
    return NewDealer(
        **told,
        salesman_id=values.get("salesman"),
        products=values.get("products"),
        regions=tuple(each for each in regions if each is not None) or None,
        ship_addresses=_ship(values, known) or None,
    )


def ship_text(place: "ShipAddress | NewShipAddress") -> str:
    """A shipping address as one text."""
    return f"{place.province}{place.city}{place.county}{place.address}"


def _ship(values: Mapping[str, Any], known: Sequence[NewShipAddress]) -> tuple[NewShipAddress, ...]:
    """The shipping addresses with the default one as the row tells it."""
    told = {name: str(values.get(name) or "") for name in _SHIP}
    if not any(told.values()):
        return tuple(each for each in known if not each.is_default)
    before = next((each for each in known if each.is_default), NewShipAddress())
    place = replace(
        before, receiver=told["receiver"], phone=told["ship_phone"], receive_time=told["receive_time"],
        is_default=True,
    )  # fmt: skip
    if told["ship_address"] != ship_text(before):
        split = addresses.split(told["ship_address"])
        place = replace(
            place, province=split.province, city=split.city, county=split.county, address=split.rest
        )
    return (place, *(each for each in known if not each.is_default))
