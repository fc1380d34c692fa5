"""The rooms behind `bot.fetch`: what may be opened, how it is asked for, and how much of it is taken."""
