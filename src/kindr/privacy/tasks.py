"""The engine's tasks, gathered for the queue from the rooms that own them."""

from kindr.privacy.access import tasks as access
from kindr.privacy.consent import tasks as consent
from kindr.privacy.evidence import tasks as evidence
from kindr.privacy.retention import tasks as retention
from kindr.privacy.rights import tasks as rights
from kindr.privacy.rights.fulfilment import tasks as fulfilment
from kindr.privacy.rights.requests import tasks as requests

__all__ = ["access", "consent", "evidence", "fulfilment", "requests", "retention", "rights"]
