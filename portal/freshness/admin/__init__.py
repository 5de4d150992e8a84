"""The admin: what visitors and owners report, which entries to check, and links that broke."""

from portal.freshness.admin import links, reports  # noqa: F401  importing registers their models
