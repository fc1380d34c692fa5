"""What people say to whoever answers them and ask no article with: hello, thanks, bye, ok, who are you, help.

In the languages of the commands. And what is said to it. Whole messages only, so that no question is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto

from index.questions.word_classes import ASKING, VERB


class Courtesy(Enum):
    """What such a message says."""

    GREETING = auto()
    THANKS = auto()
    FAREWELL = auto()
    ASSENT = auto()
    MORE = auto()
    DOUBT = auto()
    SOURCE = auto()
    TRANSLATION = auto()
    HELP = auto()


REPLIES: Mapping[Courtesy, str] = {
    Courtesy.GREETING: "Hello! Ask a question about the articles.",
    Courtesy.THANKS: "You're welcome.",
    Courtesy.FAREWELL: "Bye.",
    Courtesy.ASSENT: "Ask whenever you like.",
    Courtesy.MORE: "I only quote what the articles say. Ask what else you want to know.",
    Courtesy.DOUBT: "I only quote what the articles say, and may quote the wrong words. Ask it in other words.",
    Courtesy.SOURCE: "The line below each quote says which article it is from.",
    Courtesy.TRANSLATION: "I only quote what the articles say, in their own language. To ask what something is called "
    "in another, ask the whole question.",
}
"""What is said to it in both interfaces; how to help is each one's own."""

