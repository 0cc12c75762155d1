"""What a Chinese request asks for."""

from collections.abc import Callable

from pa_cli.core.requests import chinese_words as words
from pa_cli.core.requests.chinese_events import SHIFT
from pa_cli.core.requests.chinese_questions import asks, asks_the_clock
from pa_cli.core.requests.chinese_sentence import ChineseSentence
from pa_cli.core.requests.guess import Guess, likely, perhaps, sure


def judge(s: ChineseSentence) -> Guess:
    """The likeliest action, and whether the rules are certain of it."""
    for rule in _RULES:
        if guess := rule(s):
            return guess
    return perhaps("answer")


def _talk(s: ChineseSentence) -> Guess | None:
    """Greetings, thanks and praise."""
    greets = s.all_says(
        r"^(?:你好|您好|嗨|哈喽|早上好|早安|上午好|中午好|下午好|晚上好|晚安|再见|拜拜|谢谢|"
        r"不用了|没事了|好的|你真|太)"
    )
    thanks = s.all_says(r"谢谢|多谢|辛苦了|太棒|真棒|厉害|干得好|做得好|不客气")
    if (
        (greets or thanks)
        and len(s.all_folded) < 10
        and not s.says(rf"{words.LISTS}|{words.ALARM}|{words.CALENDAR}|会议")
    ):
        return sure("answer")
    return None


def _memory(s: ChineseSentence) -> Guess | None:
    if s.says(r"^(?:忘掉|忘记|忘了)我"):
        return sure("answer")
    if s.says(
        r"^(?:你?要?记住|你?要?记得|别忘了|不要忘记|请?牢记)[,，:：]?(?:我|我们|我家|咱)(?!要|得|需要|"
        r"应该|必须|们要|们得)(?!今天|明天|后天|下午|下周|周|晚上)"
    ):
        return sure("memory_add")
    if s.says(
        r"^(?:你?要?记[住得])(?!.*(?:提醒|要|去)).+(?:是|在|喜欢|叫|过敏|住|用|爱|不吃|不喝|讨厌)"
    ):
        return sure("memory_add")
    if (
        s.says(
            r"^我(?:不|是|喜欢|讨厌|爱|对|叫|家|老|的).+[,，]?(?:记一下|记住|记着|帮我记|别忘)了?$"
        )
        and not s.dated
    ):
        return sure("memory_add")
    if s.says(
        r"^(?:以后|从现在起|从今往后)(?:都|请)?(?:叫我|用|别)|^叫我(?!起床|起来|早|去|的时候)"
    ):
        return likely("memory_add")
    return None


def _note(s: ChineseSentence) -> Guess | None:
    if s.says(r"^(?:删|清空|去掉|移除).*(?:笔记|备忘录)|^[把将].*(?:笔记|备忘录).*[删清]"):
        return sure("answer")
    if s.says(
        r"(?:我|之前|上次|以前|曾经).*(?:写|记)(?:过|了|的|下|下来)(?:些|了)?.*(?:什么|哪|吗|啥|"
        r"内容)|"
        r"(?:写|记)(?:过|了|下了)?(?:些)?(?:什么|啥)|关于.+的(?:笔记|备忘|记录)|"
        r"(?:找|搜|搜索|查|查找|查看|看看?|打开|翻|哪[条个篇]|有没有|有什么|有哪些|显示|列出|念).*(?:笔记|"
        r"备忘录)|笔记(?:里|中|本).*(?:什么|有没有|找|搜|查|哪|说|吗|多少)"
    ) and not s.says(words.LISTS):
        return sure("note_search")
    if s.says(
        r"^(?:记一?下来?|记录一?下?|写下来?|写个?笔记|做个?笔记|做一?[个条]笔记|记个?笔记|"
        r"记一?[条个]?笔记|新建一?[个条]?笔记|创建一?[个条]?笔记|添加一?[个条]?笔记|"
        r"加一?[个条]笔记|"
        r"写一?[条个]笔记|建一?[个条]?笔记|笔记[:： ]|备忘[:：录 ]|记一笔|做个?备忘|记个?备忘|"
        r"随手记|把.+(?:记下来|记下|记到笔记|写进笔记|写到笔记|存到笔记|记在笔记))"
    ):
        if s.says(words.LISTS) or s.says(words.CALENDAR):
            return None
        return (
            likely("note_add")
            if s.timed and s.says(rf"^记.*(?:{words.EVENTS})")
            else sure("note_add")
        )
    return None


