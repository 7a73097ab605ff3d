"""How close the garments of the demo workshop sit, and the chart of the workshop that sews them otherwise."""

from __future__ import annotations

from kindr.shop.catalog.rules import SIZE_CHART, Cut

CUTS = {
    "Tank Top": Cut.SLIM,
    "Leggings": Cut.SLIM,
    "Bodysuit": Cut.SLIM,
    "Polo Shirt": Cut.SLIM,
    "Raglan T-shirt": Cut.ROOMY,
    "Shirt Dress": Cut.ROOMY,
    "Sleeveless Dress": Cut.ROOMY,
    "Joggers": Cut.ROOMY,
    "Play Shorts": Cut.ROOMY,
    "Dungarees": Cut.ROOMY,
    "Hoodie": Cut.ROOMY,
    "Zip Jacket": Cut.ROOMY,
    "Button Pyjamas": Cut.ROOMY,
    "Romper": Cut.ROOMY,
}
"""By the name of the line; all others sit as usual."""
_SOLO = {
    str(row.height): {
        "height": row.height - 2,
        "chest": row.chest - 1.5,
        "waist": row.waist - 1,
        "hip": row.hip - 1.5,
        "inseam": row.inseam - 1,
    }
    for row in SIZE_CHART.values()
}
CHARTS = (("solo", "Bengkel Solo", "Solo workshop", _SOLO),)
"""Key, names, and the measures that differ: batik from Solo turns out a little small."""
CHART_OF_SHELF = {"batik": "solo"}
