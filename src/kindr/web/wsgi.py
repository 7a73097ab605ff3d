"""The WSGI application that the web server runs."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kindr.web.settings")

application = get_wsgi_application()

from kindr.web.places import refuse_to_start_undeclared  # noqa: E402 -- tables can be looked at once Django is ready

refuse_to_start_undeclared()

# What was loaded lives as long as the process, so the garbage collector need not look through it again and again.
get_resolver().url_patterns  # noqa: B018 -- asking is what loads every view
gc.collect()
gc.freeze()
