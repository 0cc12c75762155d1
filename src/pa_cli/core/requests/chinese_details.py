"""The words of a Chinese request that name things: title, time, list, tags, text."""

from dataclasses import replace

from pa_cli.core.action import ActionCall, ActionName
from pa_cli.core.requests import chinese_events as events
from pa_cli.core.requests import chinese_todos as todos
from pa_cli.core.requests.chinese_draft import Draft
from pa_cli.core.requests.chinese_sentence import ChineseSentence, simplify
from pa_cli.core.requests.sentence import compiled
from pa_cli.core.requests.wording import take_tags, trim


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


def _note_add(text: str) -> ActionCall:
    draft = Draft(text)
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
    draft = Draft(text)
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
    draft = Draft(text)
    draft.drop(r"^(?:你?要?记住|记得|别忘了|不要忘记|牢记)(?:了)?[\s,，:：]*")
    return ActionCall("memory_add", text=draft.title())


def _question(text: str) -> ActionCall:
    return ActionCall("answer", text=text)


_DESCRIBERS = {
    "agenda_add": events.new_event,
    "agenda_change": events.changed_event,
    "agenda_query": events.asked_events,
    "agenda_remove": events.removed_events,
    "todo_add": todos.new_todo,
    "todo_query": todos.asked_todos,
    "todo_done": todos.done_todo,
    "todo_remove": todos.removed_todos,
    "note_add": _note_add,
    "note_search": _note_search,
    "memory_add": _memory_add,
    "datetime": _question,
    "answer": _question,
}
