"""An article is removed in the queue of all changes to its server."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np

from bot.commands.articles import removal
from bot.serving.service import make_service
from bot.sources.rereading import reread
from bot.sources.source import Contents, Refuse, Source
from bot.tasks.adding_steps import add_sources
from index.article import Article
from index.storage.catalogue import Catalogue
from tests.fakes import WordEmbedder, library_of

GUILD = 5
FERRY = Article("ferry", "The ferry", "The first ferry leaves at noon.", source="https://example.org/ferry")
LATER = replace(FERRY, text="The first ferry leaves at one.")


class HeldEmbedder(WordEmbedder):
    """Embeds when it may."""

    def __init__(self) -> None:
        super().__init__()
        self.embeds, self.may_end = threading.Event(), threading.Event()
        self.may_end.set()

    def embed_passages(self, texts: Iterable[str]) -> np.ndarray:
        """Return unit rows, as soon as that is allowed."""
        self.embeds.set()
        self.may_end.wait(10)
        return super().embed_passages(texts)


async def test_an_article_that_was_removed_is_not_brought_back_by_its_refresh(tmp_path: Path) -> None:
    """Also if that has found it there and is making its new revision: whoever removes it is told what is true."""
    embedder = HeldEmbedder()
    library = library_of(Catalogue.open(tmp_path / "articlebot.db"), embedder)
    service = make_service(library)
    collection = service.collection(GUILD)
    list(collection.add([FERRY]))
    (stored,) = collection.titles()

    async def open_(refuse: Refuse) -> Contents:
        del refuse
        return Contents(iter((LATER,)))

    embedder.may_end.clear()
    embedder.embeds.clear()
    page = reread(Source("its page", open_), {FERRY.id: FERRY.title}, lambda _: bool(collection.count()))
    refreshing = asyncio.create_task(add_sources(service, GUILD, [page], lambda _: None))
    await asyncio.to_thread(embedder.embeds.wait, 10)
    removing = removal(service, GUILD, stored.key)
    await removing.done(0.2)
    embedder.may_end.set()
    assert [each.status for each in (await refreshing).done] == ["refreshed"]
    assert await removing.result() is None, "it was refreshed meanwhile"
    assert collection.article(FERRY.id).text == LATER.text
    (stored,) = collection.titles()
    assert await removal(service, GUILD, stored.key).result() == "The ferry"
    assert collection.count() == 0
    await service.indexing.close(0)
    library.close()
