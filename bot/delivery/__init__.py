"""Everything that is said on Discord, and tried again: messages, where they go, what went wrong, the log channel."""