_YEAH = r"(?:ye[ahps]+|yup)"
_ASSENT = (
    r"(?:ok|okay|oh|ah|all ?right|fine|good|great|cool|nice|perfect|awesome|got it|i see|understood|good to know"
    r"|makes sense|never ?mind|nvm|no problem|no worries|np|good (?:bot|job)|well done|sorry|lol|lmao|ha(?:ha)+|wow"
    r"|h+m+|amazing|damn|gg|interesting|neat|no way|omg|sweet|told you(?: so)?"
    rf"|kk?|{_YEAH}|no|nope|nah|right|true)"
)
_LANGUAGE = (
    r"(?:(?:plain|simple|simpler) )?(?:english|german|french|spanish|hindi|englisch|deutsch|französisch|spanisch"
    r"|anglais|allemand|français|espagnol|inglés|alemán|francés|español)"
)
_PLEASE = r"(?: (?:please|pls|plz|bitte))?"
_HELLO = (
    r"(?:hello|hi|hiya|hey|yo)(?: (?:there|again|all|everyone|everybody|bot|articlebot))?|greetings"
    r"|(?:hello|hi|hey|yo) (?:bot )?(?:(?:are|r) )?(?:you|u) there|any(?:one|body) there"
    r"|sup|wh?at s? ?up|wassup|how r u"
    r"|hallo|guten (?:morgen|tag|abend)|bonjour|bonsoir|salut|hola|buen[oa]s (?:d[ií]as|tardes|noches)|नमस्ते"
    r"|good (?:morning|afternoon|evening|day)|(?:hi |hey |hello )?how are you(?: doing)?(?: today)?"
)
_SAID: Mapping[Courtesy, str] = {
    Courtesy.GREETING: rf"{_HELLO}|test|ping",  # alone: "Test: what is the pass mark?" is about a test
    Courtesy.THANKS: rf"(?:{_ASSENT} ){{0,2}}(?:(?:many )?thanks|thank (?:you|u)|thx|thn?x|ty(?:sm|vm)?|cheers)"
    r"(?: a lot| (?:so|very) much)?(?: in advance| bot)?(?: (?:that|it|this) help(?:s|ed)(?: a lot)?)?"
    r"|danke(?: schön| sehr)?|vielen dank|merci(?: beaucoup)?|(?:muchas )?gracias|धन्यवाद|शुक्रिया",
    Courtesy.FAREWELL: r"bye|bye bye|good ?bye|good night|see you(?: later)?|quit|exit"
    r"|tschüss|auf wiedersehen|au revoir|adi[oó]s|hasta luego|अलविदा",
    Courtesy.ASSENT: rf"{_ASSENT}(?: {_ASSENT}){{0,2}}",
    Courtesy.MORE: r"(?:(?:give|show|tell)(?: me)? )?more(?: please)?|go on|continue|tl ?dr"
    rf"|(?:(?:can|could) you )?(?:explain|elaborate|summari[sz]e)(?: (?:it|that|this))?{_PLEASE}",
    Courtesy.DOUBT: r"(?:are|r) (?:you|u) sure(?: about (?:that|this))?|really|seriously|huh|wait what|wtf|wth"
    r"|wdym|what do (?:you|u) mean|bad bot|is (?:it|that|this) (?:correct|right|true)"
    r"|(?:no )?(?:wrong|incorrect|(?:you(?: a| ?)re|ur) wrong|(?:(?:it|that|this)(?: is| ?s) )?not what i asked"
    r"|(?:it|that|this)(?: is| ?s) (?:false|incorrect|nonsense|wrong|not (?:it|right|true))"
    r"|(?:it|that|this) isn ?t (?:it|right|true))",
    Courtesy.SOURCE: r"(?:(?:and|but|ok) )?(?:who (?:said|says|claims) (?:so|that|this)|says who|who says"
    r"|where does it say (?:so|that|this)|according to whom?"
    r"|how do you know(?: that| this)?|why did you (?:answer|quote|say) (?:it|that|this)"
    r"|where did you (?:find|get|read) (?:it|that|this)"
    r"|where (?:is|s) (?:that|this) from"
    r"|(?:(?:what|where) (?:is|s) your |(?:(?:do you have|give me|got|show me) )?(?:an? |any |the |your )?)"
    r"(?:sources?|links?)(?: for (?:it|that|this))?(?: please| pls| plz)?)"
    r"|quellen?|liens?|fuentes?|enlaces?|स्रोत",
    Courtesy.TRANSLATION: rf"(?:and )?(?:in|to|auf|en) {_LANGUAGE}{_PLEASE}|{_LANGUAGE} (?:please|pls|plz|bitte)"
    rf"|(?:(?:can|could) you )?(?:please )?translate(?: (?:it|that|this))?(?: (?:in|into|to) {_LANGUAGE})?{_PLEASE}"
    rf"|(?:(?:can|could) you )?(?:please )?(?:answer|repeat|say|write)(?: (?:it|that|this))? in {_LANGUAGE}{_PLEASE}"
    rf"|kannst du (?:das|es) auf {_LANGUAGE} sagen|puedes decirlo en {_LANGUAGE}|peux tu le dire en {_LANGUAGE}"
    r"|(?:हिन्दी|हिंदी|अंग्रेज़ी) में",
    Courtesy.HELP: rf"(?:please )?help(?: me)?{_PLEASE}|(?:can|could) you help(?: me)?{_PLEASE}|commands|how do i ask"
    r"|(?:who|what) are you|who (?:built|created|made|programmed|runs|wrote) (?:you|this bot)"
    r"|are you (?:an? )?(?:ai|bot|human|person|real|robot|there)"
    r"|what can (?:you do|i ask(?: you)?)|what do you do|how do (?:you work|i use you)"
    r"|(?:list|show)(?: me)?(?: all)?(?: the| your)? articles|(?:what|which) articles (?:do you have|are there)"
    r"|how many articles (?:do you have|are there)|what do you know|hilfe|aide|ayuda|मदद",
}
_YES = re.compile(rf"\W*(?:y|{_YEAH}|ok(?:ay)?|sure|that|ja|oui|s[ií]|हाँ)(?:,? please)?\W*", re.IGNORECASE)
_BEFORE_A_QUESTION = re.compile(
    rf"\W*(?:{_HELLO}|{_SAID[Courtesy.THANKS]})\s*[,.!:;–—-]\W*(?=(?:and|but|how|{ASKING}|{VERB})\b)",
    re.IGNORECASE,
)
"""Before a word that asks, since "Hello, Dolly!" is a name."""
_BEHIND_A_QUESTION = re.compile(
    rf"(?<=[.!?…])\W{{0,9}}\s(?:{_SAID[Courtesy.THANKS]})[^\w\"'”’»]{{0,99}}$", re.IGNORECASE
)
"""Not in what is quoted: who sang “What now? Thanks!”? Without the limits, a message of 4,000 signs took four seconds,
in which the bot answered nobody.
"""


def accepts(message: str) -> bool:
    """Tell whether a message says yes to what was offered."""
    return _YES.fullmatch(message) is not None


def courtesy(message: str) -> Courtesy | None:
    """Return what a message says that asks nothing, or None; signs, case and emoji do not matter."""
    if message.strip() == "?":
        return Courtesy.HELP
    words = " ".join(re.findall(r"[\w\u0900-\u0963]+", message.casefold()))  # vowels and joined letters of Hindi, too
    return next((kind for kind, said in _SAID.items() if re.fullmatch(said, words)), None)


def without_courtesy(message: str) -> str:
    """Return a question without greeting or thanks before it, or thanks behind: "hi, what did Rubio raise? Thanks!"."""
    found = _BEFORE_A_QUESTION.match(message)
    return _BEHIND_A_QUESTION.sub("", message[found.end() :] if found else message)
