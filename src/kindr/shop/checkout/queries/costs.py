"""What a basket costs with its delivery, before the buyer has said where it goes, and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kindr.base.clock import JAKARTA
from kindr.base.money import Rupiah
from kindr.shop.accounts.queries import area_of_code
from kindr.shop.checkout.queries.basket import IN_JABODETABEK, BasketPage
from kindr.shop.orders.queries import DeliveryChoice, Service, Totals, arrival, delivery_choices, totals_of

ELSEWHERE = ""


@dataclass(frozen=True)
class Offer:
    """One way to deliver: to the chosen place, or to both zones while none is chosen."""

    service: Service
    here: DeliveryChoice | None
    in_jabodetabek: DeliveryChoice
    elsewhere: DeliveryChoice
    is_chosen: bool
    between: tuple[date, date] | None
    """The days on which it arrives there when it is shipped tomorrow; None while no place is chosen."""

    @property
    def is_free(self) -> bool:
        """True when it costs nothing, wherever the parcel goes."""
        return not self.elsewhere.price.amount


@dataclass(frozen=True)
class Costs:
    """Both ways to deliver, and the totals of the chosen one; `totals` is None while no place is chosen."""

    offers: tuple[Offer, ...]
    totals: Totals | None
    least: Rupiah
    """The total to Jabodetabek with the cheaper delivery."""


def costs(basket: BasketPage, *, area_code: str, service: str, at: datetime) -> Costs:
    """What the basket costs delivered to an area; an unknown code means that no place is chosen yet."""
    tomorrow = at.astimezone(JAKARTA).date() + timedelta(days=1)
    area_code = area_code if area_of_code(area_code) else ""
    chosen = Service(service) if service in {each.value for each in Service} else Service.REGULAR
    here = {each.service: each for each in delivery_choices(area_code=area_code, goods=basket.goods)}
    near = {each.service: each for each in delivery_choices(area_code=IN_JABODETABEK, goods=basket.goods)}
    far = {each.service: each for each in delivery_choices(area_code=ELSEWHERE, goods=basket.goods)}
    return Costs(
        offers=tuple(
            Offer(
                each,
                here[each] if area_code else None,
                near[each],
                far[each],
                each is chosen,
                arrival(here[each].promise, shipped_on=tomorrow) if area_code else None,
            )
            for each in Service
        ),
        totals=totals_of(basket.priced, service=chosen, area_code=area_code) if area_code else None,
        least=totals_of(basket.priced, service=Service.REGULAR, area_code=IN_JABODETABEK).total,
    )
