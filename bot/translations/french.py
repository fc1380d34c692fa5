"""French: the infinitive for what a command does, tu for who reads it; Discord's channel is a salon."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # asking
    "ask": "demander",
    "Ask this server's articles a question": "Poser une question aux articles de ce serveur",
    "question": "question",
    "What you want to know": "Ce que tu veux savoir",
    "article": "article",
    "Ask only this article": "N'interroger que cet article",
    "since": "depuis",
    "Only articles from this day on, such as 2025-01-22": "Seulement les articles à partir de ce jour, ex. 2025-01-22",
    "until": "jusqu'au",
    "Only articles up to this day, such as 2025-01-22": "Seulement les articles jusqu'à ce jour, ex. 2025-01-22",
    "private": "privé",
    "Show the answer to you alone": "Ne montrer la réponse qu'à toi",
    "Answer this": "Répondre à cette question",
    # articles
    "articles": "articles",
    "The articles that the bot answers from": "Les articles dont le bot tire ses réponses",
    "Add an article: a file, a page by its URL, or text that you paste into a form": (
        "Ajouter un article : un fichier, une page par son URL ou un texte collé dans un formulaire"
    ),
    "url": "url",
    "The address of a page": "L'adresse d'une page",
    "file": "fichier",
    "A PDF, office, web, mail, text, Markdown or corpus file, or a ZIP of these": (
        "Un fichier PDF, bureautique, web, mail, texte, Markdown ou corpus, ou un ZIP de ceux-ci"
    ),
    "Add to articles": "Ajouter aux articles",
    "list": "liste",
    "List the articles of this server, newest first": "Lister les articles de ce serveur, les plus récents d'abord",
    "Show what is known of an article, and its whole text as a file": (
        "Montrer ce que l'on sait d'un article, avec son texte entier dans un fichier"
    ),
    "The article: choose it from the list, or type its id or title": (
        "L'article : à choisir dans la liste, ou son identifiant ou son titre"
    ),
    "Remove an article for good, after you confirm it": "Retirer définitivement un article, après confirmation",
    "refresh": "actualiser",
    "Read articles from their web pages again: one, or all": (
        "Relire les articles sur leurs pages web : un seul ou tous"
    ),
    "The article; leave it out to refresh all that came from a page": (
        "L'article ; sans lui, tous ceux qui viennent d'une page"
    ),
    "Get all articles as a corpus file, which can be added again anywhere": (
        "Recevoir tous les articles dans un fichier corpus, qui peut être ajouté ailleurs"
    ),
    # feeds
    "feeds": "flux",
    "Feeds whose new entries become articles by themselves": (
        "Les flux dont les nouveautés deviennent d'elles-mêmes des articles"
    ),
    "Add a feed: its entries become articles, now and whenever there are new ones": (
        "Ajouter un flux : ses entrées deviennent des articles, maintenant et à chaque nouveauté"
    ),
    "The address of the feed (RSS or Atom), or of a page that has one": (
        "L'adresse du flux (RSS ou Atom), ou d'une page qui en a un"
    ),
    "List the feeds of this server, and what is wrong with them": "Lister les flux de ce serveur, et ce qui ne va pas",
    "Remove a feed; the articles that came from it stay": "Retirer un flux ; les articles qui en viennent restent",
    "feed": "flux",
    "The feed: choose it from the list, or type its address or title": (
        "Le flux : à choisir dans la liste, ou son adresse ou son titre"
    ),
    "poll": "relever",
    "Read feeds now instead of later: one, or all": "Lire les flux tout de suite : un seul ou tous",
    "The feed; leave it out to read all of them": "Le flux ; sans lui, tous",
    # settings
    "settings": "paramètres",
    "How the bot behaves on this server": "Comment le bot se comporte sur ce serveur",
    "show": "afficher",
    "Show all settings of this server": "Afficher tous les paramètres de ce serveur",
    "manager-role": "rôle-gestionnaire",
    "Let a role manage the articles and settings, too": (
        "Permettre aussi à un rôle de gérer les articles et les paramètres"
    ),
    "role": "rôle",
    "The role; leave it out to allow only those who manage the server": (
        "Le rôle ; sans lui, seules les personnes qui gèrent le serveur le peuvent"
    ),
    "channels": "salons",
    "Choose where questions are answered": "Choisir où les questions reçoivent une réponse",
    "add": "ajouter",
    "Answer in this channel and the others that were added, and nowhere else": (
        "Ne répondre que dans ce salon et les autres salons ajoutés"
    ),
    "channel": "salon",
    "A channel whose questions are answered, and those of its threads": (
        "Un salon où répondre aux questions, fils compris"
    ),
    "remove": "retirer",
    "Answer no longer in this channel": "Ne plus répondre dans ce salon",
    "One of the channels that were added": "L'un des salons ajoutés",
    "everywhere": "partout",
    "Answer in every channel again": "Répondre de nouveau dans tous les salons",
    "Show answers to everybody, or only to the person who asked": (
        "Montrer les réponses à tout le monde, ou seulement à la personne qui a posé la question"
    ),
    "on": "activé",
    "True: only the person who asked sees an answer to /ask, unless they choose otherwise": (
        "True : seule la personne qui a demandé voit la réponse à /demander, sauf choix contraire"
    ),
    "quotes": "citations",
    "How many quotes an answer shows at first": "Combien de citations une réponse montre d'abord",
    "count": "nombre",
    "1 to 5; the button More shows the rest": "De 1 à 5 ; le bouton « More » montre les autres",
    "rate": "limite",
    "How many questions a person may ask in a minute": "Combien de questions une personne peut poser par minute",
    "per-minute": "par-minute",
    "1 to 60": "De 1 à 60",
    "log-channel": "salon-journal",
    "Write into a channel what managers do with the bot": (
        "Noter dans un salon ce que les gestionnaires font avec le bot"
    ),
    "The channel; leave it out to write no log": "Le salon ; sans lui, rien n'est noté",
    "keep-days": "garder-jours",
    "Remove articles that nobody has refreshed for some days": (
        "Retirer les articles que personne n'a actualisés depuis quelques jours"
    ),
    "days": "jours",
    "1 to 3650 days; 0 keeps articles until somebody removes them": (
        "De 1 à 3650 jours ; 0 garde les articles jusqu'à ce que quelqu'un les retire"
    ),
    "purge": "tout-supprimer",
    "Delete all articles, answers, votes and settings of this server now": (
        "Supprimer tout de suite articles, réponses, votes et paramètres de ce serveur"
    ),
    # about
    "help": "aide",
    "What I do, how to ask me, and what I keep": "Ce que je fais, comment m'interroger et ce que je conserve",
    "stats": "statistiques",
    "How many articles, questions and votes there are on this server": (
        "Combien d'articles, de questions et de votes il y a sur ce serveur"
    ),
    "feedback": "avis",
    "What people thought of the answers": "Ce que l'on a pensé des réponses",
    "export": "exporter",
    "Get all votes as a file, without the names of those who voted": (
        "Recevoir tous les votes dans un fichier, sans le nom des personnes"
    ),
    "privacy": "confidentialité",
    "What I keep about you": "Ce que je conserve sur toi",
    "forget-me": "oublie-moi",
    "Delete your votes and their reasons, on all servers": (
        "Supprimer tes votes et leurs raisons, sur tous les serveurs"
    ),
}
"""By the English text."""
