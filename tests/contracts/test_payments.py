"""What every payment gateway must do. A real one joins by subclassing `GatewayContract` over its recorded answers."""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
import segno

from kindr.adapters.payments.messages import HEADER, signed
from kindr.adapters.payments.qris import crc16
from kindr.adapters.payments.simulator import Deed, Simulator
from kindr.base.money import Rupiah
from kindr.shop.payments.ports import (
    CardFacts,
    Notification,
    PaymentGateway,
    PaymentWish,
    SignatureRefused,
    Started,
)
from kindr.shop.payments.rules import Kind, Method, RefundState

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
PRICE = Rupiah(129_000)
CARD = CardFacts(token="token", brand="Visa", last4="1111", expiry="08/29", holder="A HOLDER")


def a_wish(method: Method = Method.QRIS) -> PaymentWish:
    bank = "bca" if method is Method.VIRTUAL_ACCOUNT else ""
    expires_at = NOON + timedelta(minutes=15)
    return PaymentWish(uuid.uuid4().hex[:20], PRICE, method, bank, expires_at, "http://shop.test/payments/x/")


class GatewayContract(ABC):
    """The promises of the port."""

    @abstractmethod
    def gateway(self) -> PaymentGateway:
        """The gateway under test."""

    @abstractmethod
    def buyer_pays(self, reference: str, card: CardFacts | None = None) -> tuple[bytes, Mapping[str, str]]:
        """The buyer pays; the request that the gateway sends about it."""

    @pytest.mark.parametrize("method", Method)
    def test_a_payment_gives_one_way_to_pay(self, method: Method) -> None:
        started = self.gateway().start(a_wish(method))
        assert [bool(way) for way in (started.redirect_url, started.qr, started.account_number)].count(True) == 1
        assert started.instruction
        assert started.expires_at > NOON

    def test_starting_again_gives_the_same_way_to_pay(self) -> None:
        wish = a_wish(Method.VIRTUAL_ACCOUNT)
        assert self.gateway().start(wish) == self.gateway().start(wish)

    def test_an_unknown_payment_has_no_status(self) -> None:
        assert self.gateway().status("NEVER-HEARD-OF") is None

    def test_a_payment_waits_until_its_buyer_pays(self) -> None:
        wish = a_wish()
        self.gateway().start(wish)
        before = self.gateway().status(wish.reference)
        self.buyer_pays(wish.reference)
        paid = self.gateway().status(wish.reference)
        assert before is not None
        assert paid is not None
        assert (before.kind, paid.kind, paid.amount) == (None, Kind.SETTLED, PRICE)

    def test_a_signed_message_says_what_happened(self) -> None:
        wish = a_wish(Method.CARD)
        self.gateway().start(wish)
        message = self.gateway().verify(*self.buyer_pays(wish.reference, CARD))
        assert (message.reference, message.kind, message.amount) == (wish.reference, Kind.SETTLED, PRICE)
        assert message.card == CARD
        assert message.occurred_at.tzinfo is not None

    def test_a_changed_unsigned_or_senseless_message_is_refused(self) -> None:
        wish = a_wish()
        self.gateway().start(wish)
        body, headers = self.buyer_pays(wish.reference)
        for changed, sent in ((body + b" ", headers), (body, {}), (b"", headers), (b"\xff", headers)):
            with pytest.raises(SignatureRefused):
                self.gateway().verify(changed, sent)

    def test_a_cancelled_payment_is_over(self) -> None:
        wish = a_wish()
        self.gateway().start(wish)
        self.gateway().cancel(wish.reference)
        self.gateway().cancel(wish.reference)
        status = self.gateway().status(wish.reference)
        assert status is not None
        assert status.kind is Kind.CANCELLED

    def test_cancelling_does_not_undo_a_payment(self) -> None:
        wish = a_wish()
        self.gateway().start(wish)
        self.buyer_pays(wish.reference)
        self.gateway().cancel(wish.reference)
        status = self.gateway().status(wish.reference)
        assert status is not None
        assert status.kind is Kind.SETTLED

    def test_money_is_paid_back_once_for_each_key(self) -> None:
        wish, key = a_wish(), uuid.uuid4()
        self.gateway().start(wish)
        self.buyer_pays(wish.reference)
        for _ in range(3):
            assert self.gateway().refund(wish.reference, Rupiah(100_000), key=key) is RefundState.DONE
        assert self.gateway().refund(wish.reference, Rupiah(29_001), key=uuid.uuid4()) is RefundState.REFUSED
        status = self.gateway().status(wish.reference)
        assert status is not None
        assert status.refunds == {key: Rupiah(100_000)}

    def test_nothing_is_paid_back_before_money_came(self) -> None:
        wish = a_wish()
        self.gateway().start(wish)
        assert self.gateway().refund(wish.reference, PRICE, key=uuid.uuid4()) is RefundState.REFUSED

    def test_a_card_never_shows_in_a_printed_message(self) -> None:
        assert "A HOLDER" not in repr(CARD)
        assert "1111" not in repr(CARD)


@pytest.mark.django_db
class TestSimulator(GatewayContract):
    KEY = b"a key of this test"

    def gateway(self) -> Simulator:
        return Simulator(key=self.KEY, has_practice_page=True)

    def buyer_pays(self, reference: str, card: CardFacts | None = None) -> tuple[bytes, Mapping[str, str]]:
        return self.gateway().play(reference, Deed.PAY, at=NOON, card=card)[0]

    def test_a_signed_body_that_makes_no_sense_is_refused(self) -> None:
        body, headers = signed(Notification("e", "r", Kind.SETTLED, PRICE, NOON), key=self.KEY)
        import hashlib
        import hmac

        for broken in (body.replace(b"settled", b"sattled"), b"[]", b"{}", body.replace(b"129000", b'"129000"')):
            sent = {**headers, HEADER: hmac.new(self.KEY, broken, hashlib.sha256).hexdigest()}
            with pytest.raises(SignatureRefused):
                self.gateway().verify(broken, sent)

    def test_another_key_signs_nothing_for_us(self) -> None:
        message = signed(Notification("e", "r", Kind.SETTLED, PRICE, NOON), key=b"another key")
        with pytest.raises(SignatureRefused):
            self.gateway().verify(*message)

    def test_the_qris_text_ends_with_its_checksum_and_fits_into_a_code(self) -> None:
        started: Started = self.gateway().start(a_wish())
        assert "5406129000" in started.qr
        assert started.qr[-4:] == f"{crc16(started.qr[:-4].encode()):04X}"
        assert segno.make(started.qr, error="m").version <= 12

    def test_the_checksum_is_the_published_one(self) -> None:
        assert crc16(b"123456789") == 0x29B1
