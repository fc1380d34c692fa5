"""Spanish: tú, as Discord itself says; Latin America has some words of its own."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # asking
    "ask": "preguntar",
    "Ask this server's articles a question": "Haz una pregunta a los artículos de este servidor",
    "question": "pregunta",
    "What you want to know": "Lo que quieres saber",
    "article": "artículo",
    "Ask only this article": "Preguntar solo a este artículo",
    "since": "desde",
    "Only articles from this day on, such as 2025-01-22": "Solo artículos desde este día, por ejemplo 2025-01-22",
    "until": "hasta",
    "Only articles up to this day, such as 2025-01-22": "Solo artículos hasta este día, por ejemplo 2025-01-22",
    "private": "privado",
    "Show the answer to you alone": "Mostrarte la respuesta solo a ti",
    "Answer this": "Responder a esto",
    # articles
    "articles": "artículos",
    "The articles that the bot answers from": "Los artículos de los que el bot saca sus respuestas",
    "Add an article: a file, a page by its URL, or text that you paste into a form": (
        "Añadir un artículo: un archivo, una página por su URL o un texto pegado en un formulario"
    ),
    "url": "url",
    "The address of a page": "La dirección de una página",
    "file": "archivo",
    "A PDF, office, web, mail, text, Markdown or corpus file, or a ZIP of these": (
        "Un archivo PDF, de Office, web, de correo, de texto, Markdown o corpus, o un ZIP de ellos"
    ),
    "Add to articles": "Añadir a los artículos",
    "list": "lista",
    "List the articles of this server, newest first": (
        "Listar los artículos de este servidor, los más recientes primero"
    ),
    "Show what is known of an article, and its whole text as a file": (
        "Mostrar lo que se sabe de un artículo, con su texto completo en un archivo"
    ),
    "The article: choose it from the list, or type its id or title": (
        "El artículo: elígelo de la lista o escribe su id o su título"
    ),
    "Remove an article for good, after you confirm it": "Quitar un artículo para siempre, tras confirmarlo",
    "refresh": "actualizar",
    "Read articles from their web pages again: one, or all": "Volver a leer artículos de sus páginas web: uno o todos",
    "The article; leave it out to refresh all that came from a page": (
        "El artículo; sin él, todos los que vinieron de una página"
    ),
    "Get all articles as a corpus file, which can be added again anywhere": (
        "Recibir todos los artículos en un archivo corpus, que se puede volver a cargar"
    ),
    # feeds
    "feeds": "feeds",
    "Feeds whose new entries become articles by themselves": (
        "Los feeds cuyas novedades se convierten solas en artículos"
    ),
    "Add a feed: its entries become articles, now and whenever there are new ones": (
        "Añadir un feed: sus entradas se convierten en artículos, ahora y cada vez que haya nuevas"
    ),
    "The address of the feed (RSS or Atom), or of a page that has one": (
        "La dirección del feed (RSS o Atom), o de una página que tenga uno"
    ),
    "List the feeds of this server, and what is wrong with them": (
        "Listar los feeds de este servidor, y lo que les pasa"
    ),
    "Remove a feed; the articles that came from it stay": "Quitar un feed; los artículos que trajo se quedan",
    "feed": "feed",
    "The feed: choose it from the list, or type its address or title": (
        "El feed: elígelo de la lista o escribe su dirección o su título"
    ),
    "poll": "consultar",
    "Read feeds now instead of later: one, or all": "Leer los feeds ahora y no más tarde: uno o todos",
    "The feed; leave it out to read all of them": "El feed; sin él, todos",
    # settings
    "settings": "ajustes",
    "How the bot behaves on this server": "Cómo se comporta el bot en este servidor",
    "show": "mostrar",
    "Show all settings of this server": "Mostrar todos los ajustes de este servidor",
    "manager-role": "rol-gestor",
    "Let a role manage the articles and settings, too": (
        "Permitir que también un rol gestione los artículos y los ajustes"
    ),
    "role": "rol",
    "The role; leave it out to allow only those who manage the server": (
        "El rol; sin él, solo pueden hacerlo quienes gestionan el servidor"
    ),
    "channels": "canales",
    "Choose where questions are answered": "Elegir dónde se responden las preguntas",
    "add": "añadir",
    "Answer in this channel and the others that were added, and nowhere else": (
        "Responder solo en este canal y en los demás que se añadieron"
    ),
    "channel": "canal",
    "A channel whose questions are answered, and those of its threads": (
        "Un canal donde responder preguntas, también en sus hilos"
    ),
    "remove": "quitar",
    "Answer no longer in this channel": "Dejar de responder en este canal",
    "One of the channels that were added": "Uno de los canales que se añadieron",
    "everywhere": "en-todas-partes",
    "Answer in every channel again": "Volver a responder en todos los canales",
    "Show answers to everybody, or only to the person who asked": (
        "Mostrar las respuestas a todos o solo a quien preguntó"
    ),
    "on": "activado",
    "True: only the person who asked sees an answer to /ask, unless they choose otherwise": (
        "True: las respuestas a /preguntar solo las ve quien preguntó, salvo que elija otra cosa"
    ),
    "quotes": "citas",
    "How many quotes an answer shows at first": "Cuántas citas muestra una respuesta al principio",
    "count": "cantidad",
    "1 to 5; the button More shows the rest": "De 1 a 5; el botón «More» muestra las demás",
    "rate": "límite",
    "How many questions a person may ask in a minute": "Cuántas preguntas puede hacer una persona por minuto",
    "per-minute": "por-minuto",
    "1 to 60": "De 1 a 60",
    "log-channel": "canal-de-registro",
    "Write into a channel what managers do with the bot": ("Anotar en un canal lo que hacen los gestores con el bot"),
    "The channel; leave it out to write no log": "El canal; sin él no se anota nada",
    "keep-days": "conservar-días",
    "Remove articles that nobody has refreshed for some days": (
        "Quitar los artículos que nadie ha actualizado en unos días"
    ),
    "days": "días",
    "1 to 3650 days; 0 keeps articles until somebody removes them": (
        "De 1 a 3650 días; con 0 los artículos se quedan hasta que alguien los quite"
    ),
    "purge": "borrar-todo",
    "Delete all articles, answers, votes and settings of this server now": (
        "Borrar ya todos los artículos, respuestas, votos y ajustes de este servidor"
    ),
    # about
    "help": "ayuda",
    "What I do, how to ask me, and what I keep": "Qué hago, cómo preguntarme y qué guardo",
    "stats": "estadísticas",
    "How many articles, questions and votes there are on this server": (
        "Cuántos artículos, preguntas y votos hay en este servidor"
    ),
    "feedback": "opiniones",
    "What people thought of the answers": "Qué pensó la gente de las respuestas",
    "export": "exportar",
    "Get all votes as a file, without the names of those who voted": (
        "Recibir todos los votos en un archivo, sin los nombres de quienes votaron"
    ),
    "privacy": "privacidad",
    "What I keep about you": "Qué guardo sobre ti",
    "forget-me": "olvídame",
    "Delete your votes and their reasons, on all servers": "Borrar tus votos y sus motivos en todos los servidores",
}
"""By the English text."""

LATIN_AMERICAN: Mapping[str, str] = {
    **WORDS,
    "Add an article: a file, a page by its URL, or text that you paste into a form": (
        "Agregar un artículo: un archivo, una página por su URL o un texto pegado en un formulario"
    ),
    "Add to articles": "Agregar a los artículos",
    "Add a feed: its entries become articles, now and whenever there are new ones": (
        "Agregar un feed: sus entradas se convierten en artículos, ahora y cada vez que haya nuevas"
    ),
    "add": "agregar",
    "Answer in this channel and the others that were added, and nowhere else": (
        "Responder solo en este canal y en los demás que se agregaron"
    ),
    "One of the channels that were added": "Uno de los canales que se agregaron",
    "settings": "configuración",
    "Let a role manage the articles and settings, too": (
        "Permitir que también un rol gestione los artículos y la configuración"
    ),
    "Delete all articles, answers, votes and settings of this server now": (
        "Borrar ya los artículos, las respuestas, los votos y la configuración de este servidor"
    ),
    "Show all settings of this server": "Mostrar toda la configuración de este servidor",
}
"""By the English text, for Latin America."""
