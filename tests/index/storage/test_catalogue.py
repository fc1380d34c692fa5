"""The catalogue: whole articles or none, keys that stay unique, revisions, and what damage it can tell."""

from __future__ import annotations

import contextlib
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from index.article import Article
from index.errors import Damaged, NotFound, StorageError
from index.indexing import Indexer, passage_text
from index.storage.catalogue import Catalogue
from index.storage.storing import PreparedArticle
from index.text import analysis
from index.text.segment import sentences
from tests.fakes import NOON, WordEmbedder, library_of, raised

BRIDGE = Article("bridge", "The bridge", "The bridge was closed on Monday. Repairs will cost 3 million euros.")
FERRY = Article(
    "ferry",
    "The ferry",
    "The ferry sails every hour.",
    url="https://example.org/ferry",
    page_starts=(0, 4),
    author="Ada Holm",
    site="The Post",
)
MODEL = "words"


def prepared(*articles: Article) -> list[PreparedArticle]:
    """Cut, stem and embed articles."""
    return [item for item in Indexer(WordEmbedder()).prepare(articles) if isinstance(item, PreparedArticle)]


def keys(catalogue: Catalogue, article_id: str) -> list[int]:
    """Return the keys of an article's passages."""
    return [passage.key for passage in catalogue.passages("local", article_id)]


def rows(catalogue: Catalogue, statement: str, *values: object) -> list[tuple[object, ...]]:
    """Run a statement on the file itself."""
    with contextlib.closing(sqlite3.connect(catalogue.path)) as raw, raw:
        return raw.execute(statement, values).fetchall()


def test_an_article_comes_back_as_it_went_in(catalogue: Catalogue) -> None:
    """Every field, and passages that lie in its text."""
    catalogue.store("local", prepared(FERRY), MODEL, NOON)
    assert catalogue.article("local", "ferry") == FERRY
    assert [p.span.of(FERRY.text) for p in catalogue.passages("local", "ferry")] == [FERRY.text]
    (summary,) = catalogue.articles("local")
    assert (summary.characters, summary.passages, summary.added_at) == (len(FERRY.text), 1, NOON)
    assert catalogue.check() == []


def test_the_path_of_a_file_is_kept_beside_its_name_and_not_shown(catalogue: Catalogue, tmp_path: Path) -> None:
    """What was stored without one gets it when it is found again.

    The same text in another file changes nothing while the first is there; then it is the file that was moved.
    """
    named = replace(BRIDGE, source="b.txt")
    home, other = tmp_path / "b.txt", tmp_path / "other.txt"
    home.touch()
    catalogue.store("local", prepared(named), MODEL, NOON)
    assert catalogue.paths("local") == {}
    copy = replace(named, id="other", source="other.txt")
    for path, found in ((str(home), named), (None, named), (str(other), copy)):
        again = PreparedArticle.unchanged(replace(found, path=path))
        assert catalogue.store("local", [again], MODEL, NOON)[0].status == "unchanged"
        assert catalogue.paths("local") == {"bridge": str(home)}
    assert catalogue.article("local", "bridge") == named
    home.unlink()
    for path, source in ((None, "b.txt"), (str(other), "other.txt")):
        moved = PreparedArticle.unchanged(replace(copy, path=path))
        assert catalogue.store("local", [moved], MODEL, NOON)[0].status == "unchanged"
        assert catalogue.paths("local") == {"bridge": path or str(home)}
        assert catalogue.article("local", "bridge") == replace(named, source=source)
    catalogue.store("local", prepared(replace(named, text="It fell.", path="/srv/b.txt")), MODEL, NOON)
    assert (catalogue.paths("local"), catalogue.paths("guild:1")) == ({"bridge": "/srv/b.txt"}, {})
    assert catalogue.revision("local", "bridge", 1) == replace(named, source="other.txt")


