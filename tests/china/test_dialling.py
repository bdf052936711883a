"""tel: links as RFC 3966 has them, and every writing in which a softphone tells a number."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.china import phones
from app.china.dialling import caller_id, tel_uri

LOCAL = re.compile(r"tel:\d+(;ext=\d+)?;phone-context=\+86")
GLOBAL = re.compile(r"tel:\+\d+(;ext=\d+)?")


@pytest.mark.parametrize(
    ("number", "uri"),
    [
        ("13953106688", "tel:+8613953106688"),
        ("053182661234", "tel:+8653182661234"),
        ("00442071234567", "tel:+442071234567"),
        ("95588", "tel:95588;phone-context=+86"),
        ("4008001234", "tel:4008001234;phone-context=+86"),
        ("82661234", "tel:82661234;phone-context=+86"),
        ("", ""),
    ],
)
def test_numbers_of_the_country_are_global_where_they_can_be(number: str, uri: str) -> None:
    assert tel_uri(number) == uri


def test_a_line_prefix_and_the_national_form_are_local_numbers() -> None:
    assert tel_uri("13953106688", prefix="9") == "tel:913953106688;phone-context=+86"
    assert tel_uri("053182661234", national=True) == "tel:053182661234;phone-context=+86"
    assert tel_uri("053182661234", extension="801") == "tel:+8653182661234;ext=801"


@given(
    number=st.one_of(
        st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.from_regex(r"0531[2-8][0-9]{7}", fullmatch=True)
    ),
    national=st.booleans(),
    prefix=st.sampled_from(["", "0", "9"]),
)
def test_every_link_is_one_of_the_two_forms(number: str, national: bool, prefix: str) -> None:
    uri = tel_uri(number, national=national, prefix=prefix)
    assert (GLOBAL if uri.startswith("tel:+") else LOCAL).fullmatch(uri)
    if uri.startswith("tel:+"):
        assert phones.parse(uri.removeprefix("tel:")).number == number


@pytest.mark.parametrize(
    "text",
    [
        "13953106688", "+86 139-5310-6688", "sip:13953106688@10.0.0.1;transport=udp", "tel:+86-139-5310-6688",
        "frontdesk://13953106688/", '"Wang" <sip:+8613953106688@pbx>', "sips:%2B8613953106688@pbx:5061",
    ],
)  # fmt: skip
def test_every_writing_of_a_softphone_is_the_number(text: str) -> None:
    found = caller_id(text)
    assert phones.parse(found.number).number == "13953106688"
    assert not found.withheld


@pytest.mark.parametrize(
    "text",
    [
        "anonymous",
        "Anonymous <sip:anonymous@anonymous.invalid>",
        "Private Number",
        "",
        "  ",
        "unknown",
        "未知号码",
    ],
)
def test_a_withheld_number_is_no_number_and_no_name(text: str) -> None:
    found = caller_id(text)
    assert (found.number, found.name, found.withheld) == ("", "", True)


def test_a_name_stays_and_an_address_without_digits_is_a_name() -> None:
    assert caller_id('"王建国" <sip:13953106688@pbx>').name == "王建国"
    assert caller_id("sip:bob@example.com").name == "bob"


@given(st.text(max_size=80))
def test_whatever_comes_is_understood_somehow(text: str) -> None:
    found = caller_id(text)
    assert found.withheld == (not found.number and (found.withheld or not found.name))
    assert len(found.number) <= 40
