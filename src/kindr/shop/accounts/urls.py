"""The addresses of accounts."""

from __future__ import annotations

from django.urls import path

from kindr.shop.accounts.views import account, addresses, children, confirming, entering, security, shopping

app_name = "accounts"

urlpatterns = [
    path("sign-in/", entering.sign_in, name="sign_in"),
    path("sign-in/code/", entering.enter_code, name="enter_code"),
    path("sign-in/password/", entering.password_sign_in, name="password_sign_in"),
    path("sign-in/second-factor/", entering.enter_factor, name="second_factor"),
    path("sign-in/second-factor/passkey/", entering.factor_by_passkey, name="factor_passkey"),
    path("sign-in/passkey/", entering.passkey_sign_in, name="passkey_sign_in"),
    path("sign-in/passkey/question/", entering.passkey_question, name="passkey_question"),
    path("staff/sign-in/", entering.password_sign_in, {"staff": True}, name="staff_sign_in"),
    path("staff/sign-in/passkey/", entering.passkey_sign_in, {"staff": True}, name="staff_passkey_sign_in"),
    path("sign-out/", entering.sign_out, name="sign_out"),
    path("account/", account.home, name="home"),
    path("account/profile/", account.profile, name="profile"),
    path("account/birthday/", account.birthday, name="birthday"),
    path("account/birthday/forget/", account.forget_birthday, name="forget_birthday"),
    path("account/address/", account.new_sign_in_address, name="new_sign_in_address"),
    path("account/address/code/", account.prove_sign_in_address, name="prove_sign_in_address"),
    path("account/addresses/", addresses.address_book, name="addresses"),
    path("account/addresses/new/", addresses.add, name="add_address"),
    path("account/addresses/<uuid:address>/", addresses.change, name="change_address"),
    path("account/addresses/<uuid:address>/forget/", addresses.forget, name="forget_address"),
    path("account/addresses/<uuid:address>/prefer/", addresses.prefer, name="prefer_address"),
    path("account/children/", children.children, name="children"),
    path("account/children/new/", children.add_child, name="add_child"),
    path("account/children/bar/", shopping.shopping_bar, name="shopping_bar"),
    path("account/children/stop/", shopping.stop_shopping, name="stop_shopping"),
    path("account/children/<uuid:profile>/", children.change_child, name="change_child"),
    path("account/children/<uuid:profile>/forget/", children.forget_child, name="forget_child"),
    path("account/children/<uuid:profile>/download.json", children.download_child, name="download_child"),
    path("account/children/<uuid:profile>/shop/", shopping.shop_for, name="shop_for"),
    path("areas/", addresses.places, name="areas"),
    path("account/confirm/", confirming.confirm, name="confirm"),
    path("account/confirm/password/", confirming.by_password, name="confirm_password"),
    path("account/confirm/factor/", confirming.by_factor, name="confirm_factor"),
    path("account/confirm/send/", confirming.send_code, name="confirm_send"),
    path("account/confirm/code/", confirming.by_code, name="confirm_code"),
    path("account/confirm/passkey/", confirming.by_passkey, name="confirm_passkey"),
    path("account/security/", security.security, name="security"),
    path("account/security/password/", security.password, name="password"),
    path("account/security/password/forget/", security.forget_password, name="forget_password"),
    path("account/security/second-factor/", security.set_up_factor, name="set_up_factor"),
    path("account/security/second-factor/begin/", security.begin_factor, name="begin_factor"),
    path("account/security/second-factor/codes/", security.renew_codes, name="renew_codes"),
    path("account/security/second-factor/forget/", security.forget_factor, name="forget_factor"),
    path("account/security/passkeys/new/", security.new_passkey, name="new_passkey"),
    path("account/security/passkeys/question/", security.passkey_question, name="new_passkey_question"),
    path("account/security/passkeys/<uuid:passkey>/forget/", security.forget_passkey, name="forget_passkey"),
    path("account/security/sessions/end/", security.end_other_sessions, name="end_sessions"),
]
