"""Fill area codes and mobile segments of every city into places.json, from the package phone's own table.

Run from the repository's root after a change of the cities: python data/demo/segments.py
"""

import json
import struct
from collections import defaultdict
from pathlib import Path

import phone

PLACES = Path(__file__).with_name("places.json")
PREFIXES = {
    "139", "138", "137", "136", "135", "158", "159", "150", "151", "152", "187", "188", "182", "178",  # 移动
    "130", "131", "132", "155", "156", "186", "185",  # 联通
    "133", "153", "180", "181", "189", "177",  # 电信
}  # fmt: skip
EACH = 12
"""Segments kept for a city: a thousand demo numbers fit into one, see app/demo/numbers.py."""


def segments() -> dict[tuple[str, str], tuple[str, list[str]]]:
    """(province, city) -> (area code, all its seven-digit segments)."""
    raw = (Path(phone.__file__).parent / "phone.dat").read_bytes()
    first = struct.unpack_from("<i", raw, 4)[0]
    codes: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for at in range(first, len(raw), 9):
        segment, record, _kind = struct.unpack_from("<iiB", raw, at)
        province, city, _zip, code = raw[record : raw.index(b"\0", record)].decode("utf-8").split("|")
        found[province, city].append(str(segment))
        codes[province, city] = code
    return {place: (codes[place], numbers) for place, numbers in found.items()}


def chosen(numbers: list[str]) -> list[str]:
    """EACH of `numbers`, the prefixes people know, spread over the whole range."""
    known = [number for number in numbers if number[:3] in PREFIXES and "4" not in number[3:]]
    step = max(1, len(known) // EACH)
    return known[step // 2 :: step][:EACH]


def main() -> None:
    """Rewrite places.json in place, one city a line."""
    table = segments()
    provinces = json.loads(PLACES.read_text(encoding="utf-8"))
    lines = []
    for province in provinces:
        cities = []
        for city in province["cities"]:
            code, numbers = table[province["name"], city["name"]]
            whole = {"name": city["name"], "code": code, "towns": city["towns"], "segments": chosen(numbers)}
            if len(whole["segments"]) < EACH:
                print(province["name"], city["name"], "has only", len(whole["segments"]))
            cities.append("    " + json.dumps(whole, ensure_ascii=False))
        head = f'  {{"name": "{province["name"]}", "weight": {province["weight"]}, "cities": [\n'
        lines.append(head + ",\n".join(cities) + "\n  ]}")
    PLACES.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
