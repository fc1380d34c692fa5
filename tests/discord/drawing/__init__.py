"""Messages drawn as HTML in Discord's look, for people who want to see the bot's cards without Discord."""
