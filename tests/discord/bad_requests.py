"""Requests that Discord refuses, one per line: what is wrong, method and path, body, status and code.

Names in braces are replaced by the ids of the scene in test_local_discord.py.
"""

from __future__ import annotations

from typing import Any

JSON = dict[str, Any]
CONTENT = {"content": "hello"}
SEND = "POST /channels/{general}/messages"
EDIT = "PATCH /channels/{general}/messages/{own}"
PUT = "PUT /applications/{app}/commands"
COMMAND_CALLBACK = "POST /interactions/{command}/callback"
COMPONENT_CALLBACK = "POST /interactions/{component}/callback"
ORIGINAL = "PATCH /webhooks/{app}/{deferred}/messages/@original"
FOLLOW_UP = "POST /webhooks/{app}/{deferred}"


def embed(**parts: object) -> JSON:
    """Return a message of one embed."""
    return {"embeds": [parts]}


def button(**parts: object) -> JSON:
    """Return a button."""
    return {"type": 2, "style": 2, "label": "More", "custom_id": "more:1", **parts}


def row(*parts: JSON) -> JSON:
    """Return a message with one row of components."""
    return {"content": "hello", "components": [{"type": 1, "components": list(parts)}]}


def select(**parts: object) -> JSON:
    """Return a message with a select menu."""
    return row({"type": 3, "custom_id": "pick", "options": [{"label": "a", "value": "a"}], **parts})


def modal(**parts: object) -> JSON:
    """Return a response that opens a modal of one field."""
    text = {"type": 4, "custom_id": "reason", "style": 1, "label": "Reason"}
    data = {"custom_id": "why", "title": "Why?", "components": [{"type": 1, "components": [text]}]}
    return {"type": 9, "data": data | parts}


def choices(count: int, name: str = "a") -> JSON:
    """Return a response to an autocomplete."""
    return {"type": 8, "data": {"choices": [{"name": name, "value": str(number)} for number in range(count)]}}


def command(**parts: object) -> list[JSON]:
    """Return a list of one command."""
    return [{"name": "ask", "description": "Ask", "type": 1} | parts]


def option(name: str, **parts: object) -> JSON:
    """Return an option that takes text."""
    return {"type": 3, "name": name, "description": "Text"} | parts


def reply(message: str, **parts: object) -> JSON:
    """Return a reply, with the name of the message for `World.names`."""
    return CONTENT | {"message_reference": {"message_id": "{" + message + "}"} | parts}


