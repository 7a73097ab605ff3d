"""The forms of measuring."""

from kindr.shop.measuring.forms.foot import FootForm
from kindr.shop.measuring.forms.measuring import MeasureForm

__all__ = ["FootForm", "MeasureForm"]
