"""The texts of the commands in other languages, one file for each, and the translator that gives them to Discord."""
