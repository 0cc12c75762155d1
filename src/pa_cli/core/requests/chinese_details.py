"""The words of a Chinese request that name things: title, time, list, tags, text."""

from dataclasses import replace

from pa_cli.core.action import ActionCall, ActionName
from pa_cli.core.dates.parse import parse
from pa_cli.core.requests.chinese_sentence import ChineseSentence, simplify, unglued
from pa_cli.core.requests.sentence import ANY_MOMENT, compiled
from pa_cli.core.requests.wording import join_spans, take_tags, trim

_MINE = r"(?:我们的|我的|我们|我|那个|这个)?"
_LIST = (
    rf"{_MINE}(?P<list>(?:(?!加(?!拿大)|添加|放进|放入|放到|写进|写到|记到|"
    rf"上加)[^到在把从里,，\s]){{0,8}}?)(?P<kind>待办清单|待办事项|待办列表|任务清单|"
    r"任务列表|购物单|愿望单|书单|清单|列表|待办|代办|任务)"
)


def describe(action: ActionName, s: ChineseSentence, request: str) -> ActionCall:
    """The call that `action` becomes: its words are copied from the sentence.

    Args:
        action: What is asked for.
        s: The sentence.
        request: The same with the politeness around it.
    """
    text, tags = take_tags(s.text)
    call = _DESCRIBERS[action](text)
    if action in {"datetime", "answer"}:
        call = replace(call, text=request.strip())
    return replace(call, action=action, tags=tags)


