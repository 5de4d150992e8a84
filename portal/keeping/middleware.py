"""Keeps a form that arrives when its sender is no longer signed in, or when something breaks."""

import logging
from contextlib import suppress

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import Error
from django.http import Http404

from portal.keeping import answers, tokens
from portal.keeping.admin import KeepsForms
from portal.keeping.models import CannotKeepError, KeptForm

logger = logging.getLogger(__name__)
# Answers of Django's own.
ANSWERED = (Http404, PermissionDenied, SuspiciousOperation)


class KeepsWhatWasTyped:
    """Middleware, after those of sessions, accounts and messages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Keeps a form that was given to another than who sends it, instead of saving it; nothing without a token.

        Who is signed in as somebody else, in the same browser, does not save what the first one typed.
        """
        if request.method != "POST" or not isinstance(getattr(view, "model_admin", None), KeepsForms):
            return None
        token = tokens.read(request.POST.get(tokens.FIELD))
        if token is None:
            return None
        request.form_token = token
        try:
            if token.user == request.user.pk and request.user.is_active and request.user.is_staff:
                return None
            return answers.put_aside(request, token) if token.is_of_colleague() else None
        except Error as error:
            return self.process_exception(request, error)

    def process_exception(self, request, exception):
        """Keeps a form whose saving broke: in the database, else in the page itself."""
        token = getattr(request, "form_token", None)
        if token is None or not token.is_proven:
            return None
        if isinstance(exception, ANSWERED):
            # Who may not even see it any more still finds what they typed: on the first page of the admin.
            with suppress(Error, CannotKeepError):
                KeptForm.objects.keep(token, request.POST)
            return None
        logger.error("A form could not be saved: %s", request.path, exc_info=exception)
        return answers.broken(request, token)
