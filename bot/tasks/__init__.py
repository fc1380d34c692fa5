"""What the bot does on its servers, on request or by itself, and the journal of work in progress."""
