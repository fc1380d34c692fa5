"""The names and descriptions of the commands in the languages of people's Discord; English where there is none.

The words of each language are in a file beside this one, by the English text that they stand for. A test holds them to
the commands: each text has its translation, and each translation its text.
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
"""What each English text is in each language."""


class CommandTranslator(app_commands.Translator):
    """Looks the texts of commands up when they are told to Discord."""

    async def translate(
        self, string: app_commands.locale_str, locale: Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Return a text in a language, or None where Discord shall show the English one."""
        del context  # no English text stands for two things
        return WORDS.get(locale, {}).get(string.message)
