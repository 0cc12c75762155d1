"""The words of a Chinese request that name an event and its times."""

from pa_cli.core.action import ActionCall
from pa_cli.core.dates.parse import parse
from pa_cli.core.requests.chinese_draft import Draft
from pa_cli.core.requests.chinese_sentence import simplify
from pa_cli.core.requests.sentence import ANY_MOMENT, compiled
from pa_cli.core.requests.wording import trim


def new_event(text: str) -> ActionCall:
    """What is new in the agenda."""
    draft = Draft(text)
    remind = bool(compiled(r"提醒|闹钟|闹铃|叫我|叫醒|喊我|计时").search(draft.plain))
    when = draft.when()
    before = draft.text
    for pattern in (
        r"^(?:帮我|请(?![假客])|麻烦|给我|替我|我想|我要|我需要|要|我(?![爸妈爷奶姥舅叔姑姨哥姐弟妹们家老]))+(?=.)",
        r"[,，]?(?:你)?(?:给我|给|帮我|替我)?(?:记|写|加|标)(?:一下|上|下来|下)?(?:到|在)?(?:我的|我)?(?:日历|日程表?|行程)(?:里面|里|上|中)?(?:了|吧)?$",
        r"(?:在|到|往|进|加到|加入|添加到|放到|写到|放进|写进|记到)?(?:我的|我)?(?:日历|日程表?|"
        r"行程|议程)(?:里面|里|上|中|表)?(?:添加|加入|加上|加|记|写)?(?:一?[个条])?$",
        r"^(?:在|往|到)?(?:我的|我)?(?:日历|日程表?|行程|议程)(?:里面|里|上|中)?",
        r"^(?:把|将)",
        r"^(?:空出来?|留出来?|腾出来?|预留)",
        r"^(?:记得|别忘了|不要忘了|别忘记)",
        r"^(?:添加|加入|加上|加|新建|创建|建立|建|安排|预定|设置|设定|设|定|订|新增|增加|"
        r"记)(?:一?[个场次条下]|一)?(?:新的?)?(?:闹钟|闹铃|提醒|日程|事件|活动|计时器)(?:提醒我|"
        r"叫我|名为|叫做|叫|[:：])?",
        r"^(?:添加|加入|加上|新建|创建|建立|安排|设置|设定|新增|增加|预定|加|定|订|"
        r"约)(?:了)?(?:一?[个场次条下])(?:新的?)?",
        r"^预[约约](?:一?[个场次下])?(?=.)",
        r"^(?:安排|添加|新增|设置|新建|创建)",
        r"^(?:提醒|叫|喊)(?:我们|我|一下)?(?:一下)?(?:要|去(?=.))?",
        r"^(?:设置|设定|设|定|建|加)(?:一?[个场次条下])?(?=闹钟|闹铃|提醒|$)",
        r"(?:的)?(?:日程|闹钟|提醒)$|提醒我$|叫我$",
    ):
        kept = draft.text
        draft.drop(pattern)
        if not draft.title():
            draft.text = kept
    title = draft.title()
    return ActionCall("agenda_add", title=_clean(title) or _clean(before), when=when, remind=remind)


def _clean(title: str) -> str:
    return trim(compiled(r"^[的是]|的$|[,，]?(?:帮我|请|麻烦)+$").sub("", trim(title)))


SHIFT = (
    r"^(?:把|将)?(?P<how>推迟|延后|延迟|推后|顺延|提前)(?P<old>.*?[^\d零一二两三四五六七八九十百半])"
    r"(?P<by>(?:[\d零一二两三四五六七八九十百]+个?半?|半个?)(?:分钟|小时|钟头|天|周|星期|礼拜|个?月|刻钟))$"
)
"""Moved by a length of time, the verb before what is moved: 推迟牙医一小时."""


def changed_event(text: str) -> ActionCall:
    """Which event gets what time or name."""
    plain = simplify(text)
    if found := compiled(
        r"^(?:把|将)?(?P<old>.+?)(?:重命名|改名|的名字改|名字改|名称改)(?:为|成|叫)?(?P<new>.+)$"
    ).match(plain):
        draft = Draft(text[found.start("old") : found.end("old")])
        when = draft.when()
        return ActionCall(
            "agenda_change", title=_event(draft), when=when, text=trim(text[found.start("new") :])
        )
    if found := compiled(SHIFT).match(plain):
        draft = Draft(text[found.start("old") : found.end("old")])
        when = draft.when()
        by = f"{text[found.start('how') : found.end('how')]}{text[found.start('by') :]}"
        return ActionCall("agenda_change", title=_event(draft), when=when, new_when=by)
    cut = compiled(
        r"(?:改到|改成|改为|改在|改至|改期到|改期至|推迟到|推迟至|推迟|延后到|延后|延期到|延期|"
        r"挪到|挪至|移到|移至|调到|调整到|调整为|换到|换成|推后到|推后|往后推|"
        r"往后挪|往前挪|提前到|提前至|提前|延长到|延长|更改为|更改到|修改为|修改到|顺延到|顺延)"
    ).search(plain)
    if not cut:
        draft = Draft(text)
        when = draft.when()
        draft.drop(r"改期|改时间|调整|更改|修改|改一下|改")
        return ActionCall("agenda_change", title=_event(draft), when=when)
    old = Draft(text[: cut.start()])
    when = compiled(r"^[从由]").sub("", old.when())
    new = trim(text[cut.end() :])
    shift = not compiled(r"[到至成为在]$").search(cut[0])
    if (shift and new and parse(new, ANY_MOMENT).start is None) or (
        shift
        and compiled(
            r"^(?:半|一|两|二|三|四|五|六|七|八|九|十|[0-9])+个?半?(?:分钟|小时|天|周|星期|个月|刻钟)$"
        ).match(simplify(new))
    ):
        new = trim(text[cut.start() :])
    title = _event(old)
    if not title and not when:
        after = Draft(text[cut.end() :])
        after.when()
        title = _event(after)
    return ActionCall("agenda_change", title=title, when=when, new_when=new)


