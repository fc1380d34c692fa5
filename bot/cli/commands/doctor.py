"""doctor: the outcome of each check on one line, with how to repair what is broken; and the bot's invitation."""

from __future__ import annotations

import click

from bot.cli.checks import Check, checks
from bot.cli.drawing.terminal import check_mark, one_line
from bot.cli.invite import PERMISSIONS, PORTAL, SCOPES, application_id, invite_url
from bot.cli.session import Session, command
from index.errors import UsageError


@command("doctor", collection=False)
@click.option("--invite", is_flag=True, help="Only print the URL that invites the Discord bot to a server.")
def doctor(session: Session, *, invite: bool) -> int:
    """Check the installation and what is stored.

    Checked are settings, models, database, indexes and token; what is broken is named with what to do.

    Exit code 3 when something is broken.
    """
    if invite:
        return _invite(session)
    done: list[Check] = []
    for check in checks(session):
        done.append(check)
        if not session.as_json:
            click.echo(f"{check_mark(check.ok)} {check.name}: {one_line(check.found)}")
            if check.hint:
                click.echo(f"  → {one_line(check.hint)}")
    sound = all(check.ok for check in done)
    if session.as_json:
        listed = [{"check": c.name, "ok": c.ok, "found": c.found, "hint": c.hint} for c in done]
        session.emit({"ok": sound, "checks": listed})
    return 0 if sound else 3


def _invite(session: Session) -> int:
    token = session.settings.discord_token
    application = application_id(token.get_secret_value().strip()) if token is not None else None
    if application is None:
        raise UsageError(
            "there is no token, which names the bot to invite"
            if token is None
            else "DISCORD_TOKEN does not look like a token",
            f"copy it from {PORTAL}, into .env as DISCORD_TOKEN=...",
        )
    url = invite_url(application)
    if session.as_json:
        session.emit({"invite": url, "scopes": list(SCOPES), "permissions": list(PERMISSIONS)})
    else:
        click.echo(url)
    return 0
