"""The Content-Security-Policy of every answer."""

from csp.constants import HEADER
from csp.utils import build_policy


class SamePolicy:
    """Middleware, instead of django-csp's own: that works the policy out twice for each page, for the views that change
    it. Ours never does."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response
