"""The people of the demo office: who sits where and who answers for which province."""

from dataclasses import dataclass

from app.demo import texts
from app.demo.callers import Cast, staff_numbers


@dataclass(frozen=True, slots=True)
class Member:
    """A member of staff; the fields of records.md 人员. `duty` is what the person finds answers about."""

    code: str
    name: str
    department: str
    title: str
    extension: str
    role: str
    email: str
    mobile: str
    duty: str


@dataclass(frozen=True, slots=True)
class Province:
    """A province with its owner and deputy, by name."""

    name: str
    owner: str
    deputy: str


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody, the province table, and short ways to the one who is asked."""

    members: tuple[Member, ...]
    provinces: tuple[Province, ...]
    desk: tuple[str, ...]
    """Who takes calls: the usual person first, the stand-ins after."""
    by_duty: dict[str, tuple[str, ...]]
    owners: dict[str, str]


def staff_names() -> set[str]:
    """The names of all staff of either size."""
    told = texts.load("office")
    return {row["name"] for row in (*told["staff"], *told["staff_large"])}


def staff(cast: Cast, *, large: bool) -> Staff:
    """The staff of a small or a large office."""
    told = texts.load("office")
    rows = [*told["staff"], *(told["staff_large"] if large else ())]
    members = tuple(
        Member(**row, mobile=number) for row, number in zip(rows, staff_numbers(cast, len(rows)), strict=True)
    )
    provinces = tuple(
        Province(name, row["owner"], row["deputy"]) for row in told["provinces"] for name in row["of"]
    )
    by_duty: dict[str, tuple[str, ...]] = {}
    for member in members:
        by_duty[member.duty] = (*by_duty.get(member.duty, ()), member.name)
    return Staff(
        members,
        provinces,
        by_duty["desk"],
        by_duty,
        {province.name: province.owner for province in provinces},
    )
