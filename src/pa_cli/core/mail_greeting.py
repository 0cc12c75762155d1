"""The first words of a reply: small models greet themselves, or nobody."""

import re

from pa_cli.core.mail import Mail

_FORMS = {
    "en": "{greeting} {name},",
    "de": "Hallo {name},",
    "fr": "Bonjour {name},",
    "es": "Hola {name},",
    "it": "Ciao {name},",
    "nl": "Hallo {name},",
    "zh": "{name}，你好！",
}
_GREETING = re.compile(r"\W*(dear|hello|hi)\b", re.IGNORECASE)
_LONGEST_NAME = 4
"""Words of a line that can be a name below a letter."""


def greeting_for(mail: Mail, language: str) -> str:
    """The line that greets the sender as they sign, "" where it is not certain who that is.

    Args:
        mail: What is replied to.
        language: The code of the language of the reply.
    """
    words = mail.own_words
    signed = words.rpartition("\n")[2].strip(" ,.，。–—-")
    is_name = signed and len(signed.split()) <= _LONGEST_NAME and signed in mail.sender_name
    if language not in _FORMS or not is_name or signed == words.strip():
        return ""
    found = _GREETING.match(words)
    greeting = found[1].capitalize() if found else "Hello"
    return _FORMS[language].format(greeting=greeting, name=signed) + "\n\n"
