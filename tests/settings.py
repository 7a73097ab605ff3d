"""The settings of the tests: those of the shop, on databases and in a data folder of this test run alone."""

# ruff: noqa: F403, F405, E402 -- the environment must be set before the shop's settings read it.

from __future__ import annotations

from kindr.base import typeface
from kindr.web.servers.translations import compile_translations
from tests.databases import use_own_databases

use_own_databases()
compile_translations()
typeface.cut_letters()

from kindr.web.settings import *

# Hashing a password well takes a fifth of a second of every sign-in; a test that looks at it asks for the shop's way.
HASHERS_OF_THE_SHOP = PASSWORD_HASHERS
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# WhiteNoise warns of a folder that is not there, and warnings are errors.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
