"""How the reader in `index/weights` was trained. Nothing else imports this, and the wheel leaves it out."""
