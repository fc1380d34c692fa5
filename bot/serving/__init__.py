"""What a running bot is made of: its parts, the settings of its servers, and who may manage it there."""
