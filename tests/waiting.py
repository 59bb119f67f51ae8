"""How tests wait: for a named thing and never for ever, so that a failure says what did not happen."""

import time
from collections.abc import Callable

import pytest

PATIENCE_SECONDS = 300
"""Far more than anything here takes: a busy or slow machine must not fail a test."""


def wait_until(happened: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something has happened; ``what`` it is ends the sentence of the failure. Fails the test after so many seconds."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            pytest.fail(f"waited {seconds:g} seconds for {what}")
        time.sleep(0.05)
