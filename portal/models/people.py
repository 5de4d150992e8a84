"""Who did something, in a row about it."""

from django.conf import settings
from django.db import models


def person(verbose_name, **options):
    """A foreign key to who did something, or does; empty when the account is gone. `options` are those of the field."""
    options = {"related_name": "+", "null": True, "blank": True} | options
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=verbose_name, **options)
