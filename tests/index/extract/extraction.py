"""How well real documents are read, and what comes of them broken: `python -m tests.index.extract.extraction FOLDER`.

FOLDER holds PDFs, Word documents and saved pages, anywhere below it; `.tar.xz` archives in it are unpacked for the
while. A page is a `source.html`; what beside it is called `expected.html` is its article, and `expected-metadata.json`
has its "title", as Mozilla's readability keeps its test pages. With `--fuzz N`, each file is broken N times and read.

No test needs such files, and none of them belongs to this project.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import statistics
import sys
import tarfile
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from lxml import html
from pypdf import PdfReader

from index.article import Article
from index.errors import ExtractError
from index.extract import DocumentProcess, articles_from
from index.extract.html import bag_f1
from tests.index.extract.mutation import mutated

_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=\s)\S[^.!?\n]{50,200}[.!?]")
_RIGHT_TITLE = 0.7
"""The share of the shorter title's words over which a title is right."""

_KINDS = {".html": "page", ".pdf": "PDF", ".docx": "Word document"}
_CRASHED, _GIVEN_UP = "ended the process", "took over"
_TRIPPED = re.compile(r"cannot be read: ([\w.]+)\Z")
"""What is said of a document on which a parser failed in a way that is not listed anywhere."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one document: its articles, or the first reason why there is none, in so many seconds."""

    articles: Sequence[Article]
    refused: str
    seconds: float


def read(data: bytes, name: str, process: DocumentProcess) -> Outcome:
    """Read a document as it is read when it is added. Whatever else than an error of ours is raised, passes."""
    refused: list[ExtractError] = []
    articles: list[Article] = []
    begun = time.monotonic()
    try:
        articles += articles_from(data, name, refused.append, process)
    except ExtractError as error:
        refused.append(error)
    return Outcome(articles, refused[0].message if refused else "", time.monotonic() - begun)


def documents(folder: Path) -> list[Path]:
    """Return the documents below a folder, in order; of pages those alone that are a source."""
    found = (path for path in sorted(folder.rglob("*")) if path.suffix in _KINDS and path.is_file())
    return [path for path in found if path.suffix != ".html" or path.name == "source.html"]


def words(text: str) -> Counter[str]:
    """Return the words of a text, in lower case, with how often each stands there."""
    return Counter(_WORD.findall(text.lower()))


def expected_words(page: Path) -> Counter[str] | None:
    """Return the words of the article that a page is expected to give, None where nobody has said."""
    file = page.with_name("expected.html")
    if not file.exists():
        return None
    text = file.read_text("utf-8")
    return words(" ".join(html.fromstring(text).itertext())) if text.strip() else Counter()


def expected_title(page: Path) -> str:
    """Return the title that a page is expected to have, "" where nobody has said."""
    file = page.with_name("expected-metadata.json")
    return str(json.loads(file.read_text("utf-8")).get("title") or "") if file.exists() else ""


def is_right(title: str, expected: str) -> bool:
    """Tell whether a title has over 70 % of the shorter one's words in common with the one that is expected."""
    own, wanted = words(title), words(expected)
    return (own & wanted).total() > _RIGHT_TITLE * min(own.total(), wanted.total())


def measure(paths: Sequence[Path], process: DocumentProcess) -> bool:
    """Read each document once and print what came of it, by kind; tell whether none ended the process."""
    outcomes = {path: read(path.read_bytes(), path.name, process) for path in paths}
    for suffix, kind in _KINDS.items():
        of_kind = {path: outcome for path, outcome in outcomes.items() if path.suffix == suffix}
        if not of_kind:
            continue
        articles = sum(bool(outcome.articles) for outcome in of_kind.values())
        slowest = max(of_kind, key=lambda path: of_kind[path].seconds)
        longest = of_kind[slowest].seconds
        _say(f"{kind}: {articles} of {len(of_kind)} read; slowest {longest:.1f} s ({_place(slowest)})")
        for path, outcome in of_kind.items():
            if outcome.refused:
                _say(f"  refused {_place(path)}: {outcome.refused}")
        _judge({path: outcome for path, outcome in of_kind.items() if suffix == ".html"})
        if suffix == ".pdf":
            cited = Counter(where for path, outcome in of_kind.items() for where in _cited(path, outcome.articles))
            if cited:
                told = ", ".join(f"{count:,} stand {where}" for where, count in cited.most_common())
                _say(f"  of {cited.total():,} sentences of those with several pages, {told}")
    crashes = [_place(path) for path, outcome in outcomes.items() if _crashed(outcome)]
    _say(f"crashes, and given up at the limit of time: {', '.join(crashes) or 'none'}")
    return not crashes


