"""What both faces say in the same words."""

from __future__ import annotations

from bot.wording import site
from index.article import Article


def test_an_article_is_from_its_site_by_name_else_by_host_else_by_file() -> None:
    """The name is what people know a site by."""
    assert site(Article("a", "A", "Words.", url="https://www.post.example/1", site="The Post")) == "The Post"
    assert site(Article("a", "A", "Words.", url="https://www.post.example/1")) == "post.example"
    assert site(Article("a", "A", "Words.", source="folder/tides.pdf")) == "tides.pdf"
    assert site(Article("a", "A", "Words.")) == ""
