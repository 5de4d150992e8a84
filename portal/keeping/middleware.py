"""Keeps a form that arrives when its sender is no longer signed in."""

from portal.keeping import answers, tokens
from portal.keeping.admin import KeepsForms


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
        if token is None or (token.user == request.user.pk and request.user.is_active and request.user.is_staff):
            return None
        return answers.put_aside(request, token) if token.is_of_colleague() else None