FORM = (400, 50035)
LINK = "https://example.org/a"
BAD: list[tuple[str, str, object, tuple[int, int]]] = [
    # refused by the OpenAPI
    ("no such path", "GET /nothing", None, (404, 0)),
    ("no such method", "DELETE /gateway", None, (405, 0)),
    ("an id that is none", "GET /channels/abc", None, FORM),
    ("an unknown field", SEND, CONTENT | {"colour": 1}, FORM),
    ("an unknown field in an embed", SEND, embed(title="a", colour=1), FORM),
    ("an unknown query parameter", SEND + "?with_ears=1", CONTENT, FORM),
    ("content that is a number", SEND, {"content": 5}, FORM),
    ("content of 2,001 letters", SEND, {"content": "a" * 2001}, FORM),
    ("eleven embeds", SEND, {"embeds": [{"title": str(number)} for number in range(11)]}, FORM),
    ("an embed colour beyond white", SEND, embed(title="a", color=1 << 24), FORM),
    ("an embed URL without a scheme", SEND, embed(title="a", url="example.org"), FORM),
    ("a nonce of 26 letters", SEND, CONTENT | {"nonce": "a" * 26}, FORM),
    ("no body", SEND, None, FORM),
    # embeds
    ("content of 1,001 astral letters", SEND, {"content": "𝒂" * 1001}, FORM),
    ("an embed title of 257", SEND, embed(title="a" * 257), FORM),
    ("an embed description of 4,097", ORIGINAL, embed(description="a" * 4097), FORM),
    ("26 embed fields", SEND, embed(fields=[{"name": "a", "value": "b"}] * 26), FORM),
    ("an embed field name of 257", SEND, embed(fields=[{"name": "a" * 257, "value": "b"}]), FORM),
    ("an embed field value of 1,025", SEND, embed(fields=[{"name": "a", "value": "b" * 1025}]), FORM),
    ("an empty embed field", SEND, embed(fields=[{"name": "a", "value": " "}]), FORM),
    ("an embed footer of 2,049", SEND, embed(title="a", footer={"text": "a" * 2049}), FORM),
    ("an embed author of 257", SEND, embed(author={"name": "a" * 257}), FORM),
    ("embeds of 6,001 together", SEND, {"embeds": [{"description": "a" * 4000}, {"description": "a" * 2001}]}, FORM),
    ("two embeds of one URL", SEND, {"embeds": [{"title": "a", "url": LINK}, {"title": "b", "url": LINK}]}, FORM),
    ("an embed that shows nothing", SEND, embed(color=1), FORM),
    # components
    ("a custom id twice", SEND, row(button(), button()), FORM),
    ("a custom id of 101", SEND, row(button(custom_id="a" * 101)), FORM),
    ("a button without a custom id", SEND, row({"type": 2, "style": 1, "label": "a"}), FORM),
    ("a button label of 81", SEND, row(button(label="a" * 81)), FORM),
    ("a button that shows nothing", SEND, row(button(label="")), FORM),
    ("a link button with a custom id", SEND, row(button(style=5, url=LINK)), FORM),
    ("six buttons in a row", SEND, row(*(button(custom_id=str(number)) for number in range(6))), FORM),
    ("six rows", SEND, {"content": "a", "components": [
        {"type": 1, "components": [button(custom_id=str(number))]} for number in range(6)]}, FORM),
    ("a select beside a button", SEND, {"content": "a", "components": [{"type": 1, "components": [
        button(), {"type": 3, "custom_id": "pick", "options": [{"label": "a", "value": "a"}]}]}]}, FORM),
    ("a select of 26", SEND, select(options=[{"label": "a", "value": str(each)} for each in range(26)]), FORM),
    ("a select without options", SEND, select(options=[]), FORM),
    ("a select option of 101", SEND, select(options=[{"label": "a" * 101, "value": "a"}]), FORM),
    ("a select option twice", SEND, select(options=[{"label": "a", "value": "a"}] * 2), FORM),
    ("a select that asks for too many", SEND, select(max_values=2), FORM),
    ("components V2 without its flag", SEND, {"components": [{"type": 10, "content": "a"}]}, FORM),
    ("components V2 beside content", SEND, CONTENT | {
        "flags": 1 << 15, "components": [{"type": 10, "content": "a"}]}, FORM),
    ("a text input in a message", SEND, row({"type": 4, "custom_id": "a", "style": 1, "label": "a"}), FORM),
    # pings, empty and foreign messages
    ("a ping of everyone", SEND, {"content": "see @everyone"}, FORM),
    ("a ping of a user by the default", ORIGINAL, {"content": "see <@{ann}>"}, FORM),
    ("a ping of a named user", SEND, {"content": "<@{ann}>", "allowed_mentions": {"users": ["{ann}"]}}, FORM),
    ("a ping of a role", SEND, {"content": "<@&{guild}>", "allowed_mentions": {"parse": ["roles"]}}, FORM),
    ("an empty message", SEND, {"content": " "}, (400, 50006)),
    ("an edit that empties", EDIT, {"content": ""}, (400, 50006)),
    ("an edit of somebody else's message", "PATCH /channels/{general}/messages/{theirs}", CONTENT, (403, 50005)),
    ("a deletion of somebody else's message", "DELETE /channels/{general}/messages/{theirs}", None, (403, 50013)),
    ("an ephemeral message in a channel", SEND, CONTENT | {"flags": 64}, FORM),
    ("a reply to nothing", SEND, reply("own") | {"message_reference": {"message_id": "1"}}, FORM),
    ("a reply to another channel", SEND, reply("there", channel_id="{plain}"), FORM),
    ("an attachment that was not sent", SEND, CONTENT | {"attachments": [{"id": 0, "filename": "a"}]}, FORM),
    # places and permissions
    ("a channel that is none", "POST /channels/1/messages", CONTENT, (404, 10003)),
    ("a message that is none", "GET /channels/{general}/messages/1", None, (404, 10008)),
    ("a channel of a server without the bot", "POST /channels/{elsewhere}/messages", CONTENT, (403, 50001)),
    ("a channel that the bot does not see", "POST /channels/{hidden}/messages", CONTENT, (403, 50001)),
    ("a channel where it may not write", "POST /channels/{quiet}/messages", CONTENT, (403, 50013)),
    ("an embed where none may be sent", "POST /channels/{plain}/messages", embed(title="a"), (403, 50013)),
    ("a reply without the history", "POST /channels/{plain}/messages", reply("there"), (400, 160002)),
    ("typing where it may not write", "POST /channels/{quiet}/typing", None, (403, 50013)),
    ("a direct message to a closed door", "POST /channels/{closed}/messages", CONTENT, (403, 50007)),
    ("a conversation with nobody", "POST /users/@me/channels", {"recipient_id": "1"}, (400, 50033)),
    # interactions
    ("a second response", "POST /interactions/{done}/callback", {"type": 5}, (400, 40060)),
    ("a response after 3 s", "POST /interactions/{late}/callback", {"type": 5}, (404, 10062)),
    ("a response with another's token", "POST /interactions/1/{deferred}/callback", {"type": 5}, (404, 10062)),
    ("an update of a command", COMMAND_CALLBACK, {"type": 7, "data": CONTENT}, FORM),
    ("a message for an autocomplete", "POST /interactions/{typing}/callback", {"type": 4, "data": CONTENT}, FORM),
    ("choices for a command", COMMAND_CALLBACK, choices(1), FORM),
    ("a modal for a modal", "POST /interactions/{form}/callback", modal(), FORM),
    ("a defer with content", COMMAND_CALLBACK, {"type": 5, "data": CONTENT}, FORM),
    ("a response that is empty", COMMAND_CALLBACK, {"type": 4, "data": {"content": ""}}, (400, 50006)),
    ("a response with an unknown type", COMMAND_CALLBACK, {"type": 99}, FORM),
    ("an update that pings", COMPONENT_CALLBACK, {"type": 7, "data": {"content": "@here"}}, FORM),
    ("a modal title of 46", COMMAND_CALLBACK, modal(title="a" * 46), FORM),
    ("a modal without fields", COMMAND_CALLBACK, modal(components=[]), FORM),
    ("a modal of six rows", COMMAND_CALLBACK, modal(components=[{"type": 1, "components": [
        {"type": 4, "custom_id": str(number), "style": 1, "label": "a"}]} for number in range(6)]), FORM),
    ("26 choices", "POST /interactions/{typing}/callback", choices(26), FORM),
    ("a choice of 101 letters", "POST /interactions/{typing}/callback", choices(1, "a" * 101), FORM),
    ("a choice without letters", "POST /interactions/{typing}/callback", choices(1, ""), FORM),
    ("a follow-up before the response", "POST /webhooks/{app}/{fresh_token}", CONTENT, (404, 10015)),
    ("an edit before the response", "PATCH /webhooks/{app}/{fresh_token}/messages/@original", CONTENT, (404, 10015)),
    ("an edit after 15 min", "PATCH /webhooks/{app}/{old_token}/messages/@original", CONTENT, (401, 50027)),
    ("a follow-up for another application", "POST /webhooks/1/{deferred}", CONTENT, (404, 10015)),
    ("an edit of a message of elsewhere", "PATCH /webhooks/{app}/{deferred}/messages/{own}", CONTENT, (404, 10008)),
    ("an answer made ephemeral afterwards", ORIGINAL, CONTENT | {"flags": 64}, FORM),
    # commands
    ("a command in capitals", PUT, command(name="Ask"), FORM),
    ("a command with a space", PUT, command(name="ask me"), FORM),
    ("a command name of 33", PUT, command(name="a" * 33), FORM),
    ("a command without a description", PUT, command(description=""), FORM),
    ("a description of 101", PUT, command(description="a" * 101), FORM),
    ("a translated name in capitals", PUT, command(name_localizations={"de": "Fragen"}), FORM),
    ("a locale that is none", PUT, command(name_localizations={"xx": "ask"}), FORM),
    ("a menu with a description", PUT, command(type=3), FORM),
    ("a required option last", PUT, command(options=[option("a"), option("b", required=True)]), FORM),
    ("an option twice", PUT, command(options=[option("a"), option("a")]), FORM),
    ("a translated option twice", PUT, command(options=[
        option("a", name_localizations={"de": "x"}), option("b", name_localizations={"de": "x"})]), FORM),
    ("26 options", PUT, command(options=[option(f"o{number}") for number in range(26)]), FORM),
    ("26 fixed choices", PUT, command(options=[
        option("a", choices=[{"name": str(each), "value": str(each)} for each in range(26)])]), FORM),
    ("autocomplete beside choices", PUT, command(options=[
        option("a", autocomplete=True, choices=[{"name": "a", "value": "a"}])]), FORM),
    ("a subcommand beside an option", PUT, command(options=[
        {"type": 1, "name": "a", "description": "a"}, option("b")]), FORM),
    ("a command twice", PUT, [*command(), *command()], FORM),
    ("another application's commands", "PUT /applications/1/commands", command(), (403, 50001)),
]  # fmt: skip
