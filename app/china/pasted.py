"""One line as people send it in a chat — name, number, address in any order and punctuation — taken apart.

Numbers are found first, then what is labelled (收货人：…), then the address by the places it names; what is left is
a firm by its ending or a person by a surname. What is not sure stays in `left`.
"""

import re
import unicodedata
from dataclasses import dataclass

from app.china import addresses, phones
from app.china.addresses import Address
from app.china.surnames import SURNAMES

_COMMON = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
    "伍韦申尤毕聂丛焦向柳邢骆岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景"
    "薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来缪苟褚符巫岑付代肖闫"
)
_LABEL = re.compile(
    r"(?:^|(?<=[\s,，。;；、|/\n]))\s*"
    r"(?P<what>收货人|收件人|联系人|经办人|负责人|姓名|名字|收货电话|联系电话|手机号码|手机号|手机|电话号码|电话|座机|联系方式|"
    r"收货地址|收件地址|详细地址|所在地区|地区|地址|公司名称|公司|单位|店名|备注|邮编)\s*[:：]\s*"
)
_NAMES = {"收货人", "收件人", "联系人", "经办人", "负责人", "姓名", "名字"}
_PLACES = {"收货地址", "收件地址", "详细地址", "所在地区", "地区", "地址"}
_FIRMS = {"公司名称", "公司", "单位", "店名"}
_NUMBER = re.compile(
    r"(?:(?:收货|联系)?(?:电话|手机)(?:号码?)?|联系方式|座机)?[\s:：]*"
    r"(?<![\dA-Za-z])(?:"
    r"(?:\+?86[\s-]?|0086[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}"
    r"|400(?:[\s-]?\d{3,4}){2}"
    r"|[（(]?0\d{2,3}[)）]?[\s-]?\d{7,8}(?:\s*(?:转|-)\s*\d{1,5})?"
    r")(?!\d)"
)
_BREAK = re.compile(r"[\s,，。;；、|/\n\t]+")
_FIRM = re.compile(
    r"(?:公司|商行|酒行|酒业|商贸|贸易|经营部|批发部|超市|专卖店|商店|烟酒店|名酒店|酒水|副食|食品|酒店|门市|名烟名酒)$"
)
_POLITE = re.compile(r"(?:先生|女士|小姐|老板娘|老板|经理|总|师傅|老师|大哥|大姐|哥|姐)$")
_NAME = re.compile(r"[\u4e00-\u9fff\U00020000-\U0003ffff·]{2,5}")
_TAIL = re.compile(r"(?<=[号室楼库店栋元座院层门厂口旁面内侧米])([\u4e00-\u9fff]{2,4})$")
_ROOM = re.compile(r"[省市区县镇乡村路街道巷号楼室栋库层园城苑店院\d]")
_TO_WHOM = re.compile(r"[(（]\s*([\u4e00-\u9fff]{2,4}?)\s*(?:亲收|代收|签收|收)\s*[)）]")
_POSTCODE = re.compile(r"(?:邮政编码|邮编)[\s:：]*\d{6}")
_RECEIVES = re.compile(r"[\s(（]*(?:亲收|代收|签收|收)[)）]?\s*$")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a line told. `phones` as they are shown; "" and () where nothing was found; `left` could not be placed."""

    name: str = ""
    phones: tuple[str, ...] = ()
    company: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    address: str = ""
    left: str = ""

    @property
    def phone(self) -> str:
        """All numbers as one field holds them."""
        return "、".join(self.phones)


def read(text: str) -> Pasted:
    """Take `text` apart. Never raises; a text that tells nothing comes back in `left`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = _POSTCODE.sub("\n", _TO_WHOM.sub(r"\n\1\n", plain))
    numbers, rest = _take_numbers(plain)
    labelled, pieces = _pieces(rest)
    name, company = labelled.get("name", ""), labelled.get("company", "")
    place, pieces = _address(labelled.get("address", ""), pieces)
    left: list[str] = []
    for piece in pieces:
        bare = _RECEIVES.sub("", piece).strip("()[]【】:-—")
        if not bare:
            continue
        if not company and _FIRM.search(bare):
            company = bare
        elif not name and is_person(bare):
            name = bare
        else:
            left.append(bare)
    detail = _RECEIVES.sub("", place.rest)
    if not name and place.known:
        tail = _TAIL.search(detail)
        if tail and is_person(tail.group(1), sure=detail == place.rest):
            name, detail = tail.group(1), detail[: tail.start()]
    return Pasted(
        _RECEIVES.sub("", name), tuple(numbers), company, place.province, place.city, place.county,
        _bare(detail), " ".join(left),
    )  # fmt: skip


