"""The page of a garment for machines that read it: JSON-LD in the words of schema.org."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kindr.base.money import Rupiah
from kindr.shop.catalog.queries import ProductPage, Variety
from kindr.shop.orders import queries as orders
from kindr.shop.storefront.queries.delivery import NEAR

SCHEMA = "https://schema.org/"
DAYS_TO_RETURN = 7
_DANGEROUS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""Signs that could end the element which the text lies in."""


def garment(page: ProductPage, *, site: str, path: str, shelf_path: str) -> str:
    """The JSON-LD text of a garment with all its variants, safe inside a `<script>` element."""
    graph = [_group(page, site, path), _crumbs(page, site, path, shelf_path), _returns(), *_shipping(page.price_from)]
    text = json.dumps({"@context": SCHEMA, "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_DANGEROUS)


def _group(page: ProductPage, site: str, path: str) -> dict[str, object]:
    return {
        "@type": "ProductGroup",
        "@id": f"{site}{path}#garment",
        "name": page.title,
        "description": page.description,
        "url": f"{site}{path}",
        "productGroupID": page.slug,
        "brand": {"@type": "Brand", "name": "Kindr"},
        "material": page.material,
        "category": page.section.name,
        "variesBy": [f"{SCHEMA}color", f"{SCHEMA}size"],
        "hasVariant": [_variant(page, each, site, path) for each in page.varieties],
    }


def _variant(page: ProductPage, each: Variety, site: str, path: str) -> dict[str, object]:
    address = f"{site}{path}?colour={each.key}&size={each.size}"
    return {
        "@type": "Product",
        "sku": each.sku,
        "name": f"{page.title}, {each.colour}, {each.size}",
        "image": f"{site}{each.picture}",
        "color": each.colour,
        "size": str(each.size),
        "offers": {
            "@type": "Offer",
            "url": address,
            "priceCurrency": "IDR",
            "price": each.price.amount,
            "availability": f"{SCHEMA}{'InStock' if each.is_in_stock else 'OutOfStock'}",
            "itemCondition": f"{SCHEMA}NewCondition",
            "hasMerchantReturnPolicy": {"@id": "#returns"},
            "shippingDetails": [
                {"@id": f"#{service}-{where}"} for service in orders.Service for where in ("near", "far")
            ],
        },
    }


def _crumbs(page: ProductPage, site: str, path: str, shelf_path: str) -> dict[str, object]:
    steps = ((page.section.name, shelf_path), (page.title, path))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": f"{site}{where}"}
            for place, (name, where) in enumerate(steps, start=1)
        ],
    }


def _returns() -> dict[str, object]:
    return {
        "@type": "MerchantReturnPolicy",
        "@id": "#returns",
        "applicableCountry": "ID",
        "returnPolicyCategory": f"{SCHEMA}MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": DAYS_TO_RETURN,
        "returnMethod": f"{SCHEMA}ReturnByMail",
        "returnFees": f"{SCHEMA}ReturnFeesCustomerResponsibility",
    }


def _shipping(goods: Rupiah) -> Iterator[dict[str, object]]:
    for where, code in (("near", NEAR), ("far", "")):
        for choice in orders.delivery_choices(area_code=code, goods=goods):
            region = {"addressRegion": "JK"} if code else {}
            yield {
                "@type": "OfferShippingDetails",
                "@id": f"#{choice.service}-{where}",
                "shippingRate": {"@type": "MonetaryAmount", "value": choice.price.amount, "currency": "IDR"},
                "shippingDestination": {"@type": "DefinedRegion", "addressCountry": "ID", **region},
                "deliveryTime": {
                    "@type": "ShippingDeliveryTime",
                    "transitTime": {
                        "@type": "QuantitativeValue",
                        "minValue": choice.promise.first,
                        "maxValue": choice.promise.last,
                        "unitCode": "DAY",
                    },
                },
            }
