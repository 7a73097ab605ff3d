"""What staff type at the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kindr.base.ids import new_id
from kindr.privacy import registry
from kindr.privacy.rights.labels import in_words
from kindr.shop.desk.queries import ANYBODY
from kindr.shop.orders.queries import REFUNDS, Deal, Stage, Wanted

WHOLE, BY_LINE = "whole", "by_line"


class FindForm(forms.Form):
    """Leads to a person; what is typed is sent in the body, so that it reaches no address bar and no log."""

    words = forms.CharField(
        label=_("Order number, e-mail address or phone number"),
        help_text=_("Exactly as the customer gave it. Names are not searched: too many people share one."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "spellcheck": "false"}),
    )


class FilterForm(forms.Form):
    """What the queue shall show, as it stands in the page's address; whatever is unknown there asks for nothing."""

    stage = forms.ChoiceField(
        choices=[(each, each) for each in [*(stage.value for stage in Stage), REFUNDS]],
        required=False,
        widget=forms.HiddenInput,
    )
    service = forms.ChoiceField(
        label=_("Delivery"), choices=[("", _("any")), ("regular", "REGULAR"), ("best", "BEST")], required=False
    )
    waiting = forms.TypedChoiceField(
        label=_("Waiting"),
        choices=[(0, _("any time")), (1, _("1 day or more")), (2, _("2 days or more")), (4, _("4 days or more"))],
        coerce=int,
        empty_value="",
        required=False,
    )
    problem = forms.ChoiceField(
        label=_("Problem reports"), choices=[("", _("with or without")), ("open", _("open ones only"))], required=False
    )
    pieces = forms.ChoiceField(
        label=_("Pieces"),
        choices=[("", _("any number")), ("one", _("one item")), ("few", _("2 or 3")), ("many", _("4 or more"))],
        required=False,
    )
    sort = forms.ChoiceField(
        label=_("Order by"),
        choices=[
            ("", _("the work")), ("oldest", _("longest waiting")), ("newest", _("shortest waiting")),
            ("pieces", _("most items")), ("total", _("highest total")),
        ],
        required=False,
    )  # fmt: skip

    @property
    def wanted(self) -> Wanted:
        """What is asked for; what was not understood is left out."""
        self.full_clean()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(**{"stage": Stage.TO_PACK.value, **given})


class LogForm(forms.Form):
    """Which lines of the access log to read; sent in the body, so that nothing of it reaches an address or a log."""

    words = forms.CharField(
        label=_("Whose"),
        help_text=_("An order number or the e-mail address of an account, exactly. Empty: everybody."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    days = forms.ChoiceField(
        label=_("Period"),
        choices=[(1, _("24 hours")), (7, _("7 days")), (30, _("30 days")), (90, _("90 days"))],
        initial=7,
        required=False,
    )
    role = forms.ChoiceField(label=_("Role"), required=False)
    purpose = forms.ChoiceField(label=_("Purpose"), required=False)
    clause = forms.ChoiceField(label=_("Clause"), required=False)
    refusals_only = forms.BooleanField(label=_("Refusals only"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        policy, everything = registry.policy(), [("", _("all"))]
        people = [
            ("", _("people who work here, and refusals")),
            (ANYBODY, _("everybody, the system and customers too")),
        ]
        self._offer("role", [*people, *((key, in_words(each.says)) for key, each in policy.recipients.items())])
        self._offer("purpose", [*everything, *((key, in_words(each.says)) for key, each in policy.purposes.items())])
        kept = [each for each in policy.clauses.values() if not each.pending]
        clauses = [(each.key, f"{each.number} {in_words(each.says)}") for each in kept]
        self._offer("clause", [*everything, *clauses])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class TrackingForm(forms.Form):
    """The courier's number of a parcel; the action judges it."""

    tracking_number = forms.CharField(
        label=_("Tracking number"),
        help_text=_("As it stands on the courier's receipt: 4 to 40 letters and digits."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-key": "s"}),
    )


class RefundForm(forms.Form):
    """All the money that is left, or that of some pieces."""

    how = forms.ChoiceField(
        label=_("How much"),
        choices=[(WHOLE, _("Everything that is left")), (BY_LINE, _("The pieces chosen below"))],
        initial=WHOLE,
        widget=forms.RadioSelect,
    )
    restock = forms.BooleanField(label=_("The pieces are back on the shelf"), required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=new_id)
    """Made with the page: a button pressed twice pays once."""

    def __init__(self, deal: Deal, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.deal = deal
        for line in deal.lines:
            self.fields[f"pieces_{line.variant}"] = forms.TypedChoiceField(
                label=f"{line.title}, {line.colour}, {line.size}",
                choices=[(count, str(count)) for count in range(line.pieces + 1)],
                coerce=int,
                required=False,
                initial=0,
            )

    def clean(self) -> dict[str, Any]:
        """Asks for at least one piece when it goes by pieces."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("how") == BY_LINE and not self.pieces:
            raise forms.ValidationError(_("Choose at least one piece, or pay back everything that is left."))
        return given

    @property
    def pieces(self) -> dict[int, int]:
        """Variant -> pieces whose money goes back; empty when everything does."""
        if self.cleaned_data.get("how") != BY_LINE:
            return {}
        chosen = {line.variant: int(self.cleaned_data.get(f"pieces_{line.variant}") or 0) for line in self.deal.lines}
        return {variant: count for variant, count in chosen.items() if count}
