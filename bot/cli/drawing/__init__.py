"""What commands show on a terminal: text without escape sequences, fitted to the width, quote first."""
