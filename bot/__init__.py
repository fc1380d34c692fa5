"""The interfaces of articlebot to the library in `index`: the Discord bot, the command line, and what they share."""
