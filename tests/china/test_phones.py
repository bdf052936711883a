"""Phone numbers: every writing to one normal form, several in a cell, and what a form says."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app import words
from app.china.areas import area_codes
from app.china.phones import Phone, display, parse, parse_all, problem, told


@pytest.fixture
def english():
    before = words.language()
    words.use("en")
    yield
    words.use(before)


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "1 3 8 0 0 1 3 8 0 0 0",
        "+86 138-0013-8000",
        "+8613800138000",
        "(+86)13800138000",
        "（+86）138 0013 8000",
        "8613800138000",
        "86-13800138000",
        "086-13800138000",
        "008613800138000",
        "0086 138 0013 8000",
        "013800138000",
        "17951 13800138000",
        "1.3800138E+10",
        "1.3800138e10",
        "13800138000.0",
        "'13800138000",
        "１３８００１３８０００",
        "＋８６ １３８ ００１３ ８０００",
        "138—0013—8000",
        "138\u00a00013\u200b8000",
        "\u202d13800138000\u202c",
        "tel:+86-138-0013-8000",
        "手机：13800138000",
        "王总13800138000（微信同号）",
        "QQ：123456789 13800138000",
        "wang2026@163.com 13800138000",
    ],
)
def test_every_writing_of_a_mobile_is_one_number(text):
    assert [(p.kind, p.number, p.extension) for p in parse_all(text)] == [("mobile", "13800138000", "")]


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("0531-82661234", "053182661234", ""),
        ("0531 8266 1234", "053182661234", ""),
        ("(0531)8266-1234", "053182661234", ""),
        ("（0531）82661234", "053182661234", ""),
        ("0531.8266.1234", "053182661234", ""),
        ("531-82661234", "053182661234", ""),
        ("53182661234", "053182661234", ""),
        ("53182661234.0", "053182661234", ""),
        ("5.3182661234E+10", "053182661234", ""),
        ("+86 531 82661234", "053182661234", ""),
        ("+86 (0)531 8266 1234", "053182661234", ""),
        ("0086-0531-82661234", "053182661234", ""),
        ("86 531 82661234", "053182661234", ""),
        ("1795153182661234".replace("17951531", "179510531"), "053182661234", ""),
        ("010-65123456", "01065123456", ""),
        ("1065123456", "01065123456", ""),
        ("+86 10 6512 3456", "01065123456", ""),
        ("+86 010 6512 3456", "01065123456", ""),
        ("0371-5551234", "03715551234", ""),
        ("021-6555-1234转801", "02165551234", "801"),
        ("021-65551234 分机 801", "02165551234", "801"),
        ("021-65551234（转801）", "02165551234", "801"),
        ("021-65551234(801)", "02165551234", "801"),
        ("021-65551234#801", "02165551234", "801"),
        ("0371-65551234-801", "037165551234", "801"),
        ("0371-65551234 ext. 801", "037165551234", "801"),
        ("0371 65551234 x801", "037165551234", "801"),
        ("0371-65551234分机号：8", "037165551234", "8"),
        ("0516-83878907/", "051683878907", ""),
        ("82661234", "82661234", ""),
        ("8266-1234-801", "82661234", "801"),
    ],
)
def test_every_writing_of_a_landline(text, number, extension):
    assert [(p.kind, p.number, p.extension) for p in parse_all(text)] == [("landline", number, extension)]


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("400-800-1234", "4008001234", ""),
        ("4008-001-234", "4008001234", ""),
        ("400 800 1234 转 8", "4008001234", "8"),
        ("+86-400-800-1234", "4008001234", ""),
        ("800-810-1234", "8008101234", ""),
        ("95588", "95588", ""),
        ("95588转1", "95588", "1"),
        ("95588-1", "95588", "1"),
        ("+86 95588", "95588", ""),
        ("10086", "10086", ""),
        ("12315", "12315", ""),
        ("110", "110", ""),
        ("96656", "96656", ""),
        ("0531-12345", "053112345", ""),
    ],
)
def test_service_numbers(text, number, extension):
    assert [(p.kind, p.number, p.extension) for p in parse_all(text)] == [("service", number, extension)]


@pytest.mark.parametrize(
    ("text", "number", "extension"),
    [
        ("+1 650-253-0000", "0016502530000", ""),
        ("001 650 253 0000", "0016502530000", ""),
        ("+44 (0)20 7946 0958", "00442079460958", ""),
        ("+44 20 7946 0958", "00442079460958", ""),
        ("+852 2345 6789", "0085223456789", ""),
        ("0085223456789", "0085223456789", ""),
        ("+81-3-1234-5678 ext 12", "0081312345678", "12"),
    ],
)
def test_foreign_numbers(text, number, extension):
    assert [(p.kind, p.number, p.extension) for p in parse_all(text)] == [("foreign", number, extension)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("021-51330126/51330122", ["02151330126", "02151330122"]),
        ("0531-82661234/35", ["053182661234", "053182661235"]),
        ("0531-82661234、5", ["053182661234", "053182661235"]),
        ("0531-82661234 82661235", ["053182661234", "053182661235"]),
        ("电话0531-82661234 传真：82661235", ["053182661234", "053182661235"]),
        ("0531-82661234 郑州65551234", ["053182661234", "65551234"]),
        ("13800138000 13900139000", ["13800138000", "13900139000"]),
        ("138 0013 8000 139 0013 9000", ["13800138000", "13900139000"]),
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("13800138000、13900139000，010-65123456", ["13800138000", "13900139000", "01065123456"]),
        ("13800138000\n13900139000", ["13800138000", "13900139000"]),
        ("13800138000-0531-82661234", ["13800138000", "053182661234"]),
        ("+8613800138000+8613900139000", ["13800138000", "13900139000"]),
        ("王13800138000 李13900139000", ["13800138000", "13900139000"]),
        ("0531-82661234转801，13800138000", ["053182661234", "13800138000"]),
        ("110 120", ["110", "120"]),
        (" ".join(["138 0013 8000"] * 9), ["13800138000"] * 9),
    ],
)
def test_several_numbers_in_a_cell_are_all_kept(text, numbers):
    assert [p.number for p in parse_all(text)] == numbers
    assert "invalid" not in {p.kind for p in parse_all(text)}
    assert parse(text).number == numbers[0]


def test_an_unclear_tail_after_a_slash_is_kept_as_typed():
    assert [(p.kind, p.number) for p in parse_all("0531-82661234/801")] == [
        ("landline", "053182661234"),
        ("invalid", "801"),
    ]


def test_the_office_lends_its_area_code():
    assert parse("8266 1234", area="0531").number == "053182661234"
    assert parse("8266123", area="010") == Phone("8266123", "landline", "8266123")  # no such number in 北京
    assert parse("021-51330126/51330122", area="0531").number == "02151330126"
    assert [p.number for p in parse_all("021-51330126/51330122", area="0531")][1] == "02151330122"
    assert parse("95588", area="0531").number == "95588"


@pytest.mark.parametrize("prefix", ["13", "14", "15", "16", "17", "18", "19"])
def test_new_blocks_of_mobile_numbers_need_no_release(prefix):
    assert {parse(f"{prefix}{third}00001234").kind for third in range(10)} == {"mobile"}


def test_digits_that_a_spreadsheet_rounded_away_are_not_made_up():
    assert parse("1.38E+10") == Phone("1.38E+10", "invalid", "")
    assert parse("1.38001E+10").kind == "invalid"


@pytest.mark.parametrize(
    "text",
    ["1380013800", "138001380001", "0531 826612", "010-6512345", "12345678901234567890", "0000000", "+86 82661234",
     "4000", "+999 1234567", "00"],
)  # fmt: skip
def test_what_is_no_number_is_kept_as_typed(text):
    phones = parse_all(text)
    assert [p.kind for p in phones] == ["invalid"]
    assert phones[0].number == "".join(c for c in text if c.isdigit())


def test_without_a_digit_there_is_no_number():
    assert parse_all("") == parse_all("没有电话") == []
    assert parse(" 没有 ") == Phone("没有", "invalid", "")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("13953106688", "139 5310 6688"),
        ("053182661234", "0531 8266 1234"),
        ("03715551234", "0371 555 1234"),
        ("01065123456", "010 6512 3456"),
        ("4008001234", "400 800 1234"),
        ("95588", "95588"),
        ("053112345", "0531 12345"),
        ("82661234", "8266 1234"),
        ("0016502530000", "+1 650-253-0000"),
        ("1380013800", "1380013800"),
        ("", ""),
    ],
)
def test_display(number, shown):
    assert display(number) == shown


@pytest.mark.parametrize(
    ("typed", "number", "shown"),
    [
        ("0531-88661234转805", "053188661234", "0531 8866 1234 转 805"),
        ("88661234-805", "053188661234", "0531 8866 1234 转 805"),
        ("+86 139-5310-6688", "13953106688", "139 5310 6688"),
        ("1395310", "", "1395310"),
    ],
)
def test_a_number_is_shown_with_the_extension_that_was_typed(typed, number, shown):
    assert told(typed, number) == shown
    assert parse(shown).extension == parse(typed).extension


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", None),
        ("  ", None),
        ("138 0013 8000", None),
        ("0531-82661234/82661235", None),
        ("138 0013 800", "The mobile number is 1 digit short."),
        ("+86 138 0013 80", "The mobile number is 2 digits short."),
        ("138001380001", "The mobile number has 1 digit too many."),
        ("86138001380001", "The mobile number has 1 digit too many."),
        ("0531 826612", "The number is 1 digit short."),
        ("010-6512345", "The number is 1 digit short."),
        ("0531 826612345", "The number has 1 digit too many."),
        ("400 800 123", "The number is 1 digit short."),
        ("1.38E+10", "The spreadsheet cut this number short. Type it again."),
        ("没有", "A phone number needs digits."),
        ("0000000", "This is not a phone number."),
    ],
)
def test_what_a_form_says(english, text, sentence):
    assert problem(text) == sentence


digits = st.text(string.digits, min_size=0, max_size=14)
mobiles = st.from_regex(r"\A1[3-9][0-9]{9}\Z")
landlines = st.builds(
    lambda code, local: code + local,
    st.sampled_from(sorted(area_codes())),
    st.from_regex(r"\A[2-8][0-9]{7}\Z"),
)
tolls = st.from_regex(r"\A[48]00[0-9]{7}\Z")
services = st.from_regex(r"\A(?:110|120|12[0-9]{3}|100[0-9]{2}|95[0-9]{3}|96[0-9]{3,4})\Z")
foreign = st.sampled_from(["001650253", "0044207946", "0085223", "00813123", "0049308", "0065612"]).flatmap(
    lambda head: st.text(string.digits, min_size=4, max_size=5).map(lambda tail: head + tail)
)
messy = st.text(alphabet="0123456789+-()（）/、,， 转x#.E\n王", max_size=40)


@given(st.one_of(mobiles, landlines, tolls, services, foreign, digits.filter(bool)))
def test_what_is_shown_is_read_back(number):
    phone = parse(number)
    if phone.kind != "invalid":
        again = parse(display(phone.number))
        assert (again.kind, again.number, again.extension) == (phone.kind, phone.number, "")


@given(messy)
def test_a_normal_form_is_its_own_normal_form(text):
    for phone in parse_all(text):
        if phone.kind != "invalid":
            assert [(p.kind, p.number) for p in parse_all(phone.number)] == [(phone.kind, phone.number)]


@given(st.one_of(st.text(max_size=60), messy), st.sampled_from([None, "0531", "010", "", "x"]))
@example("1E+99", None)
@example("9" * 5000, None)
@example("1 " * 300, None)
@example("+", "0531")
def test_no_text_is_refused(text, area):
    phones = parse_all(text, area=area)
    assert all(phone.number.isascii() and (phone.number + "0").isdigit() for phone in phones)
    assert isinstance(display(parse(text, area=area).number), str)
    problem(text, area=area)


@given(
    st.one_of(mobiles, landlines, tolls),
    st.from_regex(r"\A[0-9]{1,4}\Z"),
    st.sampled_from(["转", " 分机", "#"]),
)
def test_an_extension_changes_no_number(number, extension, mark):
    phone = parse(number + mark + extension)
    assert (phone.number, phone.extension) == (number, extension)


@given(
    st.lists(st.one_of(mobiles, landlines, tolls), min_size=1, max_size=6), st.sampled_from("/、,;，； \n")
)
def test_a_list_of_numbers_is_read_whatever_parts_it(numbers, separator):
    assert [phone.number for phone in parse_all(separator.join(numbers))] == numbers
