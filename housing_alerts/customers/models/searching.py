"""The part of a model that a search finds by words."""

from django.db import models

from housing_alerts.customers.spelling import spellings


class Searchable(models.Model):
    """A row that a search finds by words: ``search_text`` holds their spellings, each after a space."""

    search_text = models.TextField(editable=False, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        """Save the row with its spellings made anew from its words."""
        self.search_text = spellings(self.words())
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def words(self) -> str:
        """Return the words by which a search finds the row."""
        raise AssertionError("each searchable model says what it is found by")
