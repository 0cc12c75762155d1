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
# What has a command of its own, which asks for what exactly is meant.
_COMMANDS: tuple[tuple[re.Pattern[str], str, str, str], ...] = tuple(
    (re.compile(_POLITE + pattern, re.IGNORECASE), english, chinese, command)
    for pattern, english, chinese, command in (
        (
            r"(?:undo|take (?:it|that) back|撤销|撤回)(?:\s*(?:that|it|this|the last.*|上一步))?[.!。]?$",
            "To take back the last change there is a command of its own.",
            "撤销上一次修改有专门的命令。",
            "pa undo",
        ),
        (
            r"(?:(?:delete|remove|erase|clear|trash|get rid of|throw away)\b(?!.*\b(?:lists?|calendar)\b).*\bnotes?\b"
            r"|(?:删除|删掉|删|清空|去掉).*(?:笔记|备忘录)|把.*(?:笔记|备忘录).*(?:删|清空|去掉))",
            "Notes are removed by a command of its own, which shows each of them.",
            "删除笔记有专门的命令，会先显示要删的内容。",
            "pa note rm",
        ),
        (
            r"(?:forget (?:that |about )?(?:i|i'm|my|what)\b|(?:忘掉|忘记|忘了)我)",
            "What pa remembers of you is forgotten by a command of its own.",
            "让 pa 忘掉记住的内容有专门的命令。",
            "pa memory forget",
        ),
    )
)


def limit_of(request: str, voice: Voice) -> Refuse | None:
    """Why a request cannot be done; None when nothing is known against it."""
    text = " ".join(request.split())
    for pattern, english, chinese, command in _COMMANDS:
        if pattern.match(text):
            return Refuse(
                voice.pick(english, chinese),
                voice.pick(f"Type: {command}", f"请输入：{command}"),
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
