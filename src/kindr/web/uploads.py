"""Uploads never touch a disk in clear: until the sealed-file store takes over, they stay in memory and are bounded."""

from __future__ import annotations

from django.core.files.uploadhandler import MemoryFileUploadHandler


class SealingUploadHandler(MemoryFileUploadHandler):
    """Replaced by the sealed-file store."""
