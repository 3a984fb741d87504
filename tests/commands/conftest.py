"""The command line inside this process, as the tests of the other commands run it."""

from tests.cli.conftest import cutaway, refused

__all__ = ["cutaway", "refused"]
