"""The texts of the commands in other languages, a file each. Nothing but words."""
