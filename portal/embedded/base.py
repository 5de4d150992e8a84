"""The Django backend `portal.embedded`: PostgreSQL that starts itself when it is down."""

from django.db.backends.postgresql import base

from portal import embedded
from portal.embedded.errors import ServerError


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        """Connect; when that fails, see to it that the server runs and try once more.

        Every process heals this way after a crash of the server: manage.py, gunicorn's workers and the tests.
        """
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            try:
                embedded.own_server().ensure_running()
            except ServerError as error:
                raise self.Database.OperationalError(str(error)) from error
            return super().get_new_connection(conn_params)
