"""The list itself: pages of the shop, of the account, about privacy, of the desks, and those that say no."""

from __future__ import annotations

from tests.screens.deeds import (
    ask_for_size,
    fill_and_send,
    fill_basket,
    follow_the_letter,
    go_to_checkout,
    keep_for_a_child,
    one_after_the_other,
    open_slide_over,
    send,
    send_a_foot,
)
from tests.screens.page_types import PageType
from tests.screens.staff_pages import BACK_OFFICE, DESKS

BY_EMAIL = "main form:has([name=email])"
ARRIVED = "main .order-card:has(form) .order-card-link"
ADDRESS = "main .button-quiet[href*='/account/addresses/']"
CHILD = "main .child-foot a"
CHILDREN = "/account/children/"
MEASURED = "main .child-foot a[href$='/measurements/'] >> nth=0"
MEASURE_NEW = "main a[href$='/measurements/new/']"
CORRECT, FORGET_DAY = (f".measuring-deeds a >> nth={number}" for number in range(2))
FORGET_DAYS = "main a[href$='/measurements/forget/']"
FORGET = "main .child-foot a[href$='/forget/']"
SIZE = "#size-tool a[href*='/size/']"
NOBODYS = "00000000-0000-4000-8000-000000000004"
TO_PAY = "main a.button[href*='/orders/KD-']"

