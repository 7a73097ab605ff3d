"""The pages of the desks and of the back office."""

from __future__ import annotations

from tests.screens.deeds import fill_and_send, one_after_the_other, open_fold, press, send
from tests.screens.page_types import PageType

ORDER = "main a[href*='/desk/orders/KD-']"
FOUND = fill_and_send("main form:has([name=words])", words="mara@families.example")
INCIDENT = "main a[href*='/desk/incidents/IN-']"
LETTERS, AUTHORITY, TIMELINE = (f"main a[href$='/{page}/']" for page in ("letters", "authority", "timeline"))
REQUEST = "main a[href*='/desk/requests/PD-']"
READ = press("main form[action$='/open/'] button")
BY_PHONE = one_after_the_other(FOUND, press("main a[href*='/desk/requests/by-phone/']"))
RECORDED = one_after_the_other(
    BY_PHONE,
    lambda page: page.locator("main [value=restriction]").first.check(),
    press("main form:has([name=kind]) button"),
)
TO_CORRECT = one_after_the_other(
    press("main tr[data-line]:has(.badge-main) a[href*='/desk/requests/PD-']"),
    press("main form[action$='/correct/'] button"),
)
EMERGENCY = "main a[href*='/desk/access/emergency/']"
TO_EMERGENCY = one_after_the_other(
    FOUND,
    press("main li a[href*='/desk/people/']"),
    open_fold("main details:has(a[href*='/desk/access/emergency/'])"),
    press(EMERGENCY),
)

