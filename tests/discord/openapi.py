"""Discord's own OpenAPI: which requests exist, and whether their path, query and body conform.

The file leaves objects open, so a misspelt field would pass. Here every object is closed, except for the few fields
that discord.py 2.7.1 sends and the file lacks (`LAGGING`).
"""

from __future__ import annotations

import copy
import functools
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012, Draft202012Validator, Registry, ValidationError, ValidationErrorKind

FILE = Path(__file__).with_name("openapi.json")
HERE = "urn:discord"

_ANYTHING: dict[str, Any] = {}
_TTS = {"tts": {"type": "boolean"}}
LAGGING: dict[str, dict[str, Any]] = {
    "ApplicationCommandUpdateRequest": {"nsfw": {"type": "boolean"}},
    "RichEmbed": {"flags": {"type": "integer"}},
    # discord.py puts `tts` into every message, edits too (http.handle_message_parameters).
    "MessageEditRequestPartial": _TTS,
    "IncomingWebhookUpdateRequestPartial": _TTS,
    "IncomingWebhookUpdateForInteractionCallbackRequestPartial": _TTS,
    # An attachment that is kept in an edit is sent back whole (message.Attachment.to_dict).
    "MessageAttachmentRequest": {
        "proxy_url": _ANYTHING, "size": _ANYTHING, "url": _ANYTHING, "spoiler": _ANYTHING, "height": _ANYTHING,
        "width": _ANYTHING, "content_type": _ANYTHING,
    },
    # An emoji is sent with `animated` in old and new forms (partial_emoji.PartialEmoji.to_dict).
    "ComponentEmojiForRequest": {"animated": {"type": "boolean"}},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operation:
    """One request of the OpenAPI."""

    method: str
    template: str
    path: re.Pattern[str]
    parameters: Mapping[tuple[str, str], Draft202012Validator]
    """By ("path" or "query", name)."""
    body: Draft202012Validator | None

    def problems(self, path: Mapping[str, str], query: Mapping[str, str], body: object) -> list[str]:
        """Return what is wrong with a request of this operation; an empty list if nothing is."""
        problems = []
        for where, values in (("path", path), ("query", query)):
            for name, value in values.items():
                validator = self.parameters.get((where, name))
                if validator is None:
                    problems.append(f"{where}: {name} is not a parameter of {self.template}")
                elif not _fits(validator, value):
                    problems.append(f"{where}: {name}={value!r} has the wrong form")
        if self.body is None:
            if body is not None:
                problems.append("body: there must be none")
        elif body is None:
            problems.append("body: it is missing")
        else:
            problems += [f"body: {reason(error)}" for error in self.body.iter_errors(body)]
        return problems


class Specification:
    """The whole file, with its objects closed."""

    def __init__(self, file: Path = FILE) -> None:
        document = json.loads(file.read_text(encoding="utf-8"))
        document["components"]["schemas"] = {
            name: _closed(schema, name) for name, schema in document["components"]["schemas"].items()
        }
        # discord.py sends the ids of files, replies and recipients as numbers, which Discord takes.
        document["components"]["schemas"]["SnowflakeType"]["type"] = ["string", "integer"]
        registry = Registry([(HERE, document)], draft=Draft202012)
        self._operations = [
            _operation(method, template, document, registry)
            for template, methods in document["paths"].items()
            for method in methods
            if method != "parameters"
        ]
        # `/messages/@original` must be found before `/messages/{message_id}`.
        self._operations.sort(key=lambda operation: operation.template.count("{"))

    def find(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """Return the operation of a path below /api/v10, with the values in the path; None if there is none."""
        for operation in self._operations:
            if operation.method == method and (match := operation.path.fullmatch(path)):
                return operation, match.groupdict()
        return None

    def knows(self, path: str) -> bool:
        """Tell whether the path exists with any method."""
        return any(operation.path.fullmatch(path) for operation in self._operations)


@functools.cache
def specification() -> Specification:
    """Return the only instance: it is read-only, and takes half a second to build."""
    return Specification()


def reason(error: ValidationError) -> str:
    """Return what is wrong where, within the alternative that was meant: the one whose `type` fits."""
    meant = [
        problems
        for problems in getattr(error.kind, "context", ())
        if not any(isinstance(each.kind, _OTHER) and len(_below(error, each)) <= 1 for each in problems)
    ]
    if meant:
        return reason(meant[0][0])
    return f"{_json_path(error)}: {error.message[-300:]}"


_OTHER = (ValidationErrorKind.Enum, ValidationErrorKind.Constant, ValidationErrorKind.Type)
"""What is wrong with an alternative that was not meant."""


def _below(error: ValidationError, inner: ValidationError) -> list[str | int]:
    """Return the path from where the alternatives are to where one of them does not fit."""
    return inner.instance_path[len(error.instance_path) :]


def _json_path(error: ValidationError) -> str:
    return "$" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.instance_path)


def _operation(method: str, template: str, document: dict[str, Any], registry: Registry) -> Operation:
    methods = document["paths"][template]
    operation = methods[method]

    def validator(schema: dict[str, Any]) -> Draft202012Validator:
        return Draft202012Validator(_absolute(schema), registry=registry, formats=_FORMATS, validate_formats=True)

    parameters = {
        (parameter["in"], parameter["name"]): validator(parameter["schema"])
        for parameter in [*methods.get("parameters", ()), *operation.get("parameters", ())]
    }
    content = operation.get("requestBody", {}).get("content", {})
    # payload_json of a multipart body is the same as a JSON body; the file's multipart schema only adds the files.
    schema = content.get("application/json", content.get("multipart/form-data", {})).get("schema")
    pattern = re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(template)))
    body = None if schema is None else validator(_closed(schema, ""))
    return Operation(method.upper(), template, pattern, parameters, body)


def _closed(schema: object, name: str) -> Any:
    """Return the schema with every object closed to unnamed fields."""
    if isinstance(schema, list):
        return [_closed(item, "") for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value, "") for key, value in schema.items()}
    if "properties" in closed and "additionalProperties" not in closed:
        closed["additionalProperties"] = False
        closed["properties"] |= copy.deepcopy(LAGGING.get(name, {}))
    return closed


def _absolute(schema: object) -> Any:
    """Return the schema with its references pointing into the registered document."""
    if isinstance(schema, list):
        return [_absolute(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: HERE + value if key == "$ref" and value.startswith("#") else _absolute(value)
        for key, value in schema.items()
    }


def _fits(validator: Draft202012Validator, value: str) -> bool:
    """Tell whether a value from a path or query fits: numbers and booleans are text there."""
    candidates: list[object] = [value]
    if value in ("0", "1", "true", "false"):
        candidates.append(value in ("1", "true"))
    if re.fullmatch(r"-?\d+", value):
        candidates.append(int(value))
    return any(validator.is_valid(candidate) for candidate in candidates)


_FORMATS: dict[str, Callable[[str], bool]] = {
    "uri": lambda value: bool(re.fullmatch(r"(https?|attachment|discord)://\S+", value)),
    "date-time": lambda value: bool(re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", value)),
}
