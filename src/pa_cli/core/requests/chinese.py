"""What a Chinese request asks for."""

from collections.abc import Callable

from pa_cli.core.requests.chinese_events import SHIFT
from pa_cli.core.requests.chinese_sentence import ChineseSentence
from pa_cli.core.requests.guess import Guess, likely, perhaps, sure

_LISTS = r"清单|购物单|待办|列表|任务|代办|愿望单|买菜单|书单"
_ALARM = r"闹钟|闹铃|提醒(?!我)|计时器"
_CALENDAR = r"日历|日程|行程|议程"
_EVENTS = (
    r"会议|开会|例会|周会|晨会|早会|安排|预约|约会|活动|聚会|聚餐|面试|约了|生日会|生日|派对|"
    r"婚礼|饭局|演唱会|牙医|看医生|复诊|体检|"
    r"航班|课程|上课|讲座|培训|音乐会|晚饭|晚餐|午饭|午餐|见面|吃饭|约|考试|比赛|"
    r"会(?=[^儿说做不]|$)|事件|纪念日|节目彩排"
)
_ASKING = (
    r"什么|哪些|哪天|哪个|哪里|哪儿|几个|几点|几号|多少|吗$|吗[?？]|有没有|是不是|有无|何时|"
    r"怎么|谁|看看|查看|查一下|查询|查查|显示|"
    r"列出|念|读一?下|读出|告诉|看一下|看下|\?|^查|^看|还有哪|忙不忙|忙吗|有空|空闲|没空|确认|"
    r"打开|检查"
)
_REMOVE = (
    r"删除|删掉|删了|^删|删|取消|去掉|移除|移出|清空|清除|撤销|不要了|不需要|关掉|关闭|拿掉|"
    r"清掉|关[了上]|清了|清一?下|不用.*了|(?:不用|不要|别)(?:再)?叫我"
)
_CHANGE = (
    r"改到|改成|改为|改在|改至|改期|改时间|推迟|延后|延期|挪到|挪至|移到|移至|调到|调整|换到|"
    r"换成|改(?=下周|下下周|周[一二三四五六日天]|明天|后天)|推后|往后推|往后挪|往前挪|"
    r"重命名|改名|提前(?!.*提醒)|延长|更改|修改|顺延"
)
_ADD = (
    r"添加|加入|加到|加上|加个|加一|加进|^加|新建|创建|建一?个|建立|安排|预定|设置|设一?个|"
    r"^设|定一?个|^定|订一?个|新增|增加|放到|放进|写到|写进|记到|记入|列入|记在|加在|(?:上|里|"
    r"中)(?:加|放|添|写)|[写记放]上|(?:清单|列表|购物单|待办)(?:再|也|要|里)*(?:加|放|添|写|记)|约"
)


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
        and not s.says(rf"{_LISTS}|{_ALARM}|{_CALENDAR}|会议")
    ):
        return sure("answer")
    return None


def _memory(s: ChineseSentence) -> Guess | None:
    if s.says(
        r"^(?:你?要?记住|记得|别忘了|不要忘记|请?牢记)[,，:：]?(?:我|我们|我家|咱)(?!要|得|需要|"
        r"应该|必须|们要|们得)(?!今天|明天|后天|下午|下周|周|晚上)"
    ):
        return sure("memory_add")
    if s.says(
        r"^(?:你?要?记住)(?!.*(?:提醒|要|去)).+(?:是|在|喜欢|叫|过敏|住|用|爱|不吃|不喝|讨厌)"
    ):
        return sure("memory_add")
    if s.says(
        r"^(?:以后|从现在起|从今往后)(?:都|请)?(?:叫我|用|别)|^叫我(?!起床|起来|早|去|的时候)"
    ):
        return likely("memory_add")
    return None


def _note(s: ChineseSentence) -> Guess | None:
    if s.says(
        r"(?:我|之前|上次|以前|曾经).*(?:写|记)(?:过|了|的|下|下来)(?:些|了)?.*(?:什么|哪|吗|啥|"
        r"内容)|"
        r"(?:写|记)(?:过|了|下了)?(?:些)?(?:什么|啥)|关于.+的(?:笔记|备忘|记录)|"
        r"(?:找|搜|搜索|查|查找|查看|看看?|打开|翻|有没有|有什么|有哪些|显示|列出|念).*(?:笔记|"
        r"备忘录)|笔记(?:里|中|本).*(?:什么|有没有|找|搜|查|哪|说|吗|多少)"
    ) and not s.says(_LISTS):
        return sure("note_search")
    if s.says(
        r"^(?:记一?下来?|记录一?下?|写下来?|写个?笔记|做个?笔记|做一?[个条]笔记|记个?笔记|"
        r"记一?[条个]?笔记|新建一?[个条]?笔记|创建一?[个条]?笔记|添加一?[个条]?笔记|"
        r"加一?[个条]笔记|"
        r"写一?[条个]笔记|建一?[个条]?笔记|笔记[:： ]|备忘[:：录 ]|记一笔|做个?备忘|记个?备忘|"
        r"随手记|把.+(?:记下来|记下|记到笔记|写进笔记|写到笔记|存到笔记|记在笔记))"
    ):
        if s.says(_LISTS) or s.says(_CALENDAR):
            return None
        return (
            likely("note_add") if s.timed and s.says(rf"^记.*(?:{_EVENTS})") else sure("note_add")
        )
    return None


