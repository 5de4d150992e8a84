"""Who is at the other end of a request, as far as one can tell by its network address."""

from django.conf import settings


def network_address(request):
    """The network address of the computer that asks; "" when nobody knows it (a socket).

    It is what our own proxies name in X-Forwarded-For, when the setting TRUSTED_PROXIES says how many there are;
    anybody can write the rest of that header.
    """
    count = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    named = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if 0 < count <= len(named) and named[-count].strip():
        return named[-count].strip()
    return request.META.get("REMOTE_ADDR", "")
