"""Figures, where to find them, and the policy plan that follows them."""

from monitor.models.figures import (
    Figure,
    Indicator,
    IndicatorCitation,
    Monitor,
    MonitorCitation,
)
from monitor.models.imports import FigureImport, IndicatorName, ReplacedFigure
from monitor.models.policy import PolicyCitation, PolicyItem, PolicyItemQuerySet

__all__ = [
    "Figure",
    "FigureImport",
    "Indicator",
    "IndicatorCitation",
    "IndicatorName",
    "Monitor",
    "MonitorCitation",
    "PolicyCitation",
    "PolicyItem",
    "PolicyItemQuerySet",
    "ReplacedFigure",
]
