"""Any order and any repetition of the gateway's news ends in the same allowed state, and no money is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from kindr.shop.payments.rules import (
    CLOSED,
    TABLE,
    WITHOUT_MONEY,
    Event,
    Ignored,
    Kind,
    News,
    RefundState,
    Standing,
    State,
    Transition,
    Why,
    after,
    diagram,
)

PRICE = 129_000
SETTLED = Event(Kind.SETTLED, PRICE)
EXPIRED = Event(Kind.EXPIRED)
FAILED = Event(Kind.FAILED)


def end_of(events: list[Event], start: Standing | None = None) -> tuple[Standing, list[News]]:
    standing, news = start or Standing(PRICE), []
    for event in events:
        moved = after(standing, event)
        if isinstance(moved, Transition):
            standing = moved.standing
            news.append(moved.news)
    return standing, news


def test_money_in_time_settles_the_payment_once() -> None:
    standing, news = end_of([SETTLED, SETTLED, SETTLED])
    assert (standing.state, standing.received, news) == (State.PAID, PRICE, [News.SETTLED])


@pytest.mark.parametrize("closing", [Kind.EXPIRED, Kind.CANCELLED, Kind.FAILED])
def test_money_after_the_end_is_late_and_the_order_decides(closing: Kind) -> None:
    standing, news = end_of([Event(closing), SETTLED])
    assert standing.state is State.PAID
    assert news[-1] is News.PAID_LATE


def test_an_expiry_after_the_money_changes_nothing() -> None:
    assert after(end_of([SETTLED])[0], EXPIRED) == Ignored(Why.OUTDATED)


def test_another_amount_than_asked_settles_nothing() -> None:
    assert after(Standing(PRICE), Event(Kind.SETTLED, PRICE - 1)) == Ignored(Why.AMOUNT_DIFFERS)


def test_more_than_was_received_is_never_paid_back() -> None:
    paid, _ = end_of([SETTLED, Event(Kind.REFUND_ASKED, 100_000, "a")])
    assert after(paid, Event(Kind.REFUND_ASKED, 29_001, "b")) == Ignored(Why.TOO_MUCH)
    assert isinstance(after(paid, Event(Kind.REFUND_ASKED, 29_000, "b")), Transition)


def test_nothing_is_paid_back_before_money_came() -> None:
    assert after(Standing(PRICE), Event(Kind.REFUND_ASKED, 1, "a")) == Ignored(Why.OUTDATED)


def test_a_part_and_then_the_rest_is_paid_back() -> None:
    part, _ = end_of([SETTLED, Event(Kind.REFUND_ASKED, 29_000, "a"), Event(Kind.REFUNDED, 29_000, "a")])
    assert (part.state, part.refunded) == (State.PARTLY_REFUNDED, 29_000)
    rest, news = end_of([Event(Kind.REFUND_ASKED, 100_000, "b"), Event(Kind.REFUNDED, 100_000, "b")], part)
    assert (rest.state, rest.refundable, news[-1]) == (State.REFUNDED, 0, News.REFUNDED)


def test_a_refused_refund_may_be_asked_again() -> None:
    refused, _ = end_of([SETTLED, Event(Kind.REFUND_ASKED, PRICE, "a"), Event(Kind.REFUND_REFUSED, 0, "a")])
    assert (refused.state, refused.refundable) == (State.PAID, PRICE)
    again, _ = end_of([Event(Kind.REFUND_ASKED, PRICE, "b"), Event(Kind.REFUNDED, PRICE, "b")], refused)
    assert again.state is State.REFUNDED


def test_a_refund_that_is_heard_of_before_the_money_counts_both() -> None:
    standing, _ = end_of([Event(Kind.REFUNDED, PRICE, "a"), SETTLED])
    assert (standing.state, standing.received, standing.refunded) == (State.REFUNDED, PRICE, PRICE)


def test_the_diagram_shows_every_state() -> None:
    assert all(f" {state}" in diagram() for state in State)
    assert diagram().startswith("stateDiagram-v2\n    [*] --> waiting\n")


gateway_news = st.lists(
    st.sampled_from(
        [
            SETTLED,
            FAILED,
            EXPIRED,
            Event(Kind.CANCELLED),
            Event(Kind.REFUNDED, 29_000, "a"),
            Event(Kind.REFUNDED, 60_000, "b"),
            Event(Kind.REFUNDED, 40_000, "c"),
        ]
    ),
    min_size=1,
    max_size=7,
    unique=True,
)


@given(st.data())
def test_any_order_and_repetition_of_the_same_news_ends_the_same(data: st.DataObject) -> None:
    events = data.draw(gateway_news)
    repeated = [*events, *data.draw(st.lists(st.sampled_from(events), max_size=6))]
    one, _ = end_of(data.draw(st.permutations(repeated)))
    other, _ = end_of(data.draw(st.permutations(repeated)))
    assert one == other


@given(st.data())
def test_the_shop_hears_of_the_money_once(data: st.DataObject) -> None:
    events = [event for event in data.draw(gateway_news) if event.kind is not Kind.REFUNDED]
    _, news = end_of(data.draw(st.permutations([*events, *events])) if events else [])
    heard = [each for each in news if each in (News.SETTLED, News.PAID_LATE)]
    assert len(heard) == (1 if SETTLED in events else 0)


class Machine(RuleBasedStateMachine):
    """A buyer, a bank, staff and a clock, in any order."""

    @initialize(amount=st.integers(1, 10**12))
    def order(self, amount: int) -> None:
        self.standing = Standing(amount)
        self.bank_has = amount
        self.refunds: list[str] = []

    def happens(self, event: Event) -> None:
        before = self.standing
        moved = after(before, event)
        if isinstance(moved, Transition):
            assert moved.standing.state in TABLE[before.state].get(event.kind, (before.state,))
            self.standing = moved.standing

    @rule()
    def the_buyer_pays(self) -> None:
        self.happens(Event(Kind.SETTLED, self.standing.amount))

    @rule(wrong=st.integers(-5, 10**13))
    def somebody_pays_another_amount(self, wrong: int) -> None:
        if wrong != self.standing.amount:
            assert isinstance(after(self.standing, Event(Kind.SETTLED, wrong)), Ignored)

    @rule(kind=st.sampled_from([Kind.EXPIRED, Kind.FAILED, Kind.CANCELLED]))
    def the_payment_is_closed(self, kind: Kind) -> None:
        self.happens(Event(kind))

    @rule(amount=st.integers(-5, 10**13))
    def staff_want_money_back(self, amount: int) -> None:
        key = f"r{len(self.refunds)}"
        self.refunds.append(key)
        self.happens(Event(Kind.REFUND_ASKED, amount, key))

    @precondition(lambda self: self.refunds)
    @rule(data=st.data(), kind=st.sampled_from([Kind.REFUNDED, Kind.REFUND_REFUSED]))
    def the_gateway_answers_a_refund(self, data: st.DataObject, kind: Kind) -> None:
        key = data.draw(st.sampled_from(self.refunds))
        known = self.standing.refunds.get(key)
        self.happens(Event(kind, known.amount if known else 1, key))

    @invariant()
    def no_money_is_lost_or_made(self) -> None:
        if not hasattr(self, "standing"):
            return
        now = self.standing
        assert now.received in (0, now.amount)
        assert 0 <= now.refunded <= now.received
        assert (now.received == 0) == (now.state in WITHOUT_MONEY)
        assert (now.state is State.REFUNDED) == (now.received > 0 and now.refunded == now.received)
        if now.state is State.REFUND_PENDING:
            assert any(refund.state is RefundState.ASKED for refund in now.refunds.values())
        assert CLOSED < WITHOUT_MONEY


TestMachine = Machine.TestCase
