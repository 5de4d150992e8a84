"""What the portal remembers of the content files it has loaded."""

from django.db import models


class LoadedRecord(models.Model):
    """A record of the content files as it was last loaded.

    Loading again changes an object only when its file changed and nobody else changed the object: an officer's
    work is kept, and an entry that an officer deleted does not come back.
    """

    kind = models.CharField("soort", max_length=40)
    key = models.CharField("sleutel", max_length=200)
    digest = models.CharField("vingerafdruk van het bestand", max_length=64)
    saved_at = models.DateTimeField(
        "toen bewaard op", help_text="Wijzigt het object later, dan deed iemand anders dat."
    )

    class Meta:
        verbose_name = "geladen inhoud"
        verbose_name_plural = "geladen inhoud"
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="loaded_record_is_unique")]

    def __str__(self):
        return f"{self.kind} {self.key}"


class ContentChange(models.Model):
    """That a transaction changed content; written by a database trigger only, see portal.caching.triggers."""

    number = models.BigIntegerField("aantal", help_text="Meer dan één: ook dat van oudere rijen, die hierin opgingen.")
    changed_at = models.DateTimeField("gewijzigd op")
    topic = models.CharField("waarvan", max_length=10, db_default="content", help_text="“figures” of “content”.")

    class Meta:
        verbose_name = "wijziging van inhoud"
        verbose_name_plural = "wijzigingen van inhoud"

    def __str__(self):
        return f"{self.number} tot {self.changed_at}"
