"""The words of a Chinese request that name to-dos and lists."""

from dataclasses import replace

from pa_cli.core.action import ActionCall
from pa_cli.core.requests.chinese_draft import Draft
from pa_cli.core.requests.sentence import compiled
from pa_cli.core.requests.wording import trim

_MINE = r"(?:我们的|我的|我们|我|那个|这个)?"
_LIST = (
    rf"{_MINE}(?P<list>(?:(?!加(?!拿大)|添加|放进|放入|放到|写进|写到|记到|"
    rf"上加)[^到在把从里,，\s]){{0,8}}?)(?P<kind>待办清单|待办事项|待办列表|任务清单|"
    r"任务列表|购物单|愿望单|书单|清单|列表|待办|代办|任务)"
)


def _list_of(draft: Draft) -> str | None:
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


def new_todo(text: str) -> ActionCall:
    """What goes on which list."""
    draft = Draft(text)
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
        r"(?:已经|快)?(?:没有|用完|喝完|吃完|快没)了$|不够了$|没了$",
        r"^(?:(?:家|冰箱|厨房|柜子)里?)?(?:已经|快)?(?:没有?|缺)(?=.{1,6}了?$)",
        r"(?<=.)了$",
    ):
        draft.drop(pattern)
    title = compiled(r"^[:：]|^的|的$").sub("", draft.title())
    return ActionCall("todo_add", title=trim(title), when=when, list=name, remind=remind)


def asked_todos(text: str) -> ActionCall:
    """Which list is asked for."""
    draft = Draft(text)
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
    if found := compiled(
        r"^(?P<what>[^什哪几多]{1,8}?)(?:交|买|还|寄|做|写|洗|取|付|缴)(?:了|好了|完了)(?:没有?|吗)$"
    ).search(draft.plain):
        title = trim(draft.text[found.start("what") : found.end("what")])
    return ActionCall("todo_query", title=title, when=when, list=name)


def removed_todos(text: str) -> ActionCall:
    """What goes from which list."""
    draft = Draft(text)
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


def done_todo(text: str) -> ActionCall:
    """What is done."""
    call = removed_todos(text)
    title = compiled(
        r"^(?:我)?(?:已经)?(?=买|交|付|寄|还|写|洗|取)|(?:买|(?<=.)[交付寄还写洗取缴订])(?:了|完|"
        r"好)*$|(?<=[买交付寄还写洗取缴订])[了完好](?:了)?"
    ).sub("", call.title)
    return replace(call, action="todo_done", title=title if title in text else call.title)
