"""How each measure is taken: a drawing, what it shows in words, and three short steps."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise


@dataclass(frozen=True)
class Shown:
    """One measure; `key` names the drawing, the anchor of the page and the field of the form."""

    key: str
    title: Words
    seen: Words
    """What the drawing shows, for those who do not see it."""
    steps: tuple[Words, Words, Words]

    @property
    def picture(self) -> str:
        """Where the drawing lies."""
        return f"img/measuring/{self.key}.svg"


MEASURES = (
    Shown(
        "height",
        pgettext_lazy("body", "Height"),
        _("A child stands with its back to a wall; a hand holds a book flat on its head, beside a tape on the wall."),
        (
            _("Shoes off, heels and back against the wall, looking straight ahead."),
            _("Lay a book flat on the head, its spine against the wall, and mark its lower edge."),
            _("Measure from the floor to the mark. Twice is better than once."),
        ),
    ),
    Shown(
        "weight",
        _("Weight"),
        _("A child stands on bathroom scales, hands behind its back, looking down at the number; a cat waits."),
        (
            _("Stand the scales on a hard floor, not on a carpet."),
            _("Light clothes, no shoes, both feet in the middle. Wait until the number stands still."),
            _("If a child will not stand still, weigh yourself with it in your arms and once without."),
        ),
    ),
    Shown(
        "chest",
        pgettext_lazy("body", "Chest"),
        _("A child stretches its arms out like wings; the tape lies around the chest, right under the arms."),
        (
            _("A thin shirt at most. Arms out until the tape lies, then down."),
            _("Around the widest part, right under the arms, and level at the back."),
            _("One finger fits beneath the tape. Read it while the child breathes quietly."),
        ),
    ),
    Shown(
        "waist",
        pgettext_lazy("body", "Waist"),
        _("A laughing child holds its hands on its head; the shirt is pulled up and the tape lies around the belly."),
        (
            _("Pull the shirt up. The belly stays soft, nobody holds their breath."),
            _("Around the belly at the navel, where trousers sit."),
            _("Flat on the skin, not pulled tight: one finger fits beneath."),
        ),
    ),
    Shown(
        "hip",
        pgettext_lazy("body", "Hip"),
        _("A child stands with its feet together; a hand holds the tape around the widest part of the bottom."),
        (
            _("Feet together, pockets empty, thin trousers or leggings."),
            _("Around the widest part of the bottom."),
            _("Look from the side whether the tape is level before you read it."),
        ),
    ),
    Shown(
        "inseam",
        _("Inner leg"),
        _("A child stands with its legs apart and a thin book between them; the tape runs from the book to the floor."),
        (
            _("Barefoot, back against a wall, legs a little apart."),
            _("Push a thin book up between the legs, as high as is comfortable, its spine level."),
            _("Measure from the upper edge of the book straight down to the floor."),
        ),
    ),
    Shown(
        "head",
        pgettext_lazy("body", "Head"),
        _("A child's face; a hand holds the tape around the head, just above the eyebrows and the ears."),
        (
            _("Untie plaits and take off hair clips."),
            _("Just above the eyebrows and the ears, and around the back where the head is widest."),
            _("Measure twice. The larger number counts."),
        ),
    ),
    Shown(
        "foot",
        _("Length of the foot"),
        _("A bare foot stands on a sheet of paper, its heel against the wall; a ruler lies in front of it."),
        (
            _("Lay paper on a hard floor, right up to the wall, and stand on it with the heel touching the wall."),
            _("Stand on both feet and mark the longest toe, with the pencil straight up."),
            _("Measure from the wall to the mark, then the other foot. The longer one counts."),
        ),
    ),
    Shown(
        "foot_width",
        _("Width of the foot"),
        _("A foot from above on a sheet of paper, half traced; the tape lies across the ball of the foot."),
        (
            _("Stand on the paper and trace the foot, with the pencil straight up."),
            _("Find the widest place, at the ball of the foot just behind the toes."),
            _("Measure straight across, then the other foot. The wider one counts."),
        ),
    ),
)
