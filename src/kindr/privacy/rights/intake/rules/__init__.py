"""What a letter that arrives by e-mail is and asks for (policy 7.1, 9.1.2); pure functions, no clock, no database."""

from kindr.privacy.rights.intake.rules.letters import MOST_BYTES, read
from kindr.privacy.rights.intake.rules.terms import Confidence, Envelope, Inbound, Mailbox, Nature
from kindr.privacy.rights.intake.rules.wishes import Wish, wish_of

__all__ = ["MOST_BYTES", "Confidence", "Envelope", "Inbound", "Mailbox", "Nature", "Wish", "read", "wish_of"]
