"""What Wagtail's search is given to search. No migrations: these tables stand in the benchmark's own database only."""

from django.db import models

from modelsearch import index


class Listing(index.Indexed, models.Model):
    name = models.TextField()
    categories = models.TextField()
    body = models.TextField()

    search_fields = (
        index.SearchField("name", boost=4),
        index.SearchField("categories", boost=3),
        index.SearchField("body"),
        index.AutocompleteField("name"),
        index.AutocompleteField("body"),
        index.RelatedFields("values", [index.FilterField("facet"), index.FilterField("value")]),
    )

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return self.name


class Value(models.Model):
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="values")
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=20)

    class Meta:
        app_label = "benchmarks"

    def __str__(self) -> str:
        return f"{self.facet}={self.value}"
