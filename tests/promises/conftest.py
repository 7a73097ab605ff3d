"""What promise tests share."""

from __future__ import annotations

from functools import partial

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.promises.evidence import Committing


@pytest.fixture
def committing(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Committing:
    """Keys are shredded once the rows are committed; a test's own transaction never is, so this stands for it."""
    return partial(django_capture_on_commit_callbacks, execute=True)
