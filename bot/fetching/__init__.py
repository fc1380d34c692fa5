"""How a URL is opened: which may be, how it is asked for, how much of it is taken. `fetcher` puts it together."""
