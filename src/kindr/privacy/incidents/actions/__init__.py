"""What is done about an incident; each step is a line of its timeline."""

from kindr.privacy.incidents.actions.book import Incomplete
from kindr.privacy.incidents.actions.clock import look_at_clocks
from kindr.privacy.incidents.actions.letters import go_on, order_letters, send_letters
from kindr.privacy.incidents.actions.notifying import go_on_to_authority, is_on_its_way, order_notice, send_to_authority
from kindr.privacy.incidents.actions.radii import ask_radius, compute_asked, compute_radius, go_on_with_radii
from kindr.privacy.incidents.actions.reporting import report
from kindr.privacy.incidents.actions.steps import (
    close,
    contain,
    make_public,
    tell_authority,
    tell_police,
    write_text,
)

__all__ = [
    "Incomplete",
    "ask_radius",
    "close",
    "compute_asked",
    "compute_radius",
    "contain",
    "go_on",
    "go_on_to_authority",
    "go_on_with_radii",
    "is_on_its_way",
    "look_at_clocks",
    "make_public",
    "order_letters",
    "order_notice",
    "report",
    "send_letters",
    "send_to_authority",
    "tell_authority",
    "tell_police",
    "write_text",
]
