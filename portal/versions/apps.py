from django.apps import AppConfig


class VersionsConfig(AppConfig):
    name = "portal.versions"
    verbose_name = "Versies"