def _remind(s: ChineseSentence) -> Guess | None:
    if (s.says(_REMOVE) and not s.says(r"提醒(?:我|我们)")) or (
        s.says(_ASKING) and s.says(r"提醒(?!我)|哪些提醒|什么提醒")
    ):
        return None
    if s.says(
        r"叫我起床|叫醒我|喊我起床|叫我起来|叫我早起|(?:点|分|半|刻|钟|时|后)叫我|提醒(?:我|我们|"
        r"一下|咱)|"
        r"^提醒(?!事项|列表)|叫我(?:去|开会|出门)"
    ):
        if s.says(r"叫"):
            return sure("agenda_add")
        if s.says(r"^(?:把|取消|删)|有(?:什么|哪些|没有).*提醒我|提醒我(?:了)?(?:什么|哪些)"):
            return likely("agenda_query")
        return sure("agenda_add" if s.timed else "todo_add")
    if s.says(r"^(?:记得|别忘了|不要忘了|不要忘记|别忘记|千万别忘)"):
        return sure("agenda_add" if s.timed else "todo_add")
    return None


def _foreign(s: ChineseSentence) -> Guess | None:
    if s.says(_LISTS) or s.says(_ALARM) or s.says(_CALENDAR) or s.says(r"会议|预约|约会"):
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
    if not s.says(_REMOVE) or s.says(r"^(?:怎么|如何|为什么|怎样)"):
        return None
    if s.says(rf"(?:{_ALARM}|{_CALENDAR})") and not s.says(_LISTS):
        return sure("agenda_remove")
    if s.says(_LISTS):
        return sure("todo_remove")
    if s.says(r"笔记|备忘|记忆"):
        return likely("answer")
    if s.says(r"(?:不用|不要|别)(?:再)?叫我"):
        return sure("agenda_remove")
    if s.says(_EVENTS) or s.says(r"\b(?:meetings?|appointment|interview|lunch|dinner|stand-?up)\b"):
        return sure("agenda_remove")
    return likely("agenda_remove") if s.dated else perhaps("todo_remove")


def _change(s: ChineseSentence) -> Guess | None:
    if not s.says(_CHANGE) or s.says(r"时区|^(?:怎么|如何|为什么)") or s.says(_LISTS):
        return None
    if s.says(_EVENTS) or s.says(_ALARM) or s.says(_CALENDAR):
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
        r"标记[为成]?(?:已)?完成|标为(?:已)?完成|设为(?:已)?完成|打勾|打钩|勾掉|勾上|划掉|勾选|"
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


def _clock(s: ChineseSentence) -> Guess | None:
    own = (
        s.says(_ALARM)
        or s.says(_CALENDAR)
        or s.says(_LISTS)
        or s.says(
            r"会议|开会|[个场次的]会(?=[是在几开]|$)|安排|预约|约会|面试|聚会|我的(?!时间|时区)|我和"
        )
    )
    if s.says(r"时差|差几个?小时|差多少个?小时|时区|闰年|第几周|第几天|夏令时|冬令时"):
        return sure("datetime")
    if own:
        return None
    if s.says(
        r"几点(?:了|钟)?(?:啊|呢|呀|吗)?$|现在.*几点|几点了|现在.*时间|当前时间|什么时间|报时|"
        r"^(?:现在)?时间$|的时间$|时间是(?:多少|几点)|当地时间"
    ):
        return (
            None if s.says(r"开门|关门|营业|起飞|到达|开始|出发|睡|起床|吃") else sure("datetime")
        )
    if s.says(
        r"(?:星期|周|礼拜)几|几号|几月|今天.*日子|(?:今天|明天|昨天|后天|现在).*日期|日期是|"
        r"今年是.*年|哪一年|是哪天|哪一天|是哪一天|什么日子"
    ):
        return None if s.says(r"出生|去世|发生|成立|建国") else sure("datetime")
    if s.says(
        r"(?:多少|几)(?:个)?(?:天|周|星期|小时|月|年|分钟)(?!前)|多久(?:到|才)?|有多少天"
    ) and s.says(r"还有|距离|离|距|到|之间|相差|过去|过了|以来|[月年]有|以后|之后"):
        return None if s.says(r"公里|开车|路程|走|飞|要多久") else sure("datetime")
    if s.says(r"换算.*时间|(?:点|时).*(?:是|等于).*(?:时间|几点)"):
        return sure("datetime")
    if s.says(
        r"(?:春节|圣诞|中秋|端午|清明|元旦|国庆|感恩节|复活节|元宵|除夕|重阳|七夕|万圣节|母亲节|"
        r"父亲节).*(?:什么时候|哪天|几号|哪一天|几月|何时)|什么时候.*(?:春节|圣诞|中秋|端午|过年)"
    ):
        return sure("datetime")
    return None


