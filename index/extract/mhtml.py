"""A page that a browser saved as one file (MHTML, RFC 2557) to an article: a mail whose text is the page."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from index.article import Article
from index.errors import EmptyText
from index.extract.eml import decoded_part, parsed_mail
from index.extract.html import article_from_html


def article_from_mhtml(data: bytes, source: str) -> Article:
    """Return a saved page as an article. Where the page does not say its address, it has the one it was saved from.

    The date of the mail is that of the saving, and nobody's.
    """
    mail = parsed_mail(data, source)
    page = mail.get_body(("html",))
    if page is None:
        raise EmptyText(f"{source} is empty: there is no page in it", "save the page again")
    article = article_from_html(decoded_part(page).encode("utf-8", "replace"), source)
    address = str(mail["snapshot-content-location"] or page["content-location"] or "").strip()
    is_web = urlsplit(address).scheme in ("http", "https")
    return article if article.url or not is_web else replace(article, url=address)
