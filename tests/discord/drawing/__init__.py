"""Messages drawn as HTML with Discord's look, for people who want to see the bot's cards without a Discord."""
