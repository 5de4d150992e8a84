from django.apps import AppConfig


class FreshnessConfig(AppConfig):
    name = "portal.freshness"
    verbose_name = "Fris houden"
