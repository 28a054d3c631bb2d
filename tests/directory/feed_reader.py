"""A program that reads the open feed."""

import json

from django.contrib.contenttypes.models import ContentType

ROOT = "/open-referral/"


class FeedReader:
    def __init__(self, client):
        self.client = client
        # While the migrations run, kinds of content have other ids than in the end, and Django remembers those.
        ContentType.objects.clear_cache()

    def ask(self, address="", parameters=None, **headers):
        return self.client.get(ROOT + address, parameters or {}, headers=headers)

    def get(self, address="", **parameters):
        response = self.ask(address, parameters)
        assert response.status_code == 200, response.content
        return response.json()

    def list(self, endpoint, **parameters):
        return self.get(endpoint, **parameters)["contents"]

    def names(self, **parameters):
        return [record["name"] for record in self.list("services", **parameters)]

    def places(self, **parameters):
        records = self.list("service_at_locations", **parameters)
        return [(record["service"]["name"], record["location"].get("name")) for record in records]

    def lines(self, endpoint, **parameters):
        response = self.ask(endpoint, {"format": "ndjson", **parameters})
        assert response["Content-Type"] == "application/x-ndjson"
        return [json.loads(line) for line in b"".join(response.streaming_content).decode().splitlines()]

    def refused(self, endpoint, **parameters):
        """The reasons, by parameter."""
        response = self.ask(endpoint, parameters)
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
        return {one["name"]: one["reason"] for one in response.json()["parameters"]}

    def whole(self, endpoint="services"):
        """Every record of a list as its own address has it."""
        return [self.get(f"{endpoint}/{record['id']}") for record in self.list(endpoint)]
