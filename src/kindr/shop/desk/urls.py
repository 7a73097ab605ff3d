"""The addresses of the desk, all below /desk/."""

from __future__ import annotations

from django.urls import path

from kindr.shop.desk.views import books, home, orders, oversight, people, problems, queue, quick, today, together

app_name = "desk"

urlpatterns = [
    path("", home.home, name="home"),
    path("find/", quick.jump, name="jump"),
    path("me/", quick.me, name="me"),
    path("orders/", queue.queue, name="queue"),
    path("orders/pick-list/", queue.pick_list, name="pick_list"),
    path("orders/labels/", together.labels, name="labels"),
    path("orders/pack/", together.pack_together, name="pack_together"),
    path("orders/ship/", together.ship_together, name="ship_together"),
    path("orders/filters/", queue.keep_filter, name="keep_filter"),
    path("orders/filters/<uuid:kept>/drop/", queue.drop_filter, name="drop_filter"),
    path("orders/<str:number>/", orders.order, name="order"),
    path("orders/<str:number>/label/", orders.label, name="label"),
    path("orders/<str:number>/label.pdf", orders.label_paper, name="label_paper"),
    path("orders/<str:number>/pack/", orders.pack, name="pack"),
    path("orders/<str:number>/ship/", orders.ship, name="ship"),
    path("orders/<str:number>/delivered/", orders.delivered, name="delivered"),
    path("orders/<str:number>/cancel/", orders.cancel, name="cancel"),
    path("orders/<str:number>/refund/", orders.refund, name="refund"),
    path("problems/", problems.problems, name="problems"),
    path("problems/<uuid:report>/", problems.problem, name="problem"),
    path("problems/<uuid:report>/close/", problems.close_problem, name="close_problem"),
    path("people/", people.find, name="find"),
    path("people/<uuid:person>/", people.person, name="person"),
    path("people/<uuid:person>/sizes/", people.sizes, name="sizes"),
    path("people/<uuid:person>/<slug:clause>/", people.open_card, name="open_card"),
    path("invoices/", books.invoices, name="invoices"),
    path("invoices/file/", books.invoice_file, name="invoice_file"),
    path("invoices/<str:number>/", books.invoice, name="invoice"),
    path("invoices/<str:number>/invoice.pdf", books.invoice_paper, name="invoice_paper"),
    path("today/", today.today, name="today"),
    path("oversight/", oversight.oversight, name="oversight"),
    path("log/", oversight.log, name="log"),
]
