"""German: du, as Discord itself says, and names as people would type them."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # asking
    "ask": "frage",
    "Ask this server's articles a question": "Stell den Artikeln dieses Servers eine Frage",
    "question": "frage",
    "What you want to know": "Was du wissen möchtest",
    "article": "artikel",
    "Ask only this article": "Nur diesen Artikel befragen",
    "since": "ab",
    "Only articles from this day on, such as 2025-01-22": "Nur Artikel ab diesem Tag, zum Beispiel 2025-01-22",
    "until": "bis",
    "Only articles up to this day, such as 2025-01-22": "Nur Artikel bis zu diesem Tag, zum Beispiel 2025-01-22",
    "private": "privat",
    "Show the answer to you alone": "Die Antwort nur dir zeigen",
    "Answer this": "Das beantworten",
    # articles
    "articles": "artikel",
    "The articles that the bot answers from": "Die Artikel, aus denen der Bot antwortet",
    "Add an article: a file, a page by its URL, or text that you paste into a form": (
        "Einen Artikel hinzufügen: als Datei, als Seite per URL oder als Text in einem Formular"
    ),
    "url": "url",
    "The address of a page": "Die Adresse einer Seite",
    "file": "datei",
    "A PDF, office, web, mail, text, Markdown or corpus file, or a ZIP of these": (
        "Eine PDF-, Office-, Web-, Mail-, Text-, Markdown- oder Korpusdatei, oder ein ZIP davon"
    ),
    "Add to articles": "Zu den Artikeln hinzufügen",
    "list": "liste",
    "List the articles of this server, newest first": "Die Artikel dieses Servers auflisten, die neuesten zuerst",
    "Show what is known of an article, and its whole text as a file": (
        "Zeigen, was über einen Artikel bekannt ist, und den ganzen Text als Datei"
    ),
    "The article: choose it from the list, or type its id or title": (
        "Der Artikel: aus der Liste wählen oder ID oder Titel eingeben"
    ),
    "Remove an article for good, after you confirm it": "Einen Artikel endgültig entfernen, nach einer Rückfrage",
    "refresh": "aktualisieren",
    "Read articles from their web pages again: one, or all": (
        "Artikel erneut von ihren Webseiten lesen: einen oder alle"
    ),
    "The article; leave it out to refresh all that came from a page": (
        "Der Artikel; ohne ihn alle, die von einer Seite stammen"
    ),
    "Get all articles as a corpus file, which can be added again anywhere": (
        "Alle Artikel als Korpusdatei, die sich überall wieder hinzufügen lässt"
    ),
    # feeds
    "feeds": "feeds",
    "Feeds whose new entries become articles by themselves": "Feeds, deren neue Einträge von selbst zu Artikeln werden",
    "Add a feed: its entries become articles, now and whenever there are new ones": (
        "Einen Feed hinzufügen: seine Einträge werden zu Artikeln, jetzt und immer, wenn es neue gibt"
    ),
    "The address of the feed (RSS or Atom), or of a page that has one": (
        "Die Adresse des Feeds (RSS oder Atom) oder einer Seite, die einen hat"
    ),
    "List the feeds of this server, and what is wrong with them": (
        "Die Feeds dieses Servers auflisten, und was mit ihnen nicht stimmt"
    ),
    "Remove a feed; the articles that came from it stay": (
        "Einen Feed entfernen; die Artikel, die er gebracht hat, bleiben"
    ),
    "feed": "feed",
    "The feed: choose it from the list, or type its address or title": (
        "Der Feed: aus der Liste wählen oder Adresse oder Titel eingeben"
    ),
    "poll": "abrufen",
    "Read feeds now instead of later: one, or all": "Feeds jetzt statt später lesen: einen oder alle",
    "The feed; leave it out to read all of them": "Der Feed; ohne ihn alle",
    # settings
    "settings": "einstellungen",
    "How the bot behaves on this server": "Wie sich der Bot auf diesem Server verhält",
    "show": "anzeigen",
    "Show all settings of this server": "Alle Einstellungen dieses Servers anzeigen",
    "manager-role": "verwalterrolle",
    "Let a role manage the articles and settings, too": "Auch eine Rolle Artikel und Einstellungen verwalten lassen",
    "role": "rolle",
    "The role; leave it out to allow only those who manage the server": (
        "Die Rolle; ohne sie dürfen es nur die, die den Server verwalten"
    ),
    "channels": "kanäle",
    "Choose where questions are answered": "Festlegen, wo Fragen beantwortet werden",
    "add": "hinzufügen",
    "Answer in this channel and the others that were added, and nowhere else": (
        "Nur in diesem und den anderen hinzugefügten Kanälen antworten"
    ),
    "channel": "kanal",
    "A channel whose questions are answered, and those of its threads": (
        "Ein Kanal, in dem und in dessen Threads Fragen beantwortet werden"
    ),
    "remove": "entfernen",
    "Answer no longer in this channel": "In diesem Kanal nicht mehr antworten",
    "One of the channels that were added": "Einer der hinzugefügten Kanäle",
    "everywhere": "überall",
    "Answer in every channel again": "Wieder in allen Kanälen antworten",
    "Show answers to everybody, or only to the person who asked": (
        "Antworten allen zeigen oder nur denen, die gefragt haben"
    ),
    "on": "an",
    "True: only the person who asked sees an answer to /ask, unless they choose otherwise": (
        "True: Antworten auf /frage sieht nur, wer gefragt hat, sofern er nichts anderes wählt"
    ),
    "quotes": "zitate",
    "How many quotes an answer shows at first": "Wie viele Zitate eine Antwort zuerst zeigt",
    "count": "anzahl",
    "1 to 5; the button More shows the rest": "1 bis 5; die übrigen zeigt der Knopf „More“",
    "rate": "fragenlimit",
    "How many questions a person may ask in a minute": "Wie viele Fragen jemand in einer Minute stellen darf",
    "per-minute": "pro-minute",
    "1 to 60": "1 bis 60",
    "log-channel": "protokollkanal",
    "Write into a channel what managers do with the bot": (
        "In einem Kanal protokollieren, was Verwalter mit dem Bot machen"
    ),
    "The channel; leave it out to write no log": "Der Kanal; ohne ihn wird nichts protokolliert",
    "keep-days": "behalten-tage",
    "Remove articles that nobody has refreshed for some days": (
        "Artikel entfernen, die seit einigen Tagen niemand aktualisiert hat"
    ),
    "days": "tage",
    "1 to 3650 days; 0 keeps articles until somebody removes them": (
        "1 bis 3650 Tage; bei 0 bleiben Artikel, bis jemand sie entfernt"
    ),
    "purge": "alles-löschen",
    "Delete all articles, answers, votes and settings of this server now": (
        "Alle Artikel, Antworten, Stimmen und Einstellungen dieses Servers sofort löschen"
    ),
    # about
    "help": "hilfe",
    "What I do, how to ask me, and what I keep": "Was ich kann, wie man mich fragt und was ich speichere",
    "stats": "statistik",
    "How many articles, questions and votes there are on this server": (
        "Wie viele Artikel, Fragen und Stimmen es auf diesem Server gibt"
    ),
    "feedback": "rückmeldungen",
    "What people thought of the answers": "Was die Leute von den Antworten hielten",
    "export": "exportieren",
    "Get all votes as a file, without the names of those who voted": (
        "Alle Stimmen als Datei, ohne die Namen derer, die abgestimmt haben"
    ),
    "privacy": "datenschutz",
    "What I keep about you": "Was ich über dich speichere",
    "forget-me": "vergiss-mich",
    "Delete your votes and their reasons, on all servers": "Deine Stimmen samt Begründung auf allen Servern löschen",
}
"""By the English text."""
