"""One form for all addresses of one page: with and without www, for phones, with tracking parameters."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_EDITION = re.compile(r"\A(?:(?:www\d?|m|mobile|amp|edition)\.)+(?=[^.]+\.[^.])")
"""Prefixes of a host that do not make it another page, as long as a complete name is left."""

_ENDING = re.compile(
    r"(?:/+|/(?:index|default)\.(?:html?|php|aspx?|jsp)|/amp(?:\.html?)?|\.amp(?:\.html?)?)\Z", re.IGNORECASE
)
"""Endings of a path that do not make it another page."""

_TRACKING = re.compile(
    r"(?:utm_.*|ga_.*|pk_.*|mtm_.*|hsa_.*|at_.*|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|(?:fb|g|d|tw|tt|y|li_fat_)clid|gbraid|"
    r"wbraid|msclkid|li_fat_id|igsh(?:id)?|cmpid|ncid|smid|xtor|amp|outputtype)\Z",
    re.IGNORECASE,
)
"""Keys of a query that say where a reader comes from or what device they use, and never which page is meant.
Ambiguous keys, such as "ref" and "cid", are not among them."""

_CACHE = re.compile(r"\A/(?:c|v|a)/(?:s/)?(?P<host>[^/]+)(?P<path>/.*)?\Z")
"""An AMP cache keeps a page under the page's own host and path."""


def page_form(url: str | None) -> str | None:
    """Return the form that all addresses of one page share, or None for an address that no browser would open.

    http or https, default ports, www., m., amp. and edition., a trailing slash, index.html, the fragment and tracking
    keys of a query make no difference; the rest of a query does. Two addresses with the same form are probably, but not
    certainly, one page: see `index.text.likeness`.
    """
    try:
        parts = urlsplit((url or "").strip())
        port = parts.port
    except ValueError:
        return None
    host, path = (parts.hostname or "").rstrip("."), parts.path
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    cached = _CACHE.match(path) if host.endswith(".cdn.ampproject.org") else None
    if cached is not None:
        host, path, port = cached["host"].lower(), cached["path"] or "", None
    host = _EDITION.sub("", host) + ("" if port in (None, 80, 443) else f":{port}")
    path = quote(unquote(re.sub(r"/{2,}", "/", path)), safe="/:@!$&'()*+,;=~")
    while (shorter := _ENDING.sub("", path)) != path:
        path = shorter
    kept = sorted(
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(key)
    )
    query = f"?{urlencode(kept)}" if kept else ""
    # What a script shows behind "#!" or "#/" is another page; what a browser jumps to is not.
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{path}{query}{fragment}"
