"""Sentences about signing in."""

from django.utils import timezone
from django.utils.formats import date_format

from portal.accounts.models import SignIn

# The first that fits: browsers call themselves by the names of others too.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "CrOS": "Chromebook",
    "Linux": "Linux",
}


def browser_of(request):
    """For example "Firefox op Windows"; never the text itself, which says far more."""
    text = request.META.get("HTTP_USER_AGENT", "")
    browser = next((name for part, name in BROWSERS.items() if part in text), "Onbekende browser")
    system = next((name for part, name in SYSTEMS.items() if part in text), "")
    return f"{browser} op {system}" if system else browser


def span(seconds):
    """A whole number of seconds or minutes, in words."""
    if seconds < 60:
        return "1 seconde" if seconds == 1 else f"{seconds} seconden"
    minutes = -(-seconds // 60)
    return "1 minuut" if minutes == 1 else f"{minutes} minuten"


def moment(at):
    """For example "21 november 2026 om 9.12"."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'j F Y')} om {local.hour}.{local:%M}"


def previous_sign_in(request):
    """When and from where the person who just signed in did so before; one Dutch sentence."""
    sign_in = SignIn.objects.get(pk=request.session["sign_in"])
    previous = sign_in.previous
    if previous is None:
        return "Welkom. Dit is uw eerste aanmelding."
    place = "dit toestel" if previous.device == sign_in.device else f"een ander toestel ({previous.browser})"
    return f"Vorige aanmelding: {moment(previous.at)}, vanaf {place}."