def _remind(s: ChineseSentence) -> Guess | None:
    if (s.says(words.REMOVE) and not s.says(r"提醒(?:我|我们)")) or (
        s.says(words.ASKING) and s.says(r"提醒(?!我)|哪些提醒|什么提醒")
    ):
        return None
    if s.says(
        r"叫我起床|叫醒我|喊我起床|叫我起来|叫我早起|(?:点|分|半|刻|钟|时|后)叫我|提醒(?:我|我们|"
        r"一下|咱)|"
        r"^提醒(?!事项|列表)|叫我(?:去|开会|出门)"
    ):
        if s.says(r"叫|提前.+提醒"):
            return sure("agenda_add")
        if s.says(r"^(?:把|取消|删)|有(?:什么|哪些|没有).*提醒我|提醒我(?:了)?(?:什么|哪些)"):
            return likely("agenda_query")
        return sure("agenda_add" if s.timed else "todo_add")
    if s.says(r"^(?:记得|别忘了|不要忘了|不要忘记|别忘记|千万别忘)"):
        return sure("agenda_add" if s.timed else "todo_add")
    return None


def _foreign(s: ChineseSentence) -> Guess | None:
    if (
        s.says(words.LISTS)
        or s.says(words.ALARM)
        or s.says(words.CALENDAR)
        or s.says(r"会议|预约|约会")
    ):
        return None
    if s.says(
        r"播放|放(?:一)?首|放点|放个|来(?:一)?首|来点音乐|听歌|音乐(?!会|课|节)|歌曲|唱(?:一)?首|"
        r"开灯|关灯|灯光|把灯|的灯|空调|天气|下雨|下雪|气温|温度|带伞|几度|"
        r"发邮件|邮件|发短信|发微信|打车|叫车|外卖|点餐|新闻|股票|股价|音量|声音[大小调]|电视|"
        r"扫地|暖气|^(?:打电话|打给|拨打|给.{1,6}打电话)|导航|路况|堵车"
    ):
        return None if s.timed and s.says(r"发邮件|打电话|打给") else sure("answer")
    return None


def _removal(s: ChineseSentence) -> Guess | None:
    if not s.says(words.REMOVE) or s.says(r"^(?:怎么|如何|为什么|怎样)"):
        return None
    if s.says(rf"(?:{words.ALARM}|{words.CALENDAR})") and not s.says(words.LISTS):
        return sure("agenda_remove")
    if s.says(words.LISTS):
        return sure("todo_remove")
    if s.says(r"笔记|备忘|记忆"):
        return likely("answer")
    if s.says(r"(?:不用|不要|别)(?:再)?叫我"):
        return sure("agenda_remove")
    if s.says(words.EVENTS) or s.says(
        r"\b(?:meetings?|appointment|interview|lunch|dinner|stand-?up)\b"
    ):
        return sure("agenda_remove")
    if s.dated or s.says(r"取消|不[去看来]"):
        return likely("agenda_remove")
    return perhaps("todo_remove")


def _change(s: ChineseSentence) -> Guess | None:
    if not s.says(words.CHANGE) or s.says(r"时区|^(?:怎么|如何|为什么)"):
        return None
    if s.says(words.LISTS):
        is_task = s.says(r"待办|任务") and not s.says(r"清单|列表|单子|[添加新]")
        return sure("agenda_change") if is_task and (s.dated or s.says(SHIFT)) else None
    if s.says(words.EVENTS) or s.says(words.ALARM) or s.says(words.CALENDAR):
        return likely("agenda_change") if s.asked else sure("agenda_change")
    if s.says(SHIFT) and not s.asked:
        return sure("agenda_change")
    if s.says(r"^把|^将") or s.dated:
        return (
            sure("agenda_change") if s.dated and s.says(r"^(?:把|将)") else likely("agenda_change")
        )
    return None