def _query(s: ChineseSentence) -> Guess | None:
    if (
        s.says(r"(?:的|有)?(?:日程|安排|行程|闹钟)表?$")
        and not s.says(rf"{_ADD}|{_REMOVE}")
        and len(s.text) < 10
    ):
        return sure("agenda_query")
    if not s.says(_ASKING) and not s.asked:
        return None
    if s.says(r"意思|定义|什么是|是什么(?!时候)|怎么做|如何") and not s.says(
        r"我的?|清单上|日历上|安排|日程|计划|会议"
    ):
        return None
    if s.says(_ALARM) or s.says(_CALENDAR):
        return sure("agenda_query")
    if s.says(_LISTS):
        return sure("todo_query")
    if s.says(
        r"(?:要|该|需要|得|应该|还要|必须)(?:做|买|完成|办)(?:的)?(?:些)?(?:什么|啥|哪些)|"
        r"要做的事|没(?:做|买|办|弄|完成)|要买(?:的|什么)"
    ):
        return likely("agenda_query") if s.dated and s.says(r"做") else sure("todo_query")
    if s.says(
        r"(?:我|接下来|最近|待会|等会|一会|稍后|今天|明天|后天|周|下周|这周|本周|下午|上午|早上|"
        r"晚上).*(?:有(?:什么|哪些|"
        r"啥)?(?:安排|事|会|活动|计划|约|会议|课)|有空|没空|有时间|忙|空闲|有没有(?:安排|事|空|会|"
        r"时间|约))"
    ):
        return sure("agenda_query")
    if s.says(r"的会(?:议)?(?:在|是|什么|几|改|开|有)"):
        return sure("agenda_query")
    if s.says(_EVENTS) and (s.dated or s.says(r"我|什么时候|几点|哪天|下一个|下次")):
        return (
            sure("agenda_query")
            if s.says(r"我|几点|什么时候|有没有|有什么|有哪些|哪些|吗|下一|看|查")
            else likely("agenda_query")
        )
    return None


def _adding(s: ChineseSentence) -> Guess | None:
    if s.asked or s.says(r"吗$|什么|怎么|如何|为什么|多少"):
        return None
    if s.says(_ALARM) and not s.says(_LISTS):
        if s.says(r"[关停不别没]") and not s.says(_ADD):
            return perhaps("agenda_remove")
        return sure("agenda_add") if s.says(_ADD) or s.dated else perhaps("agenda_query")
    if s.says(_LISTS):
        return (
            sure("todo_add")
            if s.says(_ADD) or s.says(r"^(?:把|将|记|写|买|放|建)")
            else perhaps("todo_query")
        )
    if s.says(_CALENDAR):
        return sure("agenda_add") if s.says(_ADD) or s.dated else perhaps("agenda_query")
    if s.dated and s.says(_EVENTS):
        return sure("agenda_add") if s.timed or s.says(_ADD) else likely("agenda_add")
    if s.timed and s.says(r"^(?:我)?(?:要|去|跟|和|与)|" + _ADD):
        return likely("agenda_add")
    if s.says(
        r"^(?:要|需要|我要|得)?(?:买|交|还|寄|取|缴)|(?:没有|用完|快没|喝完|吃完)了$|没有?(?!时间|"
        r"空|人|事|问题|意思|办法).{1,5}了$|不够了"
    ):
        return likely("todo_add")
    if s.says(r"^(?:添加|加|新增)"):
        return likely("todo_add")
    return likely("agenda_add") if s.timed else None


def _world(s: ChineseSentence) -> Guess | None:
    if s.says(rf"{_LISTS}|{_ALARM}|{_CALENDAR}|笔记"):
        return perhaps("answer")
    if s.says(
        r"笑话|食谱|菜谱|做法|怎么做|意思|定义|等于|加上|减去|乘以|除以|首都|翻译|解释|什么是|"
        r"是什么|是谁|为什么|讲|推荐|介绍|谁|如何|怎么|哪里|哪个|多少|几[个只条]|电影|平方根|"
        r"有多[高远大长深重少快老宽厚]|开门|关门|营业|谢谢|"
        r"厉害|真棒|不错|辛苦了|你好|晚安|早安|你叫|你是"
    ):
        return sure("answer")
    if s.asked or s.says(_ASKING):
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
    _clock,
    _query,
    _adding,
    _world,
)