def test_a_passage_knows_its_sentences(catalogue: Catalogue) -> None:
    """They are those of the whole article, stored with it; fetching a passage brings them along."""
    text = "Ada rowed. Bo fished! " * 40 + "\n\nThe U.S. Navy came. " + "It left again at noon. " * 30
    catalogue.store("local", prepared(Article("lake", "The lake", text)), MODEL, NOON)
    passages = catalogue.passages("local", "lake")
    assert len(passages) == 2
    every = sentences(text)
    for passage in passages:
        assert passage.sentences == tuple(span for span in every if passage.span.holds(span))
        assert (passage.sentences[0].start, passage.sentences[-1].end) == (passage.span.start, passage.span.end)
    fetched = catalogue.fetch("local", [passage.key for passage in passages], raised)
    assert [fetched[passage.key][0] for passage in passages] == passages


def test_a_passage_of_an_older_version_is_read_all_the_same(catalogue: Catalogue) -> None:
    """Its sentences were not kept: they are cut when they are needed, and are the same."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    (kept,) = catalogue.passages("local", "bridge")
    rows(catalogue, "UPDATE passages SET sentences = NULL")
    (old,) = catalogue.passages("local", "bridge")
    assert old.sentences == ()
    assert passage_text(BRIDGE, old.span, ()) == passage_text(BRIDGE, kept.span, kept.sentences)


def test_a_fault_in_the_middle_of_storing_leaves_nothing(catalogue: Catalogue) -> None:
    """When the vectors of the second article are refused, the first is not there either, nor is a part of it."""
    bridge, ferry = prepared(BRIDGE, FERRY)
    with pytest.raises(StorageError, match="CHECK"):
        catalogue.store("local", [bridge, replace(ferry, vectors=ferry.vectors[:, :0])], MODEL, NOON)
    assert catalogue.articles("local") == []
    assert catalogue.changes("local") == 0
    for table in ("articles", "passages", "article_vectors", "article_terms"):
        assert rows(catalogue, f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 -- four names above


def test_a_killed_process_leaves_whole_articles(catalogue: Catalogue) -> None:
    """Killed in the middle of adding, everything that was reported is there, and nothing is there in part."""
    script = """
import itertools, sys
from pathlib import Path
from index.article import Article
from index.storage.catalogue import Catalogue
from tests.fakes import library_of
library = library_of(Catalogue.open(Path(sys.argv[1])))
collection = library.collection("local")
for i in itertools.count():
    for done in collection.add([Article(f"a{i}", "", f"Number {i}. " + "Words follow here. " * 500)]):
        print(done.article_id, flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(catalogue.path)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    ) as process:
        assert process.stdout is not None
        reported = [process.stdout.readline().strip() for _ in range(5)]
        process.send_signal(signal.SIGKILL)
        reported += [line.strip() for line in process.stdout if line.endswith("\n")]
    assert process.returncode == -signal.SIGKILL
    there = [article.id for article in catalogue.articles("local")]
    assert there[: len(reported)] == reported
    assert len(there) <= len(reported) + 1
    assert catalogue.check() == []
    assert [row.article_id for row in catalogue.load("local", MODEL)] == there


def test_a_passage_key_is_never_used_again(catalogue: Catalogue) -> None:
    """Not after a removal and not after a refresh: an index that is behind can miss a passage, not take another."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    used = keys(catalogue, "bridge")
    catalogue.store("local", prepared(replace(BRIDGE, text="It is open.")), MODEL, NOON)
    used += keys(catalogue, "bridge")
    catalogue.remove("local", ["bridge"])
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    used += keys(catalogue, "bridge")
    assert len(set(used)) == len(used)


def test_an_old_revision_keeps_its_text_and_loses_its_passages(catalogue: Catalogue) -> None:
    """The words of before can be looked up, and are not found by a search."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    (done,) = catalogue.store("local", prepared(replace(BRIDGE, text="It is open.")), MODEL, NOON)
    assert done.status == "refreshed"
    assert rows(
        catalogue,
        "SELECT a.revision, a.current, a.text, count(p.key), count(v.article), count(t.article) FROM articles a"
        " LEFT JOIN passages p ON p.article = a.key LEFT JOIN article_vectors v ON v.article = a.key"
        " LEFT JOIN article_terms t ON t.article = a.key GROUP BY a.key",
    ) == [(1, 0, "", 0, 0, 0), (2, 1, "It is open.", 1, 1, 1)]
    assert catalogue.revision("local", "bridge", 1) == replace(BRIDGE, revision=1)


