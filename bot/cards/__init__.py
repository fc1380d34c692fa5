"""What Discord shows: values -> cards. Nothing else builds an embed, and nothing here talks to Discord."""
