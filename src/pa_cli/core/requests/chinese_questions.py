"""What a Chinese question asks for: clock, agenda, lists."""

from pa_cli.core.requests import chinese_words as words
from pa_cli.core.requests.chinese_sentence import ChineseSentence
from pa_cli.core.requests.guess import Guess, likely, sure
from pa_cli.core.requests.sentence import compiled


def asks_the_clock(s: ChineseSentence) -> Guess | None:
    """A question of time and date that needs none of the user's data."""
    own = (
        s.says(words.ALARM)
        or s.says(words.CALENDAR)
        or s.says(words.LISTS)
        or s.says(
            r"会议|开会|[个场次的]会(?=[是在几开]|$)|安排|预约|约会|面试|聚会|我的(?!时间|时区)|我和|"
            r"生日|婚礼|纪念日|考试|体检|航班"
        )
    )
    if s.says(
        r"时差|比.*[快慢早晚](?:几|多少)个?(?:小时|钟头)|差几个?小时|差多少个?小时|时区|闰年|第几周|第几天|夏令时|冬令时"
    ):
        return sure("datetime")
    if own:
        return None
    if s.says(
        r"几点(?:了|钟)?(?:啊|呢|呀|吗|啦|咯)?$|现在.*几点|几点了|现在.*时间|当前时间|什么时间|报时|"
        r"^(?:现在)?时间$|的时间$|时间是(?:多少|几点)|当地时间"
    ):
        return (
            None if s.says(r"开门|关门|营业|起飞|到达|开始|出发|睡|起床|吃") else sure("datetime")
        )
    if s.says(r"^\S{2,6}时间$") and _names_place(s):
        return sure("datetime")
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


def _names_place(s: ChineseSentence) -> bool:
    from pa_cli.core.clock_answers.places import find_places

    return bool(find_places(s.text))


def asks(s: ChineseSentence) -> Guess | None:
    """A question that the agenda or the lists answer."""
    # 这周的安排 is a noun there, and 安排 elsewhere what one asks for
    named = compiled(r"(?:的|有)?(?:日程|安排|行程|计划|闹钟)+表?$").search(s.text)
    before = s.text[: named.start()] if named else ""
    verb = rf"{words.ADD}|{words.REMOVE}|帮我|给我|替我|做个|定个"
    if named and s.dated and len(s.text) < 12 and not compiled(verb).search(before):
        return sure("agenda_query")
    if not s.says(words.ASKING) and not s.asked:
        return None
    if s.says(r"意思|定义|什么是|是什么(?!时候)|怎么做|如何") and not s.says(
        r"我的?|清单上|日历上|安排|日程|计划|会议|[个次场的]会"
    ):
        return None
    if s.says(words.ALARM) or s.says(words.CALENDAR):
        return sure("agenda_query")
    if s.says(words.LISTS):
        return sure("todo_query")
    if s.says(
        r"(?:要|该|需要|得|应该|还要|必须)(?:做|买|完成|办)(?:的)?(?:些)?(?:什么|啥|哪些)|"
        r"要做的事|(?:哪些|什么|几[件项个]).*(?:到期|逾期|过期|截止)|没(?:做|买|办|弄|完成)|(?:交|买|还|寄|做|写|洗|取|付|缴)(?:了|好|完|过)?(?:没有?)$|要买(?:的|什么)"
    ):
        return likely("agenda_query") if s.dated and s.says(r"做") else sure("todo_query")
    if s.says(
        r"(?:我|接下来|最近|待会|等会|一会|稍后|今|明|后天|周|下午|上午|早上|中午|"
        r"晚|月|号|星期|礼拜).*(?:有(?:什么|哪些|"
        r"啥)?(?:安排|事|会|活动|计划|约|会议|课)|有空|没空|有时间|忙|空闲|有没有(?:安排|事|空|会|"
        r"时间|约))"
    ):
        return sure("agenda_query")
    if s.says(
        r"(?:我|我们)(?:\S{0,6})(?:几点|什么时候|哪天|何时)(?:要|得|该|去|和|跟|能|走|出|起|上|下|开)|"
        r"我.*(?:去哪|见谁|干什么|干嘛)|[今明后天周月].*(?:还)?(?:剩|有)(?:下)?(?:什么|几件|哪些)事|"
        r"[的个场次]会(?:议)?(?:在|是|什么|几|改|开|有)"
    ):
        return sure("agenda_query")
    if s.says(words.EVENTS) and (
        s.dated or s.says(r"我|什么时候|几点|哪天|下一个|下次|在哪|哪里|哪儿|谁")
    ):
        return (
            sure("agenda_query")
            if s.says(r"我|几点|什么时候|有没有|有什么|有哪些|哪些|吗|下一|看|查")
            else likely("agenda_query")
        )
    return None
