"""The parts of a running bot, the settings of its servers, and who may manage the bot there."""
