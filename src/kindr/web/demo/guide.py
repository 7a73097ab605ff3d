"""What the demo's own page says: who everybody is, what they may do, and five short walks to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Part:
    """What somebody of the cast may do, and what to try with them."""

    name: str
    may: _StrPromise
    tries: Sequence[_StrPromise]


@dataclass(frozen=True)
class Step:
    """One step of a walk: where it begins, and what to do there. `as_` is the first step of somebody else."""

    place: str
    says: _StrPromise
    as_: str = ""


@dataclass(frozen=True)
class Walk:
    """Some minutes with one question."""

    title: _StrPromise
    about: _StrPromise
    scene: str
    steps: Sequence[Step]


PARTS = {
    part.name: part
    for part in (
        Part(
            "Mara", _("A parent who said yes to everything. Noa, seven years old, is hers."),
            (_("Order something for Noa and pay at the trial gateway."), _("Read who opened your data, and why.")),
        ),
        Part(
            "Ilse", _("A parent who said yes to nothing. The shop works for her all the same."),
            (_("Look for what the shop does not ask her."), _("Delete the account and keep the receipt.")),
        ),
        Part(
            "Tariq", _("Answers families, looks at problems and pays money back."),
            (_("Find Mara by her exact address."), _("Open a card for a reason, and leave the others covered.")),
        ),
        Part(
            "Bima", _("Packs. He sees the names and addresses of parcels that wait, and nothing else."),
            (_("Open the names of the queue, print a label, ship it."), _("Ask for the invoices, and be refused.")),
        ),
        Part(
            "Ratna", _("Keeps the books: invoices for ten years, as the tax office asks."),
            (_("Open an invoice of somebody who has left."), _("Look for a gap in the numbers. There is none.")),
        ),
        Part(
            "Lestari", _("Writes to those who said yes to letters, and sees no addresses of her own."),
            (_("Look for a name. There is none to see."),),
        ),
        Part(
            "Bagas", _("Looks at figures about groups, never at one family."),
            (_("Look for a figure about one family. There is none."),),
        ),
        Part(
            "Odile", _("The data protection officer: sees who opened what, and what was refused."),
            (_("Read the refusals and the clause that said no."), _("Approve a grant, or take Yusuf's back."),),
        ),
        Part(
            "Citra", _("Looks after garments, prices and pieces. She meets no people at all."),
            (_("Change a price in the back office."), _("Look for a customer there. There is none.")),
        ),
        Part(
            "Yusuf", _("An outside consultant with a certificate, and a grant for Mara that runs for some hours."),
            (_("Open what the grant names. Ask for anybody else, and be refused."),),
        ),
    )
}  # fmt: skip

WALKS = (
    Walk(
        _("Buy something"), _("From the shelf to the letter, in three minutes."), "basket_empty",
        (
            Step("storefront:home", _("Put a garment into the basket and order it with the trial gateway."), "Mara"),
            Step("mail:mailbox", _("Read the letters that came of it.")),
            Step("orders:mine", _("Follow the order in the account.")),
        ),
    ),
    Walk(
        _("Send the parcel"), _("What a packer sees, and when."), "desk_clear",
        (
            Step("desk:queue", _("Open the names of the page: the reason stands beside the button."), "Bima"),
            Step("desk:queue", _("Pack the order, print its label, ship it.")),
            Step("rights:my_data", _("Read that Bima opened the address, and for what."), "Mara"),
        ),
    ),
    Walk(
        _("Something is torn"), _("A report with a picture, and money that goes back."), "waiting",
        (
            Step("desk:problems", _("Open a report and its picture."), "Tariq"),
            Step("desk:problems", _("Go on to the order and pay a piece back.")),
        ),
    ),
    Walk(
        _("Be refused"), _("Nobody may open everything, and every try is on record."), "sealed",
        (
            Step("desk:invoices", _("Ask for the invoices: the page names the clause that says no."), "Bima"),
            Step("desk:oversight", _("Find the refusal in the log."), "Odile"),
            Step("privacy:policy", _("Read the clause itself.")),
        ),
    ),
    Walk(
        _("Leave, and be forgotten"), _("What goes, what a law keeps, and for whom."), "forgotten",
        (
            Step("rights:my_data", _("Look at everything that is held, then delete the account."), "Ilse"),
            Step("desk:find", _("Look for Ilse. Nobody is found."), "Tariq"),
            Step("desk:invoices", _("Open her invoice: it stays for the tax office only."), "Ratna"),
        ),
    ),
)  # fmt: skip
