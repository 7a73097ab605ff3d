"""What measuring does; other slices find what they may call here."""

from kindr.shop.measuring.actions.keeping import (
    NotAgreed,
    TooManyKept,
    change,
    forget,
    forget_all,
    keep,
    keep_of_new_child,
)

__all__ = ["NotAgreed", "TooManyKept", "change", "forget", "forget_all", "keep", "keep_of_new_child"]
