"""What the bot does on its servers, asked by people or by itself, and the journal of what is under way."""
