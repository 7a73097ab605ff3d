"""The three machines of an order, what it costs and when it comes: rules that need no database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kindr.base.money import Rupiah
from kindr.shop.orders import rules
from kindr.shop.orders.rules import Parcel, Refund, Service, Stage, Standing, State, Step, StepNotAllowed

ANY_STANDING = st.builds(Standing, st.sampled_from(State), st.sampled_from(Parcel), st.sampled_from(Refund))


def walked(*steps: Step) -> Standing:
    standing = Standing()
    for step in steps:
        standing = rules.after(standing, step)
    return standing


def test_an_order_goes_from_placing_to_the_door() -> None:
    assert walked(Step.PAY).stage is Stage.TO_PACK
    assert walked(Step.PAY, Step.PACK).stage is Stage.PACKED
    assert walked(Step.PAY, Step.PACK, Step.SHIP).stage is Stage.SHIPPED
    arrived = walked(Step.PAY, Step.PACK, Step.SHIP, Step.DELIVER)
    assert arrived.stage is Stage.DELIVERED
    assert arrived.is_closed


@pytest.mark.parametrize(
    "steps",
    [
        (Step.PACK,),
        (Step.SHIP,),
        (Step.OWE,),
        (Step.REVIVE,),
        (Step.PAY, Step.PAY),
        (Step.PAY, Step.SHIP),
        (Step.PAY, Step.PACK, Step.CANCEL),
        (Step.CANCEL, Step.PAY),
        (Step.CANCEL, Step.PACK),
        (Step.CANCEL, Step.OWE, Step.REVIVE),
        (Step.PAY, Step.OWE, Step.PACK),
        (Step.PAY, Step.PAY_BACK_ALL, Step.OWE),
    ],
)
def test_a_step_that_makes_no_sense_is_refused(steps: tuple[Step, ...]) -> None:
    walked(*steps[:-1])
    with pytest.raises(StepNotAllowed):
        walked(*steps)


def test_a_packed_order_with_a_small_refund_is_still_shipped() -> None:
    assert walked(Step.PAY, Step.PACK, Step.PAY_BACK_PART, Step.SHIP).parcel is Parcel.SHIPPED


@given(st.lists(st.sampled_from(Step), max_size=12))
def test_whatever_happens_only_a_paid_order_is_packed(steps: list[Step]) -> None:
    standing = Standing()
    for step in steps:
        if rules.allows(standing, step):
            standing = rules.after(standing, step)
        else:
            with pytest.raises(StepNotAllowed):
                rules.after(standing, step)
    assert standing.state is State.PAID or standing.parcel is Parcel.WAITING
    assert standing.refund is Refund.NONE or standing.state is not State.AWAITING_PAYMENT


@given(ANY_STANDING, st.sampled_from(Step))
def test_a_step_moves_at_most_one_machine(standing: Standing, step: Step) -> None:
    if rules.allows(standing, step):
        now = rules.after(standing, step)
        moved = [now.state != standing.state, now.parcel != standing.parcel, now.refund != standing.refund]
        assert sum(moved) == 1


def test_the_diagram_draws_every_move() -> None:
    drawn = rules.diagram()
    for table in (rules.ORDER, rules.PARCEL, rules.REFUND):
        for start, moves in table.items():
            for step, end in moves.items():
                assert f"{start} --> {end}: {step}" in drawn


@pytest.mark.parametrize(
    ("service", "near", "price", "days"),
    [
        (Service.REGULAR, True, 12_000, (2, 3)),
        (Service.REGULAR, False, 28_000, (4, 8)),
        (Service.BEST, True, 22_000, (1, 2)),
        (Service.BEST, False, 48_000, (1, 2)),
    ],
)
def test_regular_takes_2_to_3_days_in_jabodetabek_and_4_to_8_elsewhere_best_takes_1_to_2(
    service: Service, near: bool, price: int, days: tuple[int, int]
) -> None:
    assert rules.delivery_price(service, near=near, goods=Rupiah(100_000)) == Rupiah(price)
    promise = rules.promise(service, near=near)
    assert (promise.first, promise.last) == days


def test_regular_is_free_from_350_000_on() -> None:
    assert rules.delivery_price(Service.REGULAR, near=False, goods=Rupiah(349_999)) > Rupiah(0)
    assert rules.delivery_price(Service.REGULAR, near=False, goods=Rupiah(350_000)) == Rupiah(0)
    assert rules.delivery_price(Service.BEST, near=False, goods=Rupiah(350_000)) > Rupiah(0)
    assert rules.missing_for_free_delivery(Rupiah(340_000)) == Rupiah(10_000)
    assert rules.missing_for_free_delivery(Rupiah(900_000)) == Rupiah(0)


@given(
    st.lists(st.tuples(st.integers(1, 5_000_000).map(Rupiah), st.integers(1, 10)), min_size=1, max_size=40),
    st.integers(0, 100_000).map(Rupiah),
)
def test_totals_add_up_and_contain_eleven_percent(lines: list[tuple[Rupiah, int]], delivery: Rupiah) -> None:
    totals = rules.totals(lines, delivery)
    assert totals.total.amount == sum(price.amount * pieces for price, pieces in lines) + delivery.amount
    exact = totals.total.amount * 11 / 111
    assert abs(totals.tax.amount - exact) <= (len(lines) + 1) / 2 + 1e-6


def test_the_documentation_draws_the_tables_as_they_are() -> None:
    from pathlib import Path

    from kindr.shop.payments.rules import diagram

    page = (Path(__file__).resolve().parents[3] / "docs" / "order-states.md").read_text()
    assert rules.diagram() in page
    assert diagram() in page