def _done(s: ChineseSentence) -> Guess | None:
    if s.asked or s.says(r"吗|什么|哪些|没有|还没|没"):
        return None
    if s.says(
        r"搞定$|标记[为成]?(?:已)?完成|标为(?:已)?完成|设为(?:已)?完成|打勾|打钩|勾掉|勾上|划掉|勾选|"
        r"(?:做|写|洗|办|弄|看|读|买|修|收拾|打扫|整理)(?:完|好).{1,8}了$|^我?已经.+过.+了$|"
        r"已经?完成|完成了|搞定了|做完了|办完了|弄完了|办好了|^完成"
    ):
        return sure("todo_done")
    if s.says(
        r"^(?:我(?:已经|刚|刚刚|今天)?)?(?:已经|刚刚?)?(?:把.+)?(?:买|交|付|缴|寄|还|做|写|洗|取|"
        r"拿|修|订|看|读|发|打扫)(?:完|好|过)?了"
    ) or s.says(r"(?:买|交|付|缴|寄|还|写|洗|取|修|订|发|做)(?:好|完|过|出去|走|掉|到)?了$"):
        return (
            sure("todo_done")
            if s.says(r"^我?(?:已经|刚)|买了|买好了|写完了|交了|做完|付了")
            else likely("todo_done")
        )
    return None


def _adding(s: ChineseSentence) -> Guess | None:
    if s.asked or s.says(r"吗$|没$|没有$|什么|怎么|如何|为什么|多少"):
        return None
    if s.says(words.ALARM) and not s.says(words.LISTS):
        if s.says(r"[关停不别没]") and not s.says(words.ADD):
            return perhaps("agenda_remove")
        return sure("agenda_add") if s.says(words.ADD) or s.dated else perhaps("agenda_query")
    if s.says(words.LISTS):
        return (
            sure("todo_add")
            if s.says(words.ADD) or s.says(r"^(?:把|将|记|写|买|放|建)")
            else perhaps("todo_query")
        )
    if s.says(words.CALENDAR):
        return sure("agenda_add") if s.says(words.ADD) or s.dated else perhaps("agenda_query")
    return _planned(s) or _needed(s)


def _planned(s: ChineseSentence) -> Guess | None:
    """Something that is told with its time."""
    if s.dated and s.says(words.EVENTS):
        return sure("agenda_add") if s.timed or s.says(words.ADD) else likely("agenda_add")
    if s.timed and s.says(r"^(?:我)?(?:要|去|跟|和|与)|" + words.ADD):
        return likely("agenda_add")
    return None


def _needed(s: ChineseSentence) -> Guess | None:
    """Something that is to be done or bought, or has run out."""
    if s.says(
        r"(?:^|前|以前|[内底])我?(?:要|需要|得|把|该)?.{0,6}(?:买|交|还|寄|取|缴)(?!通|流|朋友|换)|"
        r"前(?:要|得|必须)?.{0,3}(?:完成|写|做|提交|发)|(?:没有|用完|快没|喝完|吃完)了$|"
        r"没有?(?!时间|空|人|事|问题|意思|办法).{1,5}了$|不够了|[家快]里?.{0,3}(?:缺|没).{1,5}$"
    ):
        return likely("todo_add")
    if s.says(r"^(?:添加|加|新增)"):
        return likely("todo_add")
    if s.timed or (s.dated and s.says(r"[去回飞陪见带](?!年|过|了)")):
        return likely("agenda_add")
    must = s.all_says(r"^(?:我|我们)?还?(?:得|必须|需要|要)(?!是|不|么|看|听|问|知|什|怎|几|多)")
    return likely("todo_add") if must and not s.dated else None


def _world(s: ChineseSentence) -> Guess | None:
    if s.says(rf"{words.LISTS}|{words.ALARM}|{words.CALENDAR}|笔记"):
        return perhaps("answer")
    if s.says(
        r"笑话|食谱|菜谱|做法|怎么做|意思|定义|等于|加上|减去|乘以|除以|首都|翻译|解释|什么是|"
        r"是什么|是谁|为什么|讲|推荐|介绍|谁|如何|怎么|哪里|哪个|多少|几[个只条]|电影|平方根|"
        r"有多[高远大长深重少快老宽厚]|开门|关门|营业|谢谢|"
        r"厉害|真棒|不错|辛苦了|你好|晚安|早安|你叫|你是"
    ):
        return sure("answer")
    if s.asked or s.says(words.ASKING):
        return likely("answer")
    return perhaps("answer") if s.dated else likely("answer")


_RULES: tuple[Callable[[ChineseSentence], Guess | None], ...] = (
    _talk,
    _memory,
    _note,
    _remind,
    _foreign,
    _removal,
    _change,
    _done,
    asks_the_clock,
    asks,
    _adding,
    _world,
)
