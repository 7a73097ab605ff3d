"""What measuring does; other slices find what they may call here."""

from kindr.shop.measuring.actions.agreeing import NotAgreed, agree_in_place
from kindr.shop.measuring.actions.counting import put_back, take_out
from kindr.shop.measuring.actions.judging import UseIsPaused, forget_words_of, say_of_fit, sweep_words, take_back_of_fit
from kindr.shop.measuring.actions.keeping import (
    TooManyKept,
    change,
    forget,
    forget_all,
    keep,
    keep_of_new_child,
)

__all__ = [
    "NotAgreed",
    "TooManyKept",
    "UseIsPaused",
    "agree_in_place",
    "change",
    "forget",
    "forget_all",
    "forget_words_of",
    "keep",
    "keep_of_new_child",
    "put_back",
    "say_of_fit",
    "sweep_words",
    "take_back_of_fit",
    "take_out",
]
