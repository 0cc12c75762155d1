"""What `pa` cannot do, so that it is said and not pretended."""

import re

from pa_cli.core.proposal import Refuse
from pa_cli.core.voice import Voice

_POLITE = r"^(?:(?:please|hey|ok|can you|could you|will you|would you|i want you to|pa|请|帮我|给我)[\s,]*)*"
_LIMITS: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(_POLITE + pattern, re.IGNORECASE), english, chinese)
    for pattern, english, chinese in (
        (
            r"(?:play|resume|shuffle|skip|pause)\b(?!.*\bdate\b)"
            r"|.*\b(?:turn|put) on (?:some |the )?(?:music|radio)\b|(?:播放|放(?:一?首|点|个|些)|来首)",
            "play music or films",
            "播放音乐或影片",
        ),
        (
            r"(?:turn|switch|shut|dim|brighten|start|set)\b.*"
            r"\b(?:lights?|lamps?|tv|heating|heater|thermostat|vacuum|roomba|socket|plug|fan|oven|kettle)\b"
            r"|(?:打开|关掉|关上|开|关|调).*(?:灯|空调|电视|暖气|风扇|插座)",
            "switch lights or other devices",
            "控制灯光或其他设备",
        ),
        (
            r"(?:mute|unmute|(?:turn|volume)\b.*\b(?:volume|up|down)\b)|.*音量",
            "change the volume",
            "调节音量",
        ),
        (
            r"(?:call|phone|ring|dial)\s+(?!me\b)\S+|(?:打电话|拨打|呼叫)",
            "make calls",
            "打电话",
        ),
        (
            r"(?:send|text|reply to|answer)\b.*\b(?:messages?|texts?|sms|e-?mails?|mails?|whatsapp|tweets?)\b"
            r"|(?:post|tweet)\b|text\s+(?:my\s+)?[a-z]+\s|(?:发|回).*(?:短信|邮件|微信|消息)",
            "send messages or mail",
            "发送消息或邮件",
        ),
        (
            r"(?:what(?:'s| is| will)|how(?:'s| is)|tell me|check|show me|give me)\b.*\b(?:weather|forecast|traffic|"
            r"news|headlines|stock price|exchange rate)\b"
            r"|(?:will|is) it (?:going to |gonna )?(?:rain|snow)|do i need an umbrella|weather\b"
            r"|.*(?:天气|会下雨|下雨吗|新闻|股价|路况|汇率)",
            "look up weather, news or traffic: it does not use the network",
            "查询天气、新闻或路况：它不使用网络",
        ),
        (
            r"(?:order|get|call|book)\b.*\b(?:pizza|taxi|cab|uber|lyft|takeaway|takeout|flight|hotel|train ticket)s?\b"
            r"|(?:叫车|打车|订外卖|点外卖|订酒店|订机票)",
            "order or book anything",
            "下单或预订",
        ),
    )
)
_UNDO = re.compile(
    _POLITE
    + r"(?:undo|take (?:it|that) back|撤销|撤回)(?:\s*(?:that|it|this|the last.*|上一步))?[.!。]?$",
    re.IGNORECASE,
)


def limit_of(request: str, voice: Voice) -> Refuse | None:
    """Why a request cannot be done; None when nothing is known against it."""
    text = " ".join(request.split())
    if _UNDO.match(text):
        return Refuse(
            voice.pick(
                "To take back the last change there is a command of its own.",
                "撤销上一次修改有专门的命令。",
            ),
            voice.pick("Type: pa undo", "请输入：pa undo"),
        )
    for pattern, english, chinese in _LIMITS:
        if pattern.match(text):
            return Refuse(
                voice.pick(f"Sorry, pa cannot {english}.", f"抱歉，pa 不能{chinese}。"),
                voice.pick(
                    "It acts on your agenda, to-dos, notes and memory, and answers questions.",
                    "它能管理日程、待办、笔记和记忆，也能回答问题。",
                ),
            )
    return None
