"""The application in this process, once for all tests of the server."""

import pytest

from tests.server.asking import Door, door


@pytest.fixture(scope="session")
def front() -> Door:
    """The application on the embedded networks."""
    return door()
