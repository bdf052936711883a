"""Rows by the page, and what differs between two lists of ids."""

from array import array

from ui.kit.rows import PAGE, Edit, Pages, Row, edit_between, same_records


def test_the_smallest_edit_between_two_lists():
    old = array("q", range(100))
    assert edit_between(old, old) == Edit(100, 0, 0)
    assert edit_between(old, array("q", [777, *range(100)])) == Edit(0, 0, 1)
    assert edit_between(old, array("q", [*range(50), *range(51, 100)])) == Edit(50, 1, 0)
    assert edit_between(array("q", [1, 1]), array("q", [1, 1, 1])) == Edit(2, 0, 1)
    assert edit_between(array("q"), old) == Edit(0, 0, 100)
    long = array("q", range(20_000))
    changed = long[:9_000] + array("q", [-5]) + long[9_001:]
    assert edit_between(long, changed) == Edit(9_000, 1, 1)
    short = array("i", range(100))  # ids of four bytes beside those of eight
    assert edit_between(short, old) == Edit(100, 0, 0)
    assert edit_between(short, array("q", [*range(50), 2**40, *range(50, 100)])) == Edit(50, 0, 1)
    assert edit_between(long, long[:9_000] + long[9_500:]) == Edit(9_000, 500, 0)
    assert same_records(array("q", [1, 2]), array("q", [2, 1]))
    assert not same_records(array("q", [1, 2]), array("q", [2, 3]))


def test_pages_forget_the_longest_unused():
    pages = Pages(kept=2)
    for page in (0, 1):
        pages.put(page, [None] * PAGE)
    pages.touch(0)
    pages.put(2, [Row(401)])
    assert list(pages) == [0, 2]
    assert pages.at(PAGE) is False
    assert pages.at(5) is None
    assert pages.at(2 * PAGE + 5) is False
