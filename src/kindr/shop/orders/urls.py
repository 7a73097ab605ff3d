"""The addresses of orders."""

from __future__ import annotations

from django.urls import path

from kindr.shop.orders import views

app_name = "orders"
urlpatterns = [
    path("account/closet/", views.closet, name="closet"),
    path("account/closet/<int:line>/", views.dress, name="dress"),
    path("orders/", views.mine, name="mine"),
    path("orders/<str:number>/", views.order, name="order"),
    path("orders/<str:number>/open/<str:token>/", views.open_for_guest, name="open"),
    path("orders/<str:number>/pay/", views.pay, name="pay"),
    path("orders/<str:number>/cancel/", views.cancel, name="cancel"),
    path("orders/<str:number>/arrived/", views.arrived, name="arrived"),
    path("orders/<str:number>/invoice/", views.invoice, name="invoice"),
    path("orders/<str:number>/invoice.pdf", views.invoice_pdf, name="invoice_pdf"),
    path("orders/<str:number>/size/<int:variant>/", views.judge_size, name="judge_size"),
    path("orders/<str:number>/size/<int:variant>/take-back/", views.take_back_judgement, name="take_back_judgement"),
    path("orders/<str:number>/problem/", views.problem, name="problem"),
    path("orders/<str:number>/pictures/<uuid:file>/", views.picture, name="picture"),
]
