"""Values -> cards, which Discord shows. Only this folder builds embeds, and nothing here talks to Discord."""
