"""The engine's tables in the data server, gathered for Django from the rooms that own them."""

from kindr.privacy.access.models import AccessEntry, RoleAssignment
from kindr.privacy.consent.models import ConsentEvent
from kindr.privacy.people import Claim, Person
from kindr.privacy.rights.models import Erasure
from kindr.privacy.vault.files import SealedFile
from kindr.privacy.vault.lookup import LookupEntry

__all__ = ["AccessEntry", "Claim", "ConsentEvent", "Erasure", "LookupEntry", "Person", "RoleAssignment", "SealedFile"]
