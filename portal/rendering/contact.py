"""Phones and websites as links."""

import re


def phone(number):
    """A Belgian `number` as Belgians write it: "015-28 18 30" → "015 28 18 30"."""
    return " ".join(re.split(r"[\s\-/.]+", number.strip()))


def phone_address(number):
    """The `tel:` address of a `number`, in E.164: "015-28 18 30" → "tel:+3215281830"."""
    digits = re.sub(r"\D", "", number)
    if number.strip().startswith("+"):
        return f"tel:+{digits}"
    return f"tel:+32{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"


def web_address(website):
    """The address behind a website as printed: "www.vvsg.be" → "https://www.vvsg.be"."""
    return website if website.startswith(("http://", "https://")) else f"https://{website}"