def _bare(detail: str) -> str:
    """An address without signs at its ends, and without one bracket of two."""
    detail = detail.strip(" ,，。;；、")
    if detail.count("(") != detail.count(")"):
        detail = detail.strip("()")
    return detail.strip()


def is_person(text: str, *, sure: bool = False) -> bool:
    """Whether `text` looks like somebody's name: a surname and one to three more, or 王总, 李老板.

    `sure`: only with a common surname and nothing that stands in addresses.
    """
    polite = _POLITE.search(text)
    if polite and 1 <= polite.start() <= 3:
        return True
    if not _NAME.fullmatch(text) or len(text) > 4 or (sure and (len(text) > 3 or _ROOM.search(text))):
        return False
    if text[:2] in SURNAMES and len(text) >= 3:
        return True
    return text[0] in _COMMON or (not sure and text[0] in SURNAMES)


def _take_numbers(text: str) -> tuple[list[str], str]:
    """The numbers as they are shown, each once, and the text with a break where they stood."""
    found: list[str] = []

    def cut(match: re.Match[str]) -> str:
        phone = phones.parse(match.group())
        if phone.kind == "invalid":
            return match.group()
        shown = phones.display(phone.number) + (f"转{phone.extension}" if phone.extension else "")
        if shown not in found:
            found.append(shown)
        return "\n"

    return found, _NUMBER.sub(cut, text)


def _pieces(text: str) -> tuple[dict[str, str], list[str]]:
    """What is labelled, by what it is, and the pieces between breaks that are not."""
    labelled: dict[str, str] = {}
    pieces: list[str] = []
    marks = list(_LABEL.finditer(text))
    pieces += _split(text[: marks[0].start()] if marks else text)
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):
        value = text[mark.end() : end]
        what = mark.group("what")
        if what in _PLACES:
            first, *more = value.split("\n")
            labelled["address"] = f"{labelled.get('address', '')}{first.strip()}"
            pieces += _split("\n".join(more))
            continue
        told = _split(value)
        key = "name" if what in _NAMES else "company" if what in _FIRMS else ""
        if key and told and not labelled.get(key):
            labelled[key] = told.pop(0)
        pieces += told
    return labelled, pieces


def _split(text: str) -> list[str]:
    return [piece for piece in _BREAK.split(text) if piece]


def _address(labelled: str, pieces: list[str]) -> tuple[Address, list[str]]:
    """The address, and the pieces that are none. Pieces that follow it and look like one are put to it."""
    if labelled:
        return addresses.split(labelled), pieces
    for start, piece in enumerate(pieces):
        found = addresses.split(piece)
        if not found.known or _FIRM.search(piece):
            continue
        stop = start + 1
        told = piece
        while stop < len(pieces) and _goes_on(pieces[stop], told):
            told += f" {pieces[stop]}"
            stop += 1
        return addresses.split(told), pieces[:start] + pieces[stop:]
    return Address(), pieces


def _goes_on(piece: str, told: str) -> bool:
    """Whether a piece behind the beginning of an address belongs to it: it names a place, a street or a house."""
    if _FIRM.search(piece) or _POLITE.search(piece):
        return False
    before, after = addresses.split(told), addresses.split(f"{told} {piece}")
    deeper = (after.city and not before.city) or (after.county and not before.county)
    return bool(deeper) or _ROOM.search(piece) is not None
