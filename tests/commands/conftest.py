"""The command line inside this process, as the tests of the other commands run it."""

from tests.cli.conftest import boot, cutaway, refused

__all__ = ["boot", "cutaway", "refused"]
