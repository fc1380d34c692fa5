"""The faces of articlebot on the library in `index`: the command line, and what it shares with other programs."""
