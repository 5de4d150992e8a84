"""Moments as a Belgian writes them."""

from django.utils.formats import date_format
from django.utils.timezone import localtime


def in_words(moment):
    """A moment as "21 mei 2026 om 10:00", in Belgian time."""
    return date_format(localtime(moment), r"j F Y \o\m H:i")
