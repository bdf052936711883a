"""Names: the key that tells doubles, and what people say on the telephone."""

import pytest

from app.dealers import names


@pytest.mark.parametrize(
    "name",
    [
        "京乐坊酒业有限公司",
        "京乐坊酒业",
        " 京乐坊 酒业有限责任公司",
        "京乐坊酒业（有限公司）",
        "京乐坊酒业(有限责任)公司",
        "京乐坊·酒业有限公司。",
    ],
)
def test_writings_of_one_firm_have_one_key(name: str) -> None:
    assert names.key(name) == "京乐坊酒业"


def test_other_firms_have_other_keys() -> None:
    keys = {
        names.key(name)
        for name in ("京乐坊酒业（济南）有限公司", "京乐坊酒业（青岛）有限公司", "京乐坊商贸有限公司")
    }
    assert len(keys) == 3
    assert names.key("有限公司") == "有限公司"
    assert names.key("ＡＢＣ Trading") == "abctrading"


@pytest.mark.parametrize(
    ("name", "core", "brand"),
    [
        ("济南京源酒业有限公司", "京源酒业", "京源"),
        ("京乐坊酒业有限公司", "京乐坊酒业", "京乐坊"),
        ("章丘醉乡居酒行", "醉乡居酒行", "醉乡居"),
        ("济南市百顺商贸", "百顺商贸", "百顺"),
        ("济南", "", "济南"),
    ],
)
def test_what_is_left_of_a_name(name: str, core: str, brand: str) -> None:
    assert (names.core(name), names.brand(name)) == (core, brand)