def _kind(text: str) -> str:
    """What is meant when no name is said: 闹钟, 日程."""
    found = compiled(r"闹钟|闹铃|提醒|日程|会议|活动|安排|事件|预约").search(simplify(text))
    return text[found.start() : found.end()] if found else ""


def _event(draft: Draft) -> str:
    """What an existing event is called."""
    for pattern in (
        r"^(?:把|将|帮我|请)+",
        r"(?:的)?(?:时间|日期|开始时间)$",
        r"^(?:我们的|我的|我和|那个|这个|我|的)(?=.)",
        r"^的|的$",
    ):
        draft.drop(pattern)
    title = draft.title()
    return "" if simplify(title) in {"它", "这个", "那个", "这", "那"} else title


_QUERY_WORDS = (
    r"我们的|我们|我的|我|你|有没有|有什么|有哪些|有几个|有多少|还有|是不是|是什么时候|"
    r"什么时候|什么时间|几点钟?|哪天|哪一天|何时|哪里|哪儿|在哪|什么|哪些|哪个|"
    r"几个|多少|有空|空闲|没空|有时间|忙不忙|忙|查看一下|查看|查询|查一下|查|看一下|看看|"
    r"看(?!牙|医|病|电影|书|房|展|演|比赛|球|戏|望)|"
    r"显示|列出|念一下|念|读一下|读|告诉|确认一下|确认|检查|打开|"
    r"日历上|日历里|日历|日程表|日程|行程|安排|议程|闹钟|闹铃|提醒|事件|活动|计划|会议|的会|"
    r"所有|全部|全都|都|一下|下一个|下一场|下一次|下次|最近|接下来|即将|现在|设了|设置了|设置|"
    r"定了|定的|设定|"
    r"开始|结束|开|吗|呢|啊|了|的|是|在|有|要|事情|事|会|和谁|谁|请|帮|把|上|里|过|没|空|这|"
    r"那|个|些|做|干|到|参加"
)


def asked_events(text: str) -> ActionCall:
    """Which events are asked for."""
    draft = Draft(text)
    remind = bool(compiled(r"闹钟|闹铃").search(draft.plain))
    when = draft.when()
    return ActionCall("agenda_query", title=_content(draft), when=when, remind=remind)


def _content(draft: Draft) -> str:
    """What an event is called in a question: the longest piece that is no question word."""
    plain = draft.plain
    pieces = []
    at = 0
    for found in compiled(rf"(?:{_QUERY_WORDS}|[\s,，。?？])+").finditer(plain):
        pieces.append((at, found.start()))
        at = found.end()
    pieces.append((at, len(plain)))
    start, end = max(pieces, key=lambda piece: piece[1] - piece[0])
    title = trim(draft.text[start:end])
    with_whom = compiled(r"^(?:和|跟|与)(?=.)")
    return with_whom.sub("", title) if len(title) > 1 else ""


def removed_events(text: str) -> ActionCall:
    """Which events go."""
    draft = Draft(text)
    plain = draft.plain
    every = bool(compiled(r"所有|全部|清空|每个|都|全").search(plain))
    remind = bool(compiled(r"闹钟|闹铃").search(plain))
    when = draft.when()
    for pattern in (
        r"^(?:把|将)",
        r"(?:都|全部|全)?(?:给)?(?:删除|删掉|删了|取消|去掉|移除|清空|清除|撤销|不要|关掉|关闭|"
        r"拿掉|清掉|删|不用|不需要)(?:一下|掉|了)?",
        r"(?:从|在)?(?:我的|我)?(?:日历|日程表?|行程)(?:里面|里|上|中)?(?:的)?",
        r"(?:都|全部|全)?(?:给我|给)?(?:清|关)(?:了|上|一下)?$",
        r"[,，]?(?:我|我们)?(?:不去|去不了|不来|不参加|不想去)了?[,，]?$",
        r"所有的?|全部的?|都|全",
        r"^(?:我们的|我的|我|那个|这个|的|和|跟)(?=.)",
        r"(?:的)?(?:闹钟|闹铃|日程|事件|安排|提醒|活动|了)$",
        r"^的|的$",
    ):
        draft.drop(pattern)
    title = draft.title() or _kind(text)
    return ActionCall("agenda_remove", title=title, when=when, remind=remind, every=every)
