"""Hindi: polite forms, and Discord's own words, such as सर्वर, चैनल and रोल."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    # asking
    "ask": "पूछें",
    "Ask this server's articles a question": "इस सर्वर के लेखों से सवाल पूछें",
    "question": "सवाल",
    "What you want to know": "आप क्या जानना चाहते हैं",
    "article": "लेख",
    "Ask only this article": "केवल इस लेख से पूछें",
    "since": "से",
    "Only articles from this day on, such as 2025-01-22": ("केवल इस दिन से आगे के लेख, जैसे 2025-01-22"),
    "until": "तक",
    "Only articles up to this day, such as 2025-01-22": ("केवल इस दिन तक के लेख, जैसे 2025-01-22"),
    "private": "निजी",
    "Show the answer to you alone": "जवाब केवल आपको दिखाएँ",
    "Answer this": "इसका जवाब दें",
    # articles
    "articles": "लेख",
    "The articles that the bot answers from": "वे लेख जिनसे बॉट जवाब देता है",
    "Add an article: a file, a page by its URL, or text that you paste into a form": (
        "लेख जोड़ें: फ़ाइल, URL से पेज, या फ़ॉर्म में चिपकाया गया टेक्स्ट"
    ),
    "url": "यूआरएल",
    "The address of a page": "पेज का पता",
    "file": "फ़ाइल",
    "A PDF, office, web, mail, text, Markdown or corpus file, or a ZIP of these": (
        "PDF, ऑफ़िस, वेब, मेल, टेक्स्ट, Markdown या कॉर्पस फ़ाइल, या इनका ZIP"
    ),
    "Add to articles": "लेखों में जोड़ें",
    "list": "सूची",
    "List the articles of this server, newest first": ("इस सर्वर के लेखों की सूची, सबसे नए पहले"),
    "Show what is known of an article, and its whole text as a file": ("लेख की जानकारी दिखाएँ, और पूरा टेक्स्ट फ़ाइल में"),
    "The article: choose it from the list, or type its id or title": ("लेख: सूची से चुनें, या उसकी आईडी या शीर्षक लिखें"),
    "Remove an article for good, after you confirm it": ("पुष्टि के बाद लेख को हमेशा के लिए हटाएँ"),
    "refresh": "ताज़ा-करें",
    "Read articles from their web pages again: one, or all": ("लेख उनके वेब पेज से दोबारा पढ़ें: एक, या सभी"),
    "The article; leave it out to refresh all that came from a page": ("लेख; खाली छोड़ें तो पेज से आए सभी लेख"),
    "Get all articles as a corpus file, which can be added again anywhere": (
        "सभी लेख एक कॉर्पस फ़ाइल में पाएँ, जिसे कहीं भी फिर जोड़ा जा सकता है"
    ),
    # feeds
    "feeds": "फ़ीड्स",
    "Feeds whose new entries become articles by themselves": ("वे फ़ीड जिनकी नई चीज़ें अपने आप लेख बन जाती हैं"),
    "Add a feed: its entries become articles, now and whenever there are new ones": (
        "फ़ीड जोड़ें: उसकी चीज़ें लेख बन जाती हैं, अभी और जब भी नई आएँ"
    ),
    "The address of the feed (RSS or Atom), or of a page that has one": (
        "फ़ीड (RSS या Atom) का पता, या उस पेज का जिस पर फ़ीड हो"
    ),
    "List the feeds of this server, and what is wrong with them": ("इस सर्वर के फ़ीड की सूची, और उनमें क्या गड़बड़ है"),
    "Remove a feed; the articles that came from it stay": "फ़ीड हटाएँ; उससे आए लेख बने रहेंगे",
    "feed": "फ़ीड",
    "The feed: choose it from the list, or type its address or title": ("फ़ीड: सूची से चुनें, या उसका पता या शीर्षक लिखें"),
    "poll": "अभी-पढ़ें",
    "Read feeds now instead of later: one, or all": "फ़ीड बाद की जगह अभी पढ़ें: एक, या सभी",
    "The feed; leave it out to read all of them": "फ़ीड; खाली छोड़ें तो सभी",
    # settings
    "settings": "सेटिंग्स",
    "How the bot behaves on this server": "इस सर्वर पर बॉट कैसे काम करे",
    "show": "दिखाएँ",
    "Show all settings of this server": "इस सर्वर की सभी सेटिंग्स दिखाएँ",
    "manager-role": "प्रबंधक-रोल",
    "Let a role manage the articles and settings, too": ("किसी रोल को भी लेख और सेटिंग्स सँभालने दें"),
    "role": "रोल",
    "The role; leave it out to allow only those who manage the server": (
        "रोल; खाली छोड़ें तो केवल सर्वर सँभालने वाले ही ऐसा कर सकेंगे"
    ),
    "channels": "चैनल",
    "Choose where questions are answered": "चुनें कि सवालों के जवाब कहाँ दिए जाएँ",
    "add": "जोड़ें",
    "Answer in this channel and the others that were added, and nowhere else": (
        "केवल इस चैनल में और जोड़े गए बाकी चैनलों में जवाब दें"
    ),
    "channel": "चैनल",
    "A channel whose questions are answered, and those of its threads": (
        "वह चैनल जिसमें और जिसके थ्रेड में सवालों के जवाब दिए जाएँ"
    ),
    "remove": "हटाएँ",
    "Answer no longer in this channel": "इस चैनल में अब जवाब न दें",
    "One of the channels that were added": "जोड़े गए चैनलों में से एक",
    "everywhere": "हर-जगह",
    "Answer in every channel again": "फिर से हर चैनल में जवाब दें",
    "Show answers to everybody, or only to the person who asked": ("जवाब सबको दिखाएँ, या केवल पूछने वाले को"),
    "on": "चालू",
    "True: only the person who asked sees an answer to /ask, unless they choose otherwise": (
        "True: /पूछें का जवाब केवल पूछने वाला देखे, जब तक वह कुछ और न चुने"
    ),
    "quotes": "उद्धरण",
    "How many quotes an answer shows at first": "जवाब में पहले कितने उद्धरण दिखें",
    "count": "संख्या",
    "1 to 5; the button More shows the rest": "1 से 5; बाकी “More” बटन से दिखते हैं",
    "rate": "सवाल-सीमा",
    "How many questions a person may ask in a minute": ("एक व्यक्ति एक मिनट में कितने सवाल पूछ सकता है"),
    "per-minute": "प्रति-मिनट",
    "1 to 60": "1 से 60",
    "log-channel": "लॉग-चैनल",
    "Write into a channel what managers do with the bot": "प्रबंधक बॉट के साथ जो करें, उसे किसी चैनल में लिखें",
    "The channel; leave it out to write no log": "चैनल; खाली छोड़ें तो कोई लॉग नहीं लिखा जाएगा",
    "keep-days": "रखने-के-दिन",
    "Remove articles that nobody has refreshed for some days": ("जिन लेखों को कुछ दिनों से किसी ने ताज़ा नहीं किया, उन्हें हटाएँ"),
    "days": "दिन",
    "1 to 3650 days; 0 keeps articles until somebody removes them": (
        "1 से 3650 दिन; 0 पर लेख तब तक रहते हैं जब तक कोई उन्हें न हटाए"
    ),
    "purge": "सब-मिटाएँ",
    "Delete all articles, answers, votes and settings of this server now": (
        "इस सर्वर के सभी लेख, जवाब, वोट और सेटिंग्स अभी मिटाएँ"
    ),
    # about
    "help": "मदद",
    "What I do, how to ask me, and what I keep": ("मैं क्या करता हूँ, मुझसे कैसे पूछें, और मैं क्या रखता हूँ"),
    "stats": "आँकड़े",
    "How many articles, questions and votes there are on this server": ("इस सर्वर पर कितने लेख, सवाल और वोट हैं"),
    "feedback": "प्रतिक्रिया",
    "What people thought of the answers": "लोगों को जवाब कैसे लगे",
    "export": "निर्यात",
    "Get all votes as a file, without the names of those who voted": (
        "सभी वोट एक फ़ाइल में पाएँ, वोट देने वालों के नाम के बिना"
    ),
    "privacy": "निजता",
    "What I keep about you": "मैं आपके बारे में क्या रखता हूँ",
    "forget-me": "मुझे-भूल-जाएँ",
    "Delete your votes and their reasons, on all servers": ("सभी सर्वरों से अपने वोट और उनके कारण मिटाएँ"),
}
"""By the English text."""
