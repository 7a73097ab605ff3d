"""The forms of measuring."""

from kindr.shop.measuring.forms.foot import FootForm
from kindr.shop.measuring.forms.keeping import KeepForm, OccasionForm
from kindr.shop.measuring.forms.measuring import MeasureForm

__all__ = ["FootForm", "KeepForm", "MeasureForm", "OccasionForm"]
