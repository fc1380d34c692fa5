"""The faces of articlebot on the library in `index`: the Discord bot, the command line, and what they share."""