SHOP = (
    PageType("home", "/", routes=("storefront:home",)),
    PageType("category", "/c/kaos/", routes=("storefront:category",)),
    PageType("search", "/search/?q=kaos", routes=("storefront:search",)),
    PageType("search-nothing", "/search/?q=xylofon&size=110"),
    PageType("product", "/c/kaos/", follow=("main a[href*='/p/']",), routes=("storefront:product",)),
    PageType("category-mine", "/c/kaos/", "Mara"),
    PageType("product-mine", "/c/kaos/", "Mara", follow=("main a[href*='/p/']",)),
    PageType("which-size", "/c/kaos/", follow=("main a[href*='/p/']", SIZE), routes=("measuring:which_size",)),
    PageType("which-size-answer", "/c/kaos/", follow=("main a[href*='/p/']", SIZE), deed=ask_for_size),
    PageType("measure", "/measure/", routes=("measuring:measure",)),
    PageType("measure-answer", "/measure/", deed=fill_and_send("main form.card", height="115")),
    PageType("measure-how", "/measure/how/", routes=("measuring:how",)),
    PageType("measure-signed-in", "/measure/signed-in/", "Ilse", routes=("measuring:signed_in",)),
    PageType("measure-keep", "/measure/", "Ilse", deed=keep_for_a_child),
    PageType("measure-error", "/measure/", deed=fill_and_send("main form.card", height="15x")),
    PageType("measure-foot", "/measure/foot/", routes=("measuring:foot",)),
    PageType("measure-foot-error", "/measure/foot/", deed=send("#picture")),
    PageType("measure-foot-answer", "/measure/foot/", deed=send_a_foot),
    PageType("basket-empty", "/basket/", routes=("checkout:basket",)),
    PageType("slide-over", "/c/kaos/", deed=open_slide_over),
    PageType("basket", "/c/kaos/", deed=fill_basket),
    PageType("checkout", "/c/kaos/", deed=go_to_checkout),
    PageType(
        "checkout-error",
        "/c/kaos/",
        deed=one_after_the_other(go_to_checkout, send("form.checkout", ".checkout-final button")),
    ),
    PageType("orders-none", "/orders/"),
)
SIGN_IN = (
    PageType("sign-in", "/sign-in/", routes=("accounts:sign_in",)),
    PageType("sign-in-error", "/sign-in/", deed=send(BY_EMAIL)),
    PageType(
        "enter-code", "/sign-in/", deed=fill_and_send("main form:has([name=email])", email="new@families.example")
    ),
    PageType("password-sign-in", "/sign-in/password/", routes=("accounts:password_sign_in",)),
    PageType("staff-sign-in", "/staff/sign-in/", routes=("accounts:staff_sign_in",)),
)
ACCOUNT = (
    PageType("account", "/account/", "Mara", routes=("accounts:home",)),
    PageType("account-small", "/account/", "Ilse"),
    PageType("children", "/account/children/", "Mara", routes=("accounts:children",)),
    PageType("children-none", "/account/children/", "Ilse"),
    PageType("child-new", "/account/children/new/", "Ilse", routes=("accounts:add_child",)),
    PageType("child-new-error", "/account/children/new/", "Ilse", deed=send("main form:has([name=nickname])")),
    PageType("child", "/account/children/", "Mara", follow=(f"{CHILD} >> nth=0",), routes=("accounts:change_child",)),
    PageType("child-forget", "/account/children/", "Mara", follow=(FORGET,), routes=("accounts:forget_child",)),
    PageType("measurements", CHILDREN, "Mara", follow=(MEASURED,), routes=("measuring:kept",)),
    PageType("measurement-new", CHILDREN, "Mara", follow=(MEASURED, MEASURE_NEW), routes=("measuring:add",)),
    PageType("measurement-error", CHILDREN, "Mara", (MEASURED, MEASURE_NEW), send("main form.card")),
    PageType("measurement", CHILDREN, "Mara", (MEASURED, CORRECT), routes=("measuring:change",)),
    PageType("measurement-forget", CHILDREN, "Mara", (MEASURED, FORGET_DAY), routes=("measuring:forget",)),
    PageType("measurements-forget", CHILDREN, "Mara", (MEASURED, FORGET_DAYS), routes=("measuring:forget_all",)),
    PageType("profile", "/account/profile/", "Mara", routes=("accounts:profile",)),
    PageType("sign-in-address", "/account/address/", "Mara", routes=("accounts:new_sign_in_address",)),
    PageType("addresses", "/account/addresses/", "Mara", routes=("accounts:addresses",)),
    PageType("address-new", "/account/addresses/new/", "Mara", routes=("accounts:add_address",)),
    PageType("address", "/account/addresses/", "Mara", (ADDRESS,), routes=("accounts:change_address",)),
    PageType("prove-address", "/account/address/code/", "Mara", routes=("accounts:prove_sign_in_address",)),
    PageType("password", "/account/security/password/", "Mara", routes=("accounts:password",)),
    PageType("security", "/account/security/", "Mara", routes=("accounts:security",)),
    PageType("orders", "/orders/", "Mara", routes=("orders:mine",)),
    PageType("order", "/orders/", "Mara", follow=(ARRIVED,), routes=("orders:order",)),
    PageType("closet", "/account/closet/", "Mara", routes=("orders:closet",)),
    PageType("closet-none", "/account/closet/", "Ilse"),
    PageType("order-to-pay", "/orders/", "Mara", (TO_PAY,)),
    PageType("payment", "/orders/", "Mara", (TO_PAY, "main a[href*='/payments/']")),
    PageType(
        "gateway",
        "/orders/",
        "Mara",
        (TO_PAY, "main a[href*='/payments/']", "main a[href*='/gateway/']"),
        routes=("gateway:page",),
    ),
    PageType("problem", "/orders/", "Mara", follow=(ARRIVED, "main a[href$='/problem/']"), routes=("orders:problem",)),
    PageType("invoice", "/orders/", "Mara", follow=(ARRIVED, "main a[href$='/invoice/']"), routes=("orders:invoice",)),
)
PRIVACY = (
    PageType("signed-log", "/log/", routes=("evidence:log",)),
    PageType("policy", "/privacy/", routes=("privacy:policy",)),
    PageType("policy-chapter", "/privacy/2/", routes=("privacy:chapter",)),
    PageType("policy-table", "/privacy/table/?who=packer", routes=("privacy:table",)),
    PageType("policy-table-nothing", "/privacy/table/?category=payment_card&term=life"),
    PageType("policy-people", "/privacy/who/", routes=("privacy:people",)),
    PageType("policy-ways", "/privacy/ways/", routes=("privacy:ways",)),
    PageType("policy-versions", "/privacy/versions/", routes=("privacy:versions",)),
    PageType("policy-version", "/privacy/versions/2026-11-22/", routes=("privacy:version",)),
    PageType("policy-text", "/privacy/text/", routes=("privacy:text",)),
    PageType("cookies", "/privacy/cookies/", routes=("cookies:show",)),
    PageType("promises", "/privacy/promises/?chapter=5", routes=("promises:show",)),
    PageType("promises-nothing", "/privacy/promises/?chapter=c&state=being_built"),
    PageType("policy-mine", "/privacy/mine/", "Mara", routes=("privacy:mine",)),
    PageType("policy-mine-small", "/privacy/mine/", "Ilse"),
    PageType("my-data", "/my-data/", "Mara", routes=("rights:my_data",)),
    PageType("my-data-small", "/my-data/", "Ilse"),
    PageType("openings", "/my-data/openings/", "Mara", routes=("rights:openings",)),
    PageType("openings-none", "/my-data/openings/?show=refused", "Mara"),
    PageType("choices", "/my-choices/", "Mara", routes=("consent:choices",)),
    PageType("choices-none", "/my-choices/", "Ilse"),
    PageType("delete", "/my-data/delete/", "Mara", routes=("rights:delete",)),
    PageType("requests", "/my-requests/", "Mara", routes=("requests:mine",)),
    PageType("requests-none", "/my-requests/", "Ilse"),
    PageType("request", "/my-requests/", "Mara", follow=("main .request-line",), routes=("requests:request",)),
    PageType("pausing", "/my-requests/pausing/", "Mara", routes=("requests:pausing",)),
    PageType("request-new", "/my-requests/new/", "Mara", routes=("requests:new",)),
    PageType("request-new-error", "/my-requests/new/", "Mara", deed=send("main form:has([name=kind])")),
    PageType("incident-notices", "/incident-notices/", routes=("incident_notices:notices",)),
    PageType("rights-ask", "/requests/", routes=("requests:ask",)),
    PageType("rights-ask-error", "/requests/", deed=send("main form:has([name=kind])")),
    PageType("rights-sent", "/requests/sent/", routes=("requests:sent",)),
    PageType(
        "rights-prove",
        "/requests/?kind=access",
        deed=one_after_the_other(
            fill_and_send("main form:has([name=kind])", email="somebody@elsewhere.example"),
            follow_the_letter(r"(?:/en)?/requests/confirm/", to="somebody@elsewhere.example"),
        ),
    ),
    PageType(
        "rights-undo",
        "/requests/",
        deed=follow_the_letter(r"(?:/en)?/requests/undo/", to="dewi.rahmawati@families.example"),
    ),
    PageType("rights-undo-over", "/requests/undo/x/"),
    PageType("rights-link-over", f"/requests/confirm/{NOBODYS}/x/"),
    PageType("correct", "/my-data/", "Mara", follow=("main a[href*='/my-data/correct/']",), routes=("rights:correct",)),
)
OTHERS = (
    PageType("not-found", "/no/such/page/"),
    PageType("refused", "/desk/invoices/", "Bima"),
    PageType("components", "/-/components/", routes=("demo:components",)),
    PageType("demo-sign-ins", "/-/demo/", routes=("demo:sign_ins",)),
    PageType("mailbox", "/-/mailbox/", routes=("mail:mailbox",)),
    PageType("letter", "/-/mailbox/", follow=("main a[href*='/mailbox/']",)),
)
PAGES = (*SHOP, *SIGN_IN, *ACCOUNT, *PRIVACY, *DESKS, *BACK_OFFICE, *OTHERS)
NO_PAGES = {
    "healthz": "a word for machines",
    "gpc": "a word for machines",
    "security_txt": "a word for machines",
    "cookies:decide": "an answer that leads back",
    "promises:result": "a file",
    "readyz": "a word for machines",
    "stylesheet": "a stylesheet",
    "catalog:garment": "a drawing",
    "catalog:swatch": "a drawing",
    "catalog:measures": "a drawing",
    "measuring:keep_for": "a part of the measuring page",
    "measuring:to_print": "a sheet of paper",
    "robots": "a word for machines",
    "sitemap": "a word for machines",
    "accounts:shopping_bar": "a part of a list's page",
    "accounts:download_child": "a file",
    "orders:invoice_pdf": "a file",
    "orders:picture": "a picture",
    "admin:download": "a file",
    "requests:package": "a file",
    "incidents:authority_paper": "a file",
    "incidents:timeline_file": "a file",
    "requests:follow": "leads to the request",
    "requests:confirm": "leads to the request",
    "rights:download_json": "a file",
    "rights:download_page": "a file",
    "consent:receipt": "a file",
    "consent:proof": "a file",
    "signing_key": "a word for machines",
    "log_key": "a word for machines",
    "log_checkpoints": "a word for machines",
    "log_verifier": "a program",
    "rights:certificate": "a file",
    "rights:package": "stands only where a request has been carried out",
    "rights:package_zip": "a file",
    "processing:json": "a file",
    "processing:fideslang": "a file",
    "processing:file": "a file",
}
"""Routes that answer with something else than a page of the shop."""
