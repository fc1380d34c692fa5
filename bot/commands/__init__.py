"""The commands, buttons and forms of the Discord bot: one file a feature."""
