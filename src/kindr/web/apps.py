"""How the parts are put together when Django starts."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kindr.web"
    label = "web"

    def ready(self) -> None:
        from kindr.web import checks, wiring  # noqa: F401  # registering the checks is the point of the import

        wiring.wire()
