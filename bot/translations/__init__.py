"""The texts of the commands in other languages, a file each, and the translator that hands them to Discord."""
