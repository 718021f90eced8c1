"""The part of a model that a search finds by words."""

from django.db import models


class Searchable(models.Model):
    """A row that a search finds by words: ``search_text`` holds their spellings, each after a space."""

    search_text = models.TextField(editable=False, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: object, **kwargs: object) -> None:
        """Save the row with its words made anew. The database keeps its index of them (:mod:`.words`)."""
        self.search_text = self.spelled()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def spelled(self) -> str:
        """Return the folded words by which a search finds the row, each after a space."""
        raise AssertionError("each searchable model says what it is found by")
