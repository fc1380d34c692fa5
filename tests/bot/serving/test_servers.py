"""Settings of servers: known without input or output, kept in the catalogue, and never out of range."""

from __future__ import annotations

import asyncio

import pytest

from bot.serving.servers import Servers, ServerSettings, collection_name, guild_id_of
from index.library import Library


async def test_a_change_is_known_at_once_and_outlives_the_process(library: Library) -> None:
    """Another process reads the same."""
    servers = Servers(library.preferences)
    servers.load()
    assert servers.of(5) == ServerSettings()
    changed = await servers.change(5, channels=(1, 2), per_minute=60, private=True)
    assert servers.of(5) == changed
    again = Servers(library.preferences)
    again.load()
    assert again.of(5) == changed
    assert again.of(6) == ServerSettings()


async def test_two_changes_at_once_do_not_undo_one_another(library: Library) -> None:
    """Each sets what it was asked to, in memory and in the catalogue."""
    servers = Servers(library.preferences)
    await asyncio.gather(*(servers.change(5, **{name: 2}) for name in ("quotes", "per_minute", "log_channel")))
    again = Servers(library.preferences)
    again.load()
    assert servers.of(5) == again.of(5) == ServerSettings(quotes=2, per_minute=2, log_channel=2)


@pytest.mark.parametrize("changes", [{"quotes": 0}, {"quotes": 6}, {"per_minute": 0}, {"per_minute": 61}])
async def test_a_setting_out_of_range_is_refused(library: Library, changes: dict[str, int]) -> None:
    """And nothing changes."""
    servers = Servers(library.preferences)
    with pytest.raises(ValueError, match=r"can be allowed|quotes"):
        await servers.change(5, **changes)
    assert servers.of(5) == ServerSettings()


async def test_a_server_can_be_forgotten(library: Library) -> None:
    """It is like a new one, after a restart too."""
    servers = Servers(library.preferences)
    await servers.change(5, quotes=1)
    await servers.forget(5)
    assert servers.of(5) == ServerSettings()
    again = Servers(library.preferences)
    again.load()
    assert again.of(5) == ServerSettings()


def test_settings_of_another_version_are_read_as_far_as_they_are_known(library: Library) -> None:
    """Unknown names and values out of range give way to the defaults; the rest is kept."""
    library.preferences.write("guild:5", {"quotes": 50, "private": True, "colour": "red"})
    library.preferences.write("elsewhere", {"quotes": 1})
    servers = Servers(library.preferences)
    servers.load()
    assert servers.of(5) == ServerSettings(private=True)


def test_a_thread_counts_as_its_channel() -> None:
    """And no channels means all of them."""
    assert ServerSettings().answers_in(1, None)
    chosen = ServerSettings(channels=(1,))
    assert chosen.answers_in(1, None)
    assert chosen.answers_in(7, 1)
    assert not chosen.answers_in(2, None)
    assert not chosen.answers_in(7, 2)


def test_a_server_and_its_collection_know_each_other() -> None:
    """And the collection of the command line belongs to none."""
    assert guild_id_of(collection_name(5)) == 5
    assert guild_id_of("local") is None


@pytest.mark.parametrize("number", ["x", "", "\u00b2", "\u0665", "-5", "5 ", "05", "0", "5" * 5_000])
def test_a_collection_that_only_looks_like_a_servers_belongs_to_none(number: str) -> None:
    """Whoever runs the bot may call one so: it stops nothing, and is not taken for another one's."""
    assert guild_id_of(f"guild:{number}") is None
