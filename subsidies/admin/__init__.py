"""Subsidies by provider, their calls by deadline, and what municipalities received."""

from subsidies.admin import awards, schemes

__all__ = ["awards", "schemes"]
