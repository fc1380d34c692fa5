"""The names and descriptions of the commands in the language of each person's Discord, or else in English.

The words of each language are in a file beside this one, by the English text that they replace. A test checks that
each text of the commands has its translation, and each translation its text.
"""

from __future__ import annotations

from collections.abc import Mapping

from discord import Locale, app_commands

from bot.translations import french, german, hindi, spanish

WORDS: Mapping[Locale, Mapping[str, str]] = {
    Locale.german: german.WORDS,
    Locale.french: french.WORDS,
    Locale.spain_spanish: spanish.WORDS,
    Locale.latin_american_spanish: spanish.LATIN_AMERICAN,
    Locale.hindi: hindi.WORDS,
}
"""The translations in each language, by the English text."""


class CommandTranslator(app_commands.Translator):
    """Looks up the texts of commands when they are registered with Discord."""

    async def translate(
        self, string: app_commands.locale_str, locale: Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return a text in a language, or None if Discord should show the English one."""
        del context  # no English text has two meanings
        return WORDS.get(locale, {}).get(string.message)