def test_pages_that_were_counted_again_are_a_change(catalogue: Catalogue) -> None:
    """A quote cites its page, also where the text is the same."""
    catalogue.store("local", prepared(replace(BRIDGE, page_starts=(0, 4))), MODEL, NOON)
    for status in ("refreshed", "unchanged"):
        (done,) = catalogue.store("local", prepared(replace(BRIDGE, page_starts=(0, 10))), MODEL, NOON)
        assert done.status == status
    assert catalogue.article("local", "bridge").page_starts == (0, 10)


def test_a_removed_article_is_gone_with_all_its_revisions(catalogue: Catalogue) -> None:
    """No text, no passage, no vector stays behind."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    catalogue.store("local", prepared(replace(BRIDGE, text="It is open.")), MODEL, NOON)
    catalogue.remove("local", ["bridge"])
    for table in ("articles", "passages", "article_vectors", "article_terms"):
        assert rows(catalogue, f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 -- four names above


def test_what_changes_nothing_is_no_change(catalogue: Catalogue) -> None:
    """Other processes load again only when there is something new."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    before = catalogue.changes("local")
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    catalogue.remove("local", [])
    assert catalogue.changes("local") == before
    catalogue.remove("local", ["bridge"])
    assert catalogue.changes("local") == before + 1


def test_an_unknown_id_is_answered_with_those_like_it(catalogue: Catalogue) -> None:
    """A part of an id leads to it; what SQL takes for a pattern does not."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    with pytest.raises(NotFound) as caught:
        catalogue.article("local", "ridg")
    assert "bridge" in caught.value.hint
    with pytest.raises(NotFound) as caught:
        catalogue.article("local", "%")
    assert "bridge" not in caught.value.hint


def test_any_number_of_passages_can_be_fetched(catalogue: Catalogue) -> None:
    """More than SQLite takes parameters; those of another collection and unknown ones are left out."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    (key,) = keys(catalogue, "bridge")
    found = catalogue.fetch("local", range(40_000), raised)
    assert {k: (passage.key, article) for k, (passage, article) in found.items()} == {key: (key, BRIDGE)}
    assert catalogue.fetch("other", [key], raised) == {}


