"""gunicorn's entry."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

# A visitor's question cannot hold a worker longer than this, nor can a database that does not answer. Commands may
# take their time.
QUESTIONS_END = "-c statement_timeout=10s"
options = connections.settings["default"].setdefault("OPTIONS", {})
options["options"] = f"{options.get('options', '')} {QUESTIONS_END}".strip()
options.setdefault("connect_timeout", 5)
