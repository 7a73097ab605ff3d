"""The words for how a garment is drawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kindr.shop.catalog.drawing.design import Collar, Length, Pocket, Silhouette, Sleeve

SILHOUETTES = {
    Silhouette.TEE: _("T-shirt"),
    Silhouette.POLO: _("Polo shirt"),
    Silhouette.SHIRT: _("Shirt"),
    Silhouette.HOODIE: _("Hoodie"),
    Silhouette.JACKET: _("Jacket"),
    Silhouette.CARDIGAN: _("Cardigan"),
    Silhouette.DRESS: _("Dress"),
    Silhouette.SKIRT: _("Skirt"),
    Silhouette.TROUSERS: _("Trousers"),
    Silhouette.SHORTS: _("Shorts"),
    Silhouette.LEGGINGS: _("Leggings"),
    Silhouette.DUNGAREES: _("Dungarees"),
    Silhouette.PYJAMAS: _("Pyjamas"),
    Silhouette.BODYSUIT: _("Bodysuit"),
    Silhouette.SLEEPSUIT: _("Sleepsuit"),
    Silhouette.ROMPER: _("Romper"),
    Silhouette.SHOES: _("Shoes"),
}
COLLARS = {
    Collar.ROUND: _("Round neck"),
    Collar.V: _("V-neck"),
    Collar.SHIRT: _("Shirt collar"),
    Collar.PETER_PAN: _("Peter Pan collar"),
    Collar.STAND: _("Stand-up collar"),
    Collar.HOOD: _("Hood"),
}
SLEEVES = {
    Sleeve.NONE: _("No sleeves"),
    Sleeve.SHORT: _("Short sleeves"),
    Sleeve.PUFF: _("Puff sleeves"),
    Sleeve.ELBOW: _("Sleeves to the elbow"),
    Sleeve.LONG: _("Long sleeves"),
    Sleeve.RAGLAN: _("Raglan, short"),
    Sleeve.RAGLAN_LONG: _("Raglan, long"),
}
LENGTHS = {
    Length.SHORT: pgettext_lazy("length of a garment", "Short"),
    Length.REGULAR: pgettext_lazy("length of a garment", "Regular"),
    Length.LONG: pgettext_lazy("length of a garment", "Long"),
}
POCKETS = {
    Pocket.NONE: _("No pockets"),
    Pocket.CHEST: _("Chest pocket"),
    Pocket.POUCH: _("Pouch pocket"),
    Pocket.PATCH: _("Patch pockets"),
}
ACCENTS = {
    "tone": _("Tone in tone"),
    "cream": _("Cream"),
    "ink": _("Ink"),
    "coral": _("Coral"),
    "sun": _("Sun yellow"),
    "teal": _("Teal"),
    "rose": _("Rose"),
}
PATTERNS = {
    "plain": _("Plain"),
    "stripes": _("Stripes"),
    "fine_stripes": _("Fine stripes"),
    "dots": _("Dots"),
    "gingham": _("Gingham"),
    "parang": _("Parang batik"),
    "kawung": _("Kawung batik"),
    "ceplok": _("Ceplok batik"),
    "mega": _("Mega mendung batik"),
    "truntum": _("Truntum batik"),
    "lereng": _("Lereng batik"),
    "leaf": _("Leaves"),
    "boats": _("Boats"),
    "stars": _("Stars"),
    "rain": _("Raindrops"),
}
