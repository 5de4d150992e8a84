"""Figures as Belgians write them."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format


def figure(value, decimals=0):
    """A number with thousands points, a decimal comma and `decimals` digits: 1234.56 → "1.234,6"."""
    if value is None:
        return ""
    # number_format() would cut the digits off.
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return number_format(rounded, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def plural(number, one, several):
    """The word to write after `number`: `one` after 1, else `several`."""
    return one if number == 1 else several
