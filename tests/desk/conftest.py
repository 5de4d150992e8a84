from tests.admin.conftest import sign_in  # noqa: F401
