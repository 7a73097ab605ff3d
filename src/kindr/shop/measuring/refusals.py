"""What is said when a picture gives no number: what is wrong with it, and what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kindr.shop.accounts.actions import TooManyTries
from kindr.shop.measuring.apart import Busy
from kindr.shop.measuring.rules.foot_photo.terms import Reason, Refused

KNOWN = (Refused, Busy, TooManyTries)
WORDS: dict[Reason, Promise] = {
    Reason.NOT_A_PICTURE: gettext_lazy(
        "We cannot open this file. It should be a JPEG, PNG or WebP picture, as a telephone takes it."
    ),
    Reason.TOO_LARGE: gettext_lazy("The picture is too large. Please take it with the usual setting of the camera."),
    Reason.TOO_SMALL: gettext_lazy("The picture is too small or too narrow. Please send it as it was taken, not cut."),
    Reason.TOO_LONG: gettext_lazy(
        "Looking at this picture took too long, so we stopped. Please send it again, or a smaller one."
    ),
    Reason.NO_SHEET: gettext_lazy(
        "We do not see the sheet. Lay it flat on a floor that is darker than paper, with nothing on its edges."
    ),
    Reason.WRONG_PAPER: gettext_lazy(
        "The sheet has other sides than the paper that you chose. Please look which paper it is; A4 and F4 look alike."
    ),
    Reason.NOT_PLAIN: gettext_lazy(
        "The sheet has a coloured edge, or lies on another one. Take a plain sheet, with nothing under it."
    ),
    Reason.CUT_OFF: gettext_lazy(
        "The sheet is cut off. All four corners must be in the picture, with a little floor around them. "
        "If they are, a floor that is darker than paper helps."
    ),
    Reason.BLURRED: gettext_lazy("The picture is blurred. Hold the telephone still, or find more light."),
    Reason.COVERED: gettext_lazy("Something lies on the sheet. Take the foot away before you take the picture."),
    Reason.NO_OUTLINE: gettext_lazy(
        "We see the sheet and no closed outline of a foot on it. Draw with a dark pen, all the way around."
    ),
    Reason.OVER_THE_EDGE: gettext_lazy(
        "The outline runs over the edge of the sheet. Take a larger sheet, or the way with the heel at the wall."
    ),
    Reason.IMPLAUSIBLE: gettext_lazy(
        "This would be an unusual foot for this child, so we would rather not say. Look at paper, height and age."
    ),
}


def words_for(refusal: Exception) -> str:
    """The refusal in the words of the page's language."""
    if isinstance(refusal, Refused):
        return str(WORDS[refusal.reason])
    if isinstance(refusal, TooManyTries):
        return ngettext(
            "That was too often in a short time. Please wait %(minutes)d minute and try again.",
            "That was too often in a short time. Please wait %(minutes)d minutes and try again.",
            refusal.minutes,
        ) % {"minutes": refusal.minutes}
    return _(
        "Many pictures are being looked at just now, so yours was not. It does not count as a try, and what you filled "
        "in is still here: please choose the picture again in a moment and send it."
    )