def test_passages_of_a_revision_that_is_not_current_are_not_fetched(catalogue: Catalogue) -> None:
    """Even if they were left behind: their text is another one by now."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    (key,) = keys(catalogue, "bridge")
    rows(catalogue, "UPDATE articles SET current = 0")
    assert catalogue.fetch("local", [key], raised) == {}


@pytest.mark.parametrize("article", [BRIDGE, replace(BRIDGE, title="The bridge was closed")])
def test_terms_of_another_analysis_are_made_again(catalogue: Catalogue, article: Article) -> None:
    """Loading gives the terms that indexing gives, whichever version of the analysis stored them."""
    (item,) = prepared(article)
    catalogue.store("local", [item], MODEL, NOON)
    rows(catalogue, "UPDATE article_terms SET analysis = ?, data = 'stale'", analysis.VERSION - 1)
    (loaded,) = catalogue.load("local", MODEL)
    assert loaded.terms == item.terms
    assert (loaded.vectors == item.vectors).all()


def test_vectors_of_another_model_are_not_loaded(catalogue: Catalogue) -> None:
    """They are named instead."""
    catalogue.store("local", prepared(BRIDGE), "another", NOON)
    catalogue.store("local", prepared(FERRY), MODEL, NOON)
    assert [row.article_id for row in catalogue.load("local", MODEL)] == ["ferry"]
    assert catalogue.foreign_vectors(MODEL) == [("local", "bridge")]
    assert catalogue.foreign_vectors(MODEL, "other") == []


def test_replacing_keeps_the_revision_and_passes_over_a_text_that_changed(catalogue: Catalogue) -> None:
    """Vectors are only ever those of the text that is stored."""
    catalogue.store("local", prepared(BRIDGE), "another", NOON)
    catalogue.replace("local", prepared(replace(BRIDGE, text="Of before."))[0], MODEL)
    assert catalogue.foreign_vectors(MODEL) == [("local", "bridge")]
    catalogue.replace("local", prepared(BRIDGE)[0], MODEL)
    assert catalogue.foreign_vectors(MODEL) == []
    assert catalogue.article("local", "bridge").revision == 1


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE articles SET text = replace(text, 'Monday', 'Friday')", "the text of the article 'bridge'"),
        ("UPDATE articles SET text = CAST(x'ff' AS TEXT)", "the text of the article 'bridge'"),
        ('UPDATE passages SET "end" = 9999', "1 passages end behind"),
        ("DELETE FROM passages", "1 articles have no passages"),
        ("DELETE FROM article_vectors", "1 articles have no vectors"),
        ("DELETE FROM article_terms", "1 articles have no terms"),
        ("UPDATE article_vectors SET data = x'00'", "1 articles have vectors that do not fit"),
        ("UPDATE passages SET article = 77", "passages row 1 points nowhere"),
    ],
)
def test_the_checks_find_what_sqlite_takes_for_sound(catalogue: Catalogue, statement: str, problem: str) -> None:
    """Each of our own invariants, broken by hand, is named."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    rows(catalogue, statement)
    assert any(line.startswith(problem) for line in catalogue.check()), catalogue.check()


def test_a_bot_starts_though_an_article_has_lost_its_terms(catalogue: Catalogue) -> None:
    """The other servers are answered; whoever asks this one is told which article it is."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    rows(catalogue, "DELETE FROM article_terms")
    assert catalogue.check(quick=True) == []


def test_a_text_with_a_nul_is_sound(catalogue: Catalogue) -> None:
    """SQLite counts its characters up to there; a line of a corpus may have one."""
    catalogue.store("local", prepared(replace(BRIDGE, text="The bridge\0 was closed.")), MODEL, NOON)
    assert catalogue.check() == []


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE article_vectors SET data = x'00'", True),
        ("DELETE FROM passages", True),
        ("UPDATE articles SET text = replace(text, 'Monday', 'Friday')", False),
    ],
)
def test_a_quick_check_reads_no_text(catalogue: Catalogue, statement: str, found: bool) -> None:
    """What the arms are made of is looked at all the same."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    rows(catalogue, statement)
    assert bool(catalogue.check(quick=True)) == found
    assert catalogue.check()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE article_vectors SET data = x'00'",
        "UPDATE article_vectors SET data = zeroblob(length(data))",
        "UPDATE article_terms SET data = data || char(10) || 'more'",
        "DELETE FROM article_vectors",
        "DELETE FROM article_terms",
        "DELETE FROM passages",
        "UPDATE articles SET page_starts = 'x'",
        "UPDATE passages SET sentences = '[0,5,9]'",
        "UPDATE passages SET sentences = '{'",
        "UPDATE articles SET text = CAST(x'ff' AS TEXT)",
    ],
)
def test_a_question_to_a_damaged_catalogue_is_told_so(catalogue: Catalogue, statement: str) -> None:
    """Damage that shows only when it is asked is an error with a hint, not a crash."""
    catalogue.store("local", prepared(BRIDGE), MODEL, NOON)
    rows(catalogue, statement)
    library = library_of(catalogue)
    with pytest.raises(Damaged) as caught:
        library.collection("local").ask("When was the bridge closed?")
    assert "restore" in caught.value.hint
