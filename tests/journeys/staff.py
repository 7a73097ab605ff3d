"""Colleagues and consultants coming in with both factors, in whatever order the journeys of one shop bring them."""

from __future__ import annotations

import time

import pyotp

from kindr.web.demo import people as demo_people
from tests.journeys.walking import Walk

HALF_MINUTE = 30
TRIES = 4


def first_factor(walk: Walk, name: str) -> str:
    """Address and password of somebody who works here; the key of their second factor."""
    everybody = (*demo_people.STAFF, *demo_people.CONSULTANTS)
    found = next(each for each in everybody if each.name == name)
    walk.go("/staff/sign-in/")
    walk.fill(email=found.email, password=found.password)
    walk.press("main form:has([name=password]) button")
    return found.totp_secret


def come_in(walk: Walk, name: str) -> None:
    """Signs in by password and app; each code works once, so the next is used when somebody was here just now."""
    secret, step = first_factor(walk, name), int(time.time()) // HALF_MINUTE
    for later in range(TRIES):
        # A code is good one half minute early; for the one after it everybody has to wait.
        walk.page.wait_for_timeout(1000 * max(0, (step + later - 1) * HALF_MINUTE - time.time()))
        walk.fill(code=pyotp.TOTP(secret).generate_otp(step + later))
        walk.press("main form:has([name=code]) button")
        if "second-factor" not in walk.page.url:
            return
        # The browser notes every answer of this kind as an error.
        walk.problems[:] = [each for each in walk.problems if "422" not in each]
    raise AssertionError(f"{name} cannot come in: {walk.page.locator('main').inner_text()}")
