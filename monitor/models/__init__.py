"""Figures, where to find them, and the policy plan that follows them."""

from monitor.models.figures import (
    Figure,
    Indicator,
    IndicatorCitation,
    Monitor,
    MonitorCitation,
)
from monitor.models.policy import PolicyCitation, PolicyItem, PolicyItemQuerySet

__all__ = [
    "Figure",
    "Indicator",
    "IndicatorCitation",
    "Monitor",
    "MonitorCitation",
    "PolicyCitation",
    "PolicyItem",
    "PolicyItemQuerySet",
]