def _judge(pages: dict[Path, Outcome]) -> None:
    """Print how well the articles of pages fit what is expected of them."""
    scores: list[tuple[float, Path]] = []
    wrong: list[str] = []
    titles = 0
    for path, outcome in pages.items():
        text, title = (outcome.articles[0].text, outcome.articles[0].title) if outcome.articles else ("", "")
        expected = expected_words(path)
        if expected is not None:
            scores.append((bag_f1(words(text), expected), path))
        if wanted := expected_title(path):
            titles += 1
            wrong += [] if is_right(title, wanted) else [f"{_place(path)} ({title!r} for {wanted!r})"]
    if scores:
        values = [score for score, _ in scores]
        mean, median = statistics.mean(values), statistics.median(values)
        _say(f"  token F1 of {len(values)}: mean {mean:.3f}, median {median:.3f}")
        _say(f"  lowest: {', '.join(f'{_place(path)} {score:.2f}' for score, path in sorted(scores)[:5])}")
    if titles:
        _say(f"  titles right: {titles - len(wrong)} of {titles}; wrong: {', '.join(wrong) or 'none'}")


def _cited(path: Path, articles: Sequence[Article]) -> Iterator[str]:
    """Yield for each sentence of a PDF of several pages whether it stands on the page that it cites, by pypdf alone."""
    for article in articles:
        if len(article.page_starts) < 2:
            continue
        reader = PdfReader(path)
        if reader.is_encrypted:
            reader.decrypt("")
        pages = [_letters(page.extract_text()) for page in reader.pages]
        for match in _SENTENCE.finditer(article.text):
            places = [number for number, page in enumerate(pages, 1) if _letters(match[0]) in page]
            if not places:
                yield "on no page alone"
            else:
                yield "on the page cited" if article.page_of(match.start()) in places else "on another page"


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def fuzz(paths: Sequence[Path], process: DocumentProcess, times: int, seed: int) -> bool:
    """Break each document so often, read what comes of it, and print how it went; tell whether nothing crashed.

    What is given up at the limit of time is refused as it should be, and counted.
    """
    counts: Counter[str] = Counter()
    crashes: list[str] = []
    slowest = (0.0, "")
    for path in paths:
        data = path.read_bytes()
        for number in range(seed, seed + times):
            where = f"{_place(path)}, seed {number}"
            try:
                outcome = read(mutated(data, number), path.name, process)
            except Exception as error:  # noqa: BLE001 -- which one does not matter: none may come through
                crashes.append(f"{where}: {error!r}")
                continue
            slowest = max(slowest, (outcome.seconds, where))
            counts["read" if outcome.articles else "refused"] += 1
            if tripped := _TRIPPED.search(outcome.refused):
                counts[f"parser failed with {tripped[1]}"] += 1
            counts["given up at the limit of time"] += _GIVEN_UP in outcome.refused
            if _CRASHED in outcome.refused:
                crashes.append(f"{where}: {outcome.refused}")
        sys.stderr.write(f"{_place(path)}: {times} done, {len(crashes)} crashes so far\n")
    told = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items()) if count)
    _say(f"broken {times} times each, from seed {seed}: {told}; slowest {slowest[0]:.1f} s ({slowest[1]})")
    _say("\n  ".join((f"crashes: {len(crashes) or 'none'}", *crashes)))
    return not crashes


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _crashed(outcome: Outcome) -> bool:
    return _CRASHED in outcome.refused or _GIVEN_UP in outcome.refused


def _place(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _unpacked(folder: Path, stack: ExitStack) -> Iterator[Path]:
    """Yield a folder, and for each archive in it a folder with what it holds."""
    yield folder
    for archive in sorted(folder.glob("*.tar.xz")):
        place = stack.enter_context(tempfile.TemporaryDirectory())
        with tarfile.open(archive) as files:
            files.extractall(place, filter="data")
        yield Path(place)


def main() -> int:
    """Measure; return 1 when a document ended the process that read it, or one that nobody broke took too long."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.index.extract.extraction", description=(__doc__ or "").partition(":")[0]
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fuzz", type=int, default=0, metavar="N", help="break each document N times, and read it")
    parser.add_argument("--seed", type=int, default=1, help="of the first of the N; the same is broken the same way")
    given = parser.parse_args()
    with ExitStack() as stack:
        paths = [path for folder in _unpacked(given.folder, stack) for path in documents(folder)]
        if not paths:
            parser.error(f"there is no page, PDF or Word document in {given.folder}")
        with DocumentProcess() as process:
            sound = fuzz(paths, process, given.fuzz, given.seed) if given.fuzz else measure(paths, process)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        _say(f"peak memory of the process that read them: {peak:,.0f} MiB")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
