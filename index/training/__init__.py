"""How what is in `index/weights` was made. Nothing else imports this, and the wheel leaves it out."""
