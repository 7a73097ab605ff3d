"""`kindr staff`: makes a colleague's working account; it asks for name and password, so that no shell keeps them."""

from __future__ import annotations

import argparse
import getpass

import pyotp

from kindr.base import clock
from kindr.privacy.access.declare import command_for_purpose
from kindr.privacy.access.terms import Access
from kindr.privacy.vault.lookup import AddressTaken
from kindr.shop.accounts import actions
from kindr.shop.accounts.rules import PasswordRefused
from kindr.web.configuration import configuration
from kindr.web.servers import CannotRun
from kindr.web.servers.connections import server_settings
from kindr.web.servers.postgres import borrowed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which desk the colleague works at."""
    parser.add_argument("role", choices=actions.staff_roles(), help="which purposes the colleague may claim")


@command_for_purpose("run_staff")
def run(options: argparse.Namespace, *, access: Access) -> int:
    """Ask, make the account, and print the second factor's key once."""
    del access  # the action acts as the system for the same purpose
    name, email = input("Name: ").strip(), input("E-mail address: ").strip()
    password, secret = getpass.getpass("Password (8 characters or more): "), pyotp.random_base32()
    with borrowed(configuration().servers, server_settings(configuration())):
        try:
            actions.check_staff_password(password, name=name, email=email)
            actions.create_staff(
                role=options.role, name=name, email=email, password=password, totp_secret=secret, at=clock.now()
            )
        except PasswordRefused as refused:
            raise CannotRun(f"this password is not strong enough: {refused.fault.value}") from None
        except AddressTaken:
            raise CannotRun("somebody signs in with this address already") from None
    uri = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name="Kindr")
    print(f"Second factor, for an authenticator app: {uri}")
    return 0
