"""Everything sent to Discord, with retries: messages, where they go, errors, and the log channel."""
