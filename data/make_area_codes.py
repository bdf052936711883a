"""Derives data/area_codes.csv (landline area code → province, city) from the records of phone.dat.

Every record of that table of mobile number blocks also names the area code of its city. A city is written
only where the code is its own without doubt; of a shared code (028: 成都, 眉山, 资阳) only the province is.

Run it after an update of the `phone` package:  python data/make_area_codes.py [phone.dat]
"""

import csv
import re
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.china.places import NumberBlocks, shipped_blocks

# Shared although the records do not show it: all of 海南 dials 0898, and several towns of 新疆 (图木舒克, 阿拉尔,
# 五家渠, 北屯, 铁门关, 双河, 可克达拉, 昆玉, 独山子, 沙湾) dial a neighbour's code.
SHARED = frozenset(("0898", "0903", "0906", "0909", "0992", "0993", "0994", "0996", "0997", "0998", "0999"))


def area_codes(blocks: NumberBlocks) -> list[tuple[str, str, str]]:
    """(code, province, city or "") in order of the codes; a code of two provinces is left out."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for record in blocks.records():
        found[record.area_code].add((record.province, record.city or ""))
    rows = []
    for code, places in sorted(found.items()):
        provinces = {province for province, _ in places}
        if len(provinces) != 1 or not re.fullmatch(r"0[12]\d|0[3-9]\d\d", code):  # one record says 00479
            continue
        cities = {city for _, city in places}
        sure = len(cities) == 1 and code not in SHARED
        rows.append((code, provinces.pop(), cities.pop() if sure else ""))
    return rows


if __name__ == "__main__":
    table = Path(sys.argv[1]) if len(sys.argv) > 1 else shipped_blocks()
    with (Path(__file__).parent / "area_codes.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "province", "city"))
        writer.writerows(area_codes(NumberBlocks(table)))