INCIDENTS = (
    PageType("desk-incidents", "/desk/incidents/", "Odile", routes=("incidents:list",)),
    PageType("desk-incident", "/desk/incidents/", "Odile", follow=(INCIDENT,), routes=("incidents:incident",)),
    PageType(
        "desk-incident-words", "/desk/incidents/", "Odile", follow=(INCIDENT,),
        deed=press("main form[action$='/words/'] button"),
    ),
    PageType(
        "desk-incident-authority-error", "/desk/incidents/", "Odile", follow=(INCIDENT, AUTHORITY),
        deed=fill_and_send("main form:has([name=sent_at])", sent_at="2020-01-01T00:00"),
    ),
    PageType("desk-incident-new", "/desk/incidents/new/", "Odile", routes=("incidents:new",)),
    PageType("desk-incident-new-copy", "/desk/incidents/new/?cause=backup", "Odile"),
    PageType("desk-incident-new-error", "/desk/incidents/new/", "Odile", deed=send("main form:has([name=kind])")),
    PageType(
        "desk-incident-letters", "/desk/incidents/", "Odile", follow=(INCIDENT, LETTERS), routes=("incidents:letters",)
    ),
    PageType(
        "desk-incident-authority",
        "/desk/incidents/",
        "Odile",
        follow=(INCIDENT, AUTHORITY),
        routes=("incidents:authority",),
    ),
    PageType(
        "desk-incident-timeline",
        "/desk/incidents/",
        "Odile",
        follow=(INCIDENT, TIMELINE),
        routes=("incidents:timeline",),
    ),
)  # fmt: skip
DESKS = (
    PageType("desk-home", "/desk/", "Lestari", routes=("desk:home",)),
    PageType("desk-queue", "/desk/orders/", "Bima", routes=("desk:queue",)),
    PageType("desk-queue-nothing", "/desk/orders/?stage=to_pack&pieces=many&problem=1&delivery=best", "Bima"),
    PageType("desk-order", "/desk/orders/", "Bima", follow=(ORDER,), routes=("desk:order",)),
    PageType("desk-pick-list", "/desk/orders/pick-list/", "Bima", routes=("desk:pick_list",)),
    PageType("desk-problems", "/desk/problems/", "Tariq", routes=("desk:problems",)),
    PageType("desk-problem", "/desk/problems/", "Tariq", deed=press("main form[action*='/desk/problems/'] button")),
    PageType("desk-find", "/desk/people/", "Tariq", routes=("desk:find",)),
    PageType("desk-person", "/desk/people/", "Tariq", deed=FOUND, routes=("desk:person",)),
    PageType("desk-person-of-officer", "/desk/people/", "Odile", deed=FOUND),
    PageType("desk-invoices", "/desk/invoices/", "Ratna", routes=("desk:invoices",)),
    PageType("desk-today", "/desk/today/", "Odile", routes=("desk:today",)),
    PageType("desk-oversight", "/desk/oversight/", "Odile", routes=("desk:oversight",)),
    PageType("desk-requests", "/desk/requests/", "Odile", routes=("requests_desk:queue",)),
    PageType("desk-requests-nothing", "/desk/requests/?state=open&kind=portability&channel=letter", "Odile"),
    PageType("desk-request-letter", "/desk/requests/?kind=question", "Odile", follow=(REQUEST,)),
    PageType("desk-request-letter-open", "/desk/requests/?kind=question", "Odile", follow=(REQUEST,), deed=READ),
    PageType("desk-request", "/desk/requests/", "Odile", follow=(REQUEST,), routes=("requests_desk:request",)),
    PageType("desk-correct", "/desk/requests/?kind=correction", "Odile", deed=TO_CORRECT),
    PageType(
        "desk-correct-nothing",
        "/desk/requests/?kind=correction",
        "Odile",
        deed=one_after_the_other(TO_CORRECT, send("main form[data-opened]")),
    ),
    PageType("desk-by-phone", "/desk/people/", "Tariq", deed=BY_PHONE, routes=("requests_desk:write_down",)),
    PageType("desk-recorded", "/desk/people/", "Tariq", deed=RECORDED, routes=("requests_desk:recorded",)),
    PageType("desk-log", "/desk/log/", "Odile", routes=("desk:log",)),
    PageType("desk-alarms", "/desk/alarms/", "Odile", routes=("access:alarms",)),
    PageType("desk-access", "/desk/access/", "Odile", routes=("access:review",)),
    PageType("desk-access-read", "/desk/access/", "Odile", deed=press("main form[action$='#did'] button")),
    PageType("desk-grants", "/desk/access/grants/", "Odile", routes=("access:grants",)),
    PageType("desk-grant-ask", "/desk/access/grants/ask/", "Tariq", routes=("access:ask",)),
    PageType("desk-certificates", "/desk/access/certificates/", "Odile", routes=("access:certificates",)),
    PageType(
        "desk-emergency",
        "/desk/people/",
        "Tariq",
        deed=TO_EMERGENCY,
        routes=("access:emergency",),
    ),
    *INCIDENTS,
    PageType("desk-retention", "/desk/retention/", "Odile", routes=("retention:retention",)),
    PageType("desk-retention-place", "/desk/retention/holds/new/", "Odile", routes=("retention:place",)),
    PageType("desk-record", "/desk/record/", "Odile", routes=("processing:record",)),
    PageType("desk-record-one", "/desk/record/?purpose=measure_sizes", "Odile"),
    PageType("desk-record-nothing", "/desk/record/?purpose=run_staff&category=payment_card", "Odile"),
    PageType("desk-outside", "/desk/record/outside/", "Odile", routes=("processing:outside",)),
    PageType("desk-evidence", "/desk/evidence/", "Odile", routes=("evidence:desk",)),
    PageType("desk-evidence-no-proof", "/desk/evidence/?first=2&second=1", "Odile"),
)
GOODS, SECTIONS, COLOURS = (f"/back-office/catalog/{each}/" for each in ("product", "category", "colour"))
GARMENT, SECTION, COLOUR = (f"main a[href*='{each}'][href*='/change/']" for each in (GOODS, SECTIONS, COLOURS))
PIECES, HISTORY = (f"main a[href$='/{each}/']" for each in ("pieces", "history"))
ADD_NOTHING = one_after_the_other(
    open_fold("main details:has(form[action$='/more/'])"), press("main form[action$='/more/'] button")
)
BACK_OFFICE = (
    PageType("office", "/back-office/", "Citra", routes=("admin:index",)),
    PageType("office-goods", GOODS, "Citra", routes=("admin:catalog_product_changelist",)),
    PageType("office-garment", GOODS, "Citra", (GARMENT,), routes=("admin:catalog_product_change",)),
    PageType("office-garment-new", f"{GOODS}add/", "Citra", routes=("admin:catalog_product_add",)),
    PageType("office-pieces", GOODS, "Citra", (GARMENT, PIECES), routes=("admin:catalog_product_pieces",)),
    PageType(
        "office-pieces-error", GOODS, "Citra", (GARMENT, PIECES), deed=ADD_NOTHING,
        routes=("admin:catalog_product_more",),
    ),
    PageType("office-garment-history", GOODS, "Citra", (GARMENT, HISTORY), routes=("admin:catalog_product_history",)),
    PageType("office-sections", SECTIONS, "Citra", routes=("admin:catalog_category_changelist",)),
    PageType(
        "office-section", SECTIONS, "Citra", (SECTION,),
        routes=("admin:catalog_category_change", "admin:catalog_category_add"),
    ),
    PageType(
        "office-section-history", SECTIONS, "Citra", (SECTION, HISTORY), routes=("admin:catalog_category_history",)
    ),
    PageType("office-colours", COLOURS, "Citra", routes=("admin:catalog_colour_changelist",)),
    PageType(
        "office-colour", COLOURS, "Citra", (COLOUR,), routes=("admin:catalog_colour_change", "admin:catalog_colour_add")
    ),
    PageType("office-colour-history", COLOURS, "Citra", (COLOUR, HISTORY), routes=("admin:catalog_colour_history",)),
    PageType("office-sheets", "/back-office/sheets/", "Citra", routes=("admin:sheets",)),
    PageType("office-sizes", "/back-office/sizes/", "Citra", routes=("admin:sizes",)),
)  # fmt: skip
