"""The kit's tests read the source language: what they say is what the code says."""

import pytest

from app import words


@pytest.fixture(autouse=True)
def english(chinese: None) -> None:
    """English words before every test."""
    words.use("en")
