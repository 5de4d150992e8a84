"""Figures as Belgians write them."""

from decimal import ROUND_HALF_UP, Decimal

BELGIAN = str.maketrans(",.", ".,")


def figure(value, decimals=0):
    """A number with thousands points, a decimal comma and `decimals` digits: 1234.56 → "1.234,6"."""
    if value is None:
        return ""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    # A page shows hundreds, and Django's number_format would take as long as all else.
    return f"{rounded:,.{decimals}f}".translate(BELGIAN)


def plural(number, one, several):
    """The word to write after `number`: `one` after 1, else `several`."""
    return one if number == 1 else several
