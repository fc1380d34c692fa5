"""A row of a table that names its columns is one line, one paragraph and one sentence."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.text.paragraphs import paragraphs
from index.text.rows import LONGEST_ROW, SEPARATOR, cells, is_row, written
from index.text.segment import MAX_SENTENCE, sentences

ROW = "item: lavender soap of the old kind | size: about 100 g. More | price: 4.50"
PROSE = "The harbour office said on Monday that the night ferry will stop\nrunning in the autumn and that a bus goes."
CELLS = st.text("ab .:;|,1é", min_size=1, max_size=40).map(str.strip).filter(bool)


def test_a_row_is_known_by_the_names_of_its_columns() -> None:
    """The first cell may have none, as beside the names of years; prose and bare cells are no such row."""
    assert is_row(ROW)
    assert is_row("Lindholm | 2023: 5,000 | 2024: 5,100")
    for line in ("a | b", "By Ada Holm | The Post", "Item: soap", "a: b, c: d", f"a: {'b' * LONGEST_ROW} | c: d", ""):
        assert not is_row(line)


def test_a_row_is_one_sentence_whatever_its_cells_hold() -> None:
    """Also among rows that begin in lower case and are as long as the lines of a wrapped text."""
    text = "\n".join([ROW] * 6)
    assert [span.of(text) for span in paragraphs(text)] == [ROW] * 6
    assert [span.of(text) for span in sentences(text)] == [ROW] * 6


def test_rows_leave_a_wrapped_text_as_it_is() -> None:
    """Its lines are joined as before, and none with a row."""
    text = "\n".join([PROSE] * 4 + [ROW, PROSE, ROW])
    found = [span.of(text) for span in paragraphs(text)]
    assert found.count(ROW) == 2
    assert found.count(PROSE) == 5


def test_no_row_is_longer_than_a_sentence() -> None:
    """Else it would be cut where its cells have commas."""
    assert LONGEST_ROW == MAX_SENTENCE


@given(st.lists(st.tuples(st.sampled_from(["item", "Size", "no. 1"]), CELLS), min_size=2, max_size=60))
def test_a_long_row_says_in_each_line_what_it_is_about(pairs: list[tuple[str, str]]) -> None:
    """No cell is lost, and no line is over the limit."""
    cells = [f"{name}: {cell}" for name, cell in pairs]
    lines = written(cells)
    assert all(len(line) <= LONGEST_ROW and line.startswith(cells[0]) for line in lines)
    rest = [line[len(cells[0]) :].removeprefix(SEPARATOR) for line in lines]
    assert SEPARATOR.join([cells[0], *rest]) == SEPARATOR.join(cells)


def test_a_value_is_its_words() -> None:
    """Without the blanks that somebody has put around them; a cell of nothing else has no value."""
    row = "Soap | Size:  100 g  | Price:   | Kept: yes"
    assert [cell.value.of(row) for cell in cells(row, Span(0, len(row)))] == ["Soap", "100 g", "yes"]
