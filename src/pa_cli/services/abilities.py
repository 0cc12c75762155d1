"""What pa can do, when that is asked: a model cannot know it, so code says it."""

import re

_ASKED = re.compile(
    r"\W*(?:(?:hi|hello|hey|so|ok|okay|please|tell me)\W+)*(?:"
    r"what(?: all| else)? (?:can|could|do) (?:you|pa) (?:do|help(?: me)? with)|"
    r"what (?:are|is) (?:you|pa)(?: able to do| capable of)?|who are you|"
    r"how (?:can|do) (?:you|pa) help|how do i use (?:you|pa)|"
    r"what are your (?:features|abilities|capabilities|commands|skills)|"
    r"what can i (?:do with|ask) (?:you|pa)|what (?:you|pa) can do"
    r")(?: (?:for )?(?:me|us))?\W*"
    r"|\W*(?:(?:你好|请问)\W*)*(?:你|pa)(?:都|还)?(?:能|可以|会)(?:帮我|为我)?(?:做|干)(?:些|点)?(?:什么|啥|哪些事?)(?:呢|呀)?\W*"
    r"|\W*(?:你好\W*)?(?:你是谁|你是什么|(?:你|pa)有(?:什么|哪些)(?:功能|本事|命令)|(?:怎么|如何)(?:用|使用)(?:你|pa))\W*",
    re.IGNORECASE,
)


def answer_abilities(question: str, *, chinese: bool) -> str | None:
    """What pa can do and by which commands; None for any other question."""
    if len(question) > 100 or not _ASKED.fullmatch(question):
        return None
    from pa_cli.services.prompts import load_prompt

    return load_prompt("abilities_zh" if chinese else "abilities")
