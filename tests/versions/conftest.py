import pytest

from portal.roles import EDITOR
from tests.admin.conftest import sign_in

__all__ = ["sign_in"]


@pytest.fixture
def editor(sign_in):
    """A browser in which an editor has signed in."""
    return sign_in(EDITOR)
