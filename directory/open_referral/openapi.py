"""The feed's own OpenAPI document, made of the tables that it works by. Its schemas, in schemas.json, are stricter than
the standard's."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from directory.open_referral.endpoints import ENDPOINTS, Endpoint
from directory.open_referral.parameters import PARAMETERS, Parameter
from directory.open_referral.responses import NDJSON, PROBLEM

SCHEMAS_FILE = Path(__file__).with_name("schemas.json")
JSON = "application/json"
ABOUT = (
    "Community groups and what they offer to families, as Open Referral UK 3.0. Free to read, without a key. "
    "Parameters all have to hold. Every page and record has an ETag. Times are those of clocks in the United Kingdom."
)

Part = dict[str, Any]


@cache
def schemas() -> Part:
    """By name; they refer to one another by #/components/schemas/."""
    return json.loads(SCHEMAS_FILE.read_text(encoding="utf-8"))


def page_schema(endpoint: Endpoint) -> Part:
    return {
        "allOf": [_ref("page_fields")],
        "properties": {"contents": {"type": "array", "items": {"anyOf": [_ref(kind) for kind in endpoint.kinds]}}},
        "unevaluatedProperties": False,
    }


def openapi(address: str, title: str) -> Part:
    """`address` is that of the feed, without a slash at its end."""
    paths = {path: item for endpoint in ENDPOINTS.values() for path, item in _paths(endpoint).items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "HSDS-UK-3.0", "description": ABOUT},
        "servers": [{"url": address}],
        "paths": {"/": {"get": _root()}, **paths},
        "components": {
            "schemas": schemas(),
            "parameters": {name: _parameter(parameter) for name, parameter in PARAMETERS.items()},
        },
    }


def _root() -> Part:
    answer = _answer("Which standard this is.", {JSON: _ref("about")})
    return {"operationId": "about", "summary": "Which standard this is", "responses": {"200": answer, **_unchanged()}}


def _paths(endpoint: Endpoint) -> Part:
    return {
        f"/{endpoint.name}": {"get": _list_operation(endpoint)},
        f"/{endpoint.name}/{{id}}": {"get": _one_operation(endpoint)},
    }


def _list_operation(endpoint: Endpoint) -> Part:
    content = {JSON: page_schema(endpoint), NDJSON: {"type": "string"}}
    answer = _answer("A page, or every record on a line of its own.", content)
    return {
        "operationId": f"list_{endpoint.name}",
        "summary": endpoint.about,
        "parameters": _parameters(endpoint.parameters),
        "responses": {"200": answer, **_unchanged(), "400": _problem("What is wrong with the parameters.")},
    }


def _one_operation(endpoint: Endpoint) -> Part:
    key = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    responses = {"200": _answer("The whole record.", {JSON: _ref(endpoint.kind)}), **_unchanged()}
    if endpoint.parameters_of_one:
        responses["400"] = _problem("What is wrong with the parameters.")
    return {
        "operationId": f"get_{endpoint.kind}",
        "summary": f"{endpoint.about}: one of them",
        "parameters": [key, *_parameters(endpoint.parameters_of_one)],
        "responses": {**responses, "404": _problem("There is no such record.")},
    }


def _parameter(parameter: Parameter) -> Part:
    schema = {"type": "array", "items": parameter.schema} if parameter.repeats else parameter.schema
    about = {"name": parameter.name, "in": "query", "description": parameter.about}
    return {**about, "schema": schema, "allowEmptyValue": True}


def _parameters(names: Iterable[str]) -> list[Part]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _answer(about: str, content: Part) -> Part:
    return {"description": about, "content": {kind: {"schema": schema} for kind, schema in content.items()}}


def _problem(about: str) -> Part:
    return _answer(about, {PROBLEM: _ref("problem")})


def _unchanged() -> Part:
    return {"304": {"description": "As it was when it had the ETag that If-None-Match names."}}


def _ref(name: str) -> Part:
    return {"$ref": f"#/components/schemas/{name}"}
