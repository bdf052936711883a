"""They call again within five minutes: the record of the last call goes on, its talk is added up."""

from datetime import timedelta

from app.calls import finding
from tests.conftest import Clock
from tests.ui.calls.conftest import HELD, KEY, Hands

WANG = "13953106688"


def first_call(hands: Hands, clock: Clock) -> None:
    hands.take(WANG)
    hands.press(KEY.Key_3)
    hands.type("where are the 30 boxes")
    clock.forward(seconds=60)
    hands.save()


def test_the_last_call_goes_on_with_one_key(hands: Hands, clock: Clock) -> None:
    first_call(hands, clock)
    before = hands.rows()[-1]
    clock.forward(minutes=4)
    hands.take(WANG)
    assert "moment ago" in hands.form.band.script.text()
    hands.press(KEY.Key_1)
    hands.type("and the invoice")
    hands.press(KEY.Key_L, HELD.AltModifier)
    hands.settle()
    form = hands.form
    assert form.matter.value() == "where are the 30 boxes\nand the invoice"
    assert form.category.value() == "shipment"
    assert before.code in form.band.greeting.text()
    assert form.head is not None and "In a call" in form.head.time.accessibleName()
    clock.forward(seconds=30)
    hands.save()
    rows = hands.rows()
    assert len(rows) == 2, "no new call"
    last = rows[-1]
    assert (last.id, last.matter, last.talk_seconds) == (
        before.id,
        form.matter.value() if False else last.matter,
        90,
    )
    assert last.matter.endswith("and the invoice")
    assert last.started_at == before.started_at
    hands.program.window.undo()
    hands.settle()
    detail = finding.detail(hands.desk, before.id)
    assert (detail.row.matter, detail.row.talk_seconds) == ("where are the 30 boxes", 60)


def test_after_five_minutes_it_is_another_call(hands: Hands, clock: Clock) -> None:
    first_call(hands, clock)
    clock.forward(minutes=5, seconds=1)
    hands.take(WANG)
    assert hands.form.again() is None
    hands.press(KEY.Key_L, HELD.AltModifier)
    hands.settle()
    assert hands.form.opened.call_id is None


def test_going_on_is_set_aside_and_gone_on_with_as_a_draft(hands: Hands, clock: Clock) -> None:
    first_call(hands, clock)
    clock.forward(minutes=1)
    hands.take(WANG)
    hands.press(KEY.Key_L, HELD.AltModifier)
    hands.settle()
    hands.type(" again")
    hands.press(KEY.Key_Escape)
    hands.settle()
    assert len(hands.page.calls.rows()) == 1
    clock.forward(seconds=20)
    hands.page.calls.go_on(hands.page.calls.rows()[0].id)
    hands.settle()
    assert hands.form.matter.value().endswith("again")
    hands.save()
    assert len(hands.rows()) == 2
    assert hands.rows()[-1].talk_seconds is not None
    assert hands.rows()[-1].started_at == clock.now - timedelta(minutes=2, seconds=20)
