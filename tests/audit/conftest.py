from tests.admin.conftest import sign_in  # noqa: F401  the same browser
