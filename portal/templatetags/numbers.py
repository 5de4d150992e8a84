"""Figures as Belgians write them."""

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def figure(value, decimals=0):
    """A number with thousands points, a decimal comma and `decimals` digits: 1234.5 → "1.234,5"."""
    return "" if value is None else number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)