class _Draft:
    """A text that is cut down to a title; patterns look at its simplified form."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def plain(self) -> str:
        return simplify(self.text)

    def drop(self, pattern: str) -> bool:
        """Take the first match away; whether there was one."""
        found = compiled(pattern).search(self.plain)
        if found:
            self.text = self.text[: found.start()] + self.text[found.end() :]
        return bool(found)

    def when(self) -> str:
        """Take the words of date and time away, and return them."""
        reading = parse(unglued(self.text), ANY_MOMENT)
        if reading.start is None:
            return ""
        when = join_spans(self.text, reading.spans)
        signs = list(self.text)
        for start, end in reading.spans:
            signs[start:end] = "\x00" * (end - start)
        left = compiled("[\\s,，、]*\x00+(?:[的,，、\\s])*").sub("\x00", "".join(signs))
        between = compiled("(?<=[!-~])\x00(?=[!-~])").sub(" ", left)
        self.text = between.replace("\x00", "")
        return trim(compiled("的$").sub("", when))

    def title(self) -> str:
        return trim(self.text)


def _agenda_add(text: str) -> ActionCall:
    draft = _Draft(text)
    remind = bool(compiled(r"提醒|闹钟|闹铃|叫我|叫醒|喊我|计时").search(draft.plain))
    when = draft.when()
    before = draft.text
    for pattern in (
        r"^(?:帮我|请|麻烦|给我|替我|我想|我要|我需要|要|我)+(?=.)",
        r"(?:在|到|往|进|加到|加入|添加到|放到|写到|放进|写进|记到)?(?:我的|我)?(?:日历|日程表?|"
        r"行程|议程)(?:里面|里|上|中|表)?(?:添加|加入|加上|加|记|写)?(?:一?[个条])?$",
        r"^(?:在|往|到)?(?:我的|我)?(?:日历|日程表?|行程|议程)(?:里面|里|上|中)?",
        r"^(?:把|将)",
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


def _agenda_change(text: str) -> ActionCall:
    plain = simplify(text)
    if found := compiled(
        r"^(?:把|将)?(?P<old>.+?)(?:重命名|改名|的名字改|名字改|名称改)(?:为|成|叫)?(?P<new>.+)$"
    ).match(plain):
        draft = _Draft(text[found.start("old") : found.end("old")])
        when = draft.when()
        return ActionCall(
            "agenda_change", title=_event(draft), when=when, text=trim(text[found.start("new") :])
        )
    cut = compiled(
        r"(?:改到|改成|改为|改在|改至|改期到|改期至|推迟到|推迟至|推迟|延后到|延后|延期到|延期|"
        r"挪到|挪至|移到|移至|调到|调整到|调整为|换到|换成|推后到|推后|往后推|"
        r"往后挪|往前挪|提前到|提前至|提前|延长到|延长|更改为|更改到|修改为|修改到|顺延到|顺延)"
    ).search(plain)
    if not cut:
        draft = _Draft(text)
        when = draft.when()
        draft.drop(r"改期|改时间|调整|更改|修改|改一下|改")
        return ActionCall("agenda_change", title=_event(draft), when=when)
    old = _Draft(text[: cut.start()])
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
        after = _Draft(text[cut.end() :])
        after.when()
        title = _event(after)
    return ActionCall("agenda_change", title=title, when=when, new_when=new)


def _kind(text: str) -> str:
    """What is meant when no name is said: 闹钟, 日程."""
    found = compiled(r"闹钟|闹铃|提醒|日程|会议|活动|安排|事件|预约").search(simplify(text))
    return text[found.start() : found.end()] if found else ""


def _event(draft: _Draft) -> str:
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


def _agenda_query(text: str) -> ActionCall:
    draft = _Draft(text)
    remind = bool(compiled(r"闹钟|闹铃").search(draft.plain))
    when = draft.when()
    return ActionCall("agenda_query", title=_content(draft), when=when, remind=remind)


def _content(draft: _Draft) -> str:
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


def _agenda_remove(text: str) -> ActionCall:
    draft = _Draft(text)
    plain = draft.plain
    every = bool(compiled(r"所有|全部|清空|每个|都|全").search(plain))
    remind = bool(compiled(r"闹钟|闹铃").search(plain))
    when = draft.when()
    for pattern in (
        r"^(?:把|将)",
        r"(?:都|全部|全)?(?:给)?(?:删除|删掉|删了|取消|去掉|移除|清空|清除|撤销|不要|关掉|关闭|"
        r"拿掉|清掉|删|不用|不需要)(?:一下|掉|了)?",
        r"(?:从|在)?(?:我的|我)?(?:日历|日程表?|行程)(?:里面|里|上|中)?(?:的)?",
        r"所有的?|全部的?|都|全",
        r"^(?:我们的|我的|我|那个|这个|的|和|跟)(?=.)",
        r"(?:的)?(?:闹钟|闹铃|日程|事件|安排|提醒|活动|了)$",
        r"^的|的$",
    ):
        draft.drop(pattern)
    title = draft.title() or _kind(text)
    return ActionCall("agenda_remove", title=title, when=when, remind=remind, every=every)


def _list_of(draft: _Draft) -> str | None:
    """Take the list away and return its name; None when no list is named."""
    plain = draft.plain
    pattern = (
        rf"(?:[,，]?(?:添加|加入|加|放|写|记|列)?(?:到|进|入|在|从))?{_LIST}(?:里面|里|上面|上|中|"
        r"表)?(?:添加|加入|加上|加|写|记)?(?:上|入|进去|去)?"
    )
    found = compiled(pattern).search(plain)
    if not found:
        return None
    start, end = found.span("list")
    name = draft.text[start:end]
    kind = found["kind"]
    draft.text = f"{draft.text[: found.start()]} {draft.text[found.end() :]}".strip()
    if kind in {"购物单", "愿望单", "书单"}:
        return trim(name + kind[:-1])
    return trim(name)


def _todo_add(text: str) -> ActionCall:
    draft = _Draft(text)
    remind = "提醒" in draft.plain
    if (
        found := compiled(
            rf"^(?:新建|创建|建立|建|添加|做|写|列)(?:一?[个张份])?(?:新的)?{_LIST}(?:[,，:：]?(?:叫|"
            r"名为|叫做))?(?P<name>.*)$"
        ).match(draft.plain)
    ) and not compiled(r"^(?:待办|任务|代办|待办事项)$").match(found["kind"]):
        name = (
            text[found.start("list") : found.end("list")]
            or text[found.start("name") : found.end("name")]
        )
        return ActionCall("todo_add", list=trim(name) or "")
    name = _list_of(draft) or ""
    when = draft.when()
    for pattern in (
        r"^(?:把|将|帮我|请|给我|在|往|到)+(?=.)",
        r"^\s*(?:提醒|叫)(?:我们|我|一下)?(?:一下)?(?:要|去(?=.))?|^(?:记得|别忘了|不要忘了|"
        r"不要忘记|别忘记|千万别忘了?)(?:要|去)?",
        r"^\s*(?:添加|加入|加上|新建|创建|新增|增加|记下|记|加|写|"
        r"放)(?:一?[个条项下])?(?:新的)?(?:[:：])?",
        r"(?:也)?(?:添加|加入|加进去|加进|加上|加|放进去|放进|放|写上|写|记)(?:到|进|去|入|"
        r"上)?\s*$",
        r"^(?:我们|我)?(?:还)?(?:要|需要|得)(?=买|交|还|寄|取|缴|去)",
        r"(?:已经)?(?:没有|用完|喝完|吃完|快没)了$|不够了$|没了$",
    ):
        draft.drop(pattern)
    title = compiled(r"^[:：]|^的|的$").sub("", draft.title())
    return ActionCall("todo_add", title=trim(title), when=when, list=name, remind=remind)


def _todo_query(text: str) -> ActionCall:
    draft = _Draft(text)
    name = _list_of(draft) or ""
    if name:
        cleaned = compiled(
            r"^(?:查看|看看|看一下|看|显示|列出|念一下|念|读一下|读|打开|有哪些|有什么|还有|告诉|查|"
            r"今天|明天|我的|的)+"
        ).sub("", name)
        name = trim(cleaned)
    when = draft.when()
    title = ""
    if found := compiled(r"(?:有没有|有)(?P<what>[^什哪几多吗]{1,8}?)(?:吗|了吗|$)").search(
        draft.plain
    ):
        title = trim(draft.text[found.start("what") : found.end("what")])
    return ActionCall("todo_query", title=title, when=when, list=name)


def _todo_remove(text: str) -> ActionCall:
    draft = _Draft(text)
    every = bool(compiled(r"所有|全部|清空|都|全").search(draft.plain))
    whole = compiled(
        rf"^(?:把|将)?(?:删除|删掉|清空|清除|去掉|取消)?(?:整个)?{_LIST}(?:全部)?(?:删除|删掉|清空|"
        r"清除|去掉|删了)?$"
    ).match(draft.plain)
    draft.drop(
        r"^(?:把|将|从)?(?:删除|删掉|去掉|移除|取消|划掉|勾掉|删|清空|清除)(?:一下|掉)?(?=.)"
    )
    name = _list_of(draft) or ""
    if whole and whole["kind"] not in {"任务", "待办", "代办"}:
        cleaned = compiled(r"^(?:把|删除|删掉|清空|清除|去掉|取消|整个|我的)+").sub("", name)
        return ActionCall("todo_remove", list=trim(cleaned), every=True)
    when = draft.when()
    for pattern in (
        r"^\s*(?:把|将|从|我)+",
        r"(?:都|全部|给)?(?:删除|删掉|删了|取消|去掉|移除|移出|清空|清除|划掉|勾掉|拿掉|打勾|打钩|"
        r"勾上|勾选|删)(?:一下|掉|了)?",
        r"(?:标记为|标记成|标为|设为|设成)?(?:已)?(?:经)?完成(?:了)?$",
        r"^(?:我)?(?:已经|刚刚|刚才|刚|今天)*(?:完成了?|做完了?|办完了?|搞定了?)(?=.)",
        r"(?:已经)?(?:完成|做完|办完|搞定|弄完|办好|买好|买完|写完|交完)了$|了$",
        r"^(?:我)?(?:已经|刚刚|刚才|刚)+",
        r"^(?:所有的?|全部的?|的|那个|这个|不用|不要|不需要)",
        r"的$",
        r"(?:里|上|中)的?$",
        r"^的",
    ):
        draft.drop(pattern)
    title = draft.title()
    return ActionCall(
        "todo_remove",
        title="" if title in {"项", "事项", "它"} else title,
        when=when,
        list=name,
        every=every,
    )


def _todo_done(text: str) -> ActionCall:
    call = _todo_remove(text)
    title = compiled(
        r"^(?:我)?(?:已经)?(?=买|交|付|寄|还|写|洗|取)|(?:买|(?<=.)[交付寄还写洗取缴订])(?:了|完|"
        r"好)*$|(?<=[买交付寄还写洗取缴订])[了完好](?:了)?"
    ).sub("", call.title)
    return replace(call, action="todo_done", title=title if title in text else call.title)


def _note_add(text: str) -> ActionCall:
    draft = _Draft(text)
    draft.drop(
        r"^(?:请|帮我)*(?:记一?下来?|记录一?下?|写下来?|(?:写|做|记|新建|创建|添加|加|"
        r"建)一?[个条篇]?(?:新的?)?笔记|做个?备忘录?|记个?备忘录?|随手记一?下?|笔记|"
        r"备忘录?)(?:内容是|内容|说|写着)?[\s:：,，]*"
    )
    if draft.drop(
        r"(?:记下来|记下|记到笔记(?:里|本|中)?|写进笔记(?:里)?|写到笔记(?:里)?|存到笔记(?:里)?|"
        r"记在笔记(?:里)?)$"
    ):
        draft.drop(r"^(?:把|将)")
    return ActionCall("note_add", text=draft.title())


def _note_search(text: str) -> ActionCall:
    draft = _Draft(text)
    when = draft.when()
    if found := compiled(
        r"(?:关于|有关)(?P<what>.+?)(?:的(?:笔记|备忘录?|记录|内容|事)|我|都|写|记|,|，|$)"
    ).search(draft.plain):
        return ActionCall(
            "note_search", text=trim(draft.text[found.start("what") : found.end("what")]), when=when
        )
    draft.drop(
        r"^(?:帮我|请|我)?(?:之前|上次|以前|曾经)?(?:在)?(?:我的)?笔记(?:里面|里|中|本里|本)?"
    )
    for pattern in (
        r"^(?:找一?找|找一下|找|搜索一?下?|搜一?下?|搜|查找|查一下|查看|查|看看|看一下|看|打开|"
        r"显示|列出|有没有|有什么|翻一?下?)+",
        r"^(?:我|之前|上次|以前|曾经|都|是)+(?=.)",
        r"(?:写|记)(?:过|了|的|下来|下)?(?:些)?(?:什么|啥|哪些)?(?:内容)?(?:关于)?",
        r"(?:的)?(?:笔记|备忘录?)$",
        r"^(?:提到过?|提过|写到|记到)",
        r"^(?:我的|的|了)|(?:的|吗|呢|什么|是|在哪里?|来着)+$",
    ):
        draft.drop(pattern)
    title = draft.title()
    return ActionCall(
        "note_search",
        text="" if simplify(title) in {"我的", "笔记", "我的笔记", "所有"} else title,
        when=when,
    )


def _memory_add(text: str) -> ActionCall:
    draft = _Draft(text)
    draft.drop(r"^(?:你?要?记住|记得|别忘了|不要忘记|牢记)(?:了)?[\s,，:：]*")
    return ActionCall("memory_add", text=draft.title())


def _question(text: str) -> ActionCall:
    return ActionCall("answer", text=text)


_DESCRIBERS = {
    "agenda_add": _agenda_add,
    "agenda_change": _agenda_change,
    "agenda_query": _agenda_query,
    "agenda_remove": _agenda_remove,
    "todo_add": _todo_add,
    "todo_query": _todo_query,
    "todo_done": _todo_done,
    "todo_remove": _todo_remove,
    "note_add": _note_add,
    "note_search": _note_search,
    "memory_add": _memory_add,
    "datetime": _question,
    "answer": _question,
}
