"""Moments as one says them."""

from django.utils import timezone
from django.utils.formats import date_format


def when(moment):
    """A moment as one says it: "om 14.05" when it was today, else "op 21 november 2026 om 14.05"."""
    local = timezone.localtime(moment)
    time = f"{local:%H.%M}"
    return f"om {time}" if local.date() == timezone.localdate() else f"op {date_format(local, 'DATE_FORMAT')} om {time}"
