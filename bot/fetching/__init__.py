"""How a URL is opened: which ones may be, how, and how much is read. `fetcher` puts the parts together."""
