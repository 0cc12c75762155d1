"""The forms of questions about one's own agenda and to-dos, as patterns of the bare question."""

import re

POLITE = re.compile(
    r"^(?:(?:please|hey|hi|hello|ok|okay|so|and|now|pa|then)\s+|(?:can|could|would|"
    r"will) you (?:please )?(?:tell|show|remind|list|read|check|see|give)"
    r"(?: out)?(?: me| for me)?(?: if| whether)?\s+|(?:tell|remind|show) me (?:if |"
    r"whether )?(?=what|when|where|am|do|is|are|how)|"
    r"do you know (?:if |whether )?|i (?:want|need|would like|'d like) to (?:know|see)"
    r" (?:if |whether )?)+"
)
POLITE_END = re.compile(
    r"\s+(?:please|pls|thanks|thank you|for me|at the moment|right now|currently)$"
)
_AGENDA = r"(?:agenda|calendar|schedule|diary|planner|itinerary)"
_EVENTS = (
    r"(?:meetings?|appointments?|events?|plans|commitments|engagements?|things?|alarms?|reminders?)"
)
_TASKS = r"(?:to-?dos?|to dos?|tasks?|chores?|errands?|to-?do items?|to-?do list|todo list|task list|list)"
_OPEN = r"(?:open |outstanding |remaining |pending |due |overdue |unfinished |more )*"
_MINE = r"(?:my |our |the )?"

DAY = [
    r"what (?:do|did|have|will|am|are|does)? ?(?:i|we) (?:have|got|have got|got going "
    r"on|doing|do|up to|have planned|got planned|have scheduled|scheduled|got on|"
    r"have on|got going on|have going on|supposed to be doing|have to attend|be doing)"
    r"(?: (?:planned|scheduled|going on|coming up|on))?"
    rf"(?: (?:on|in) {_MINE}{_AGENDA})?",
    r"what(?: is|'s|s| are|'re) (?:on |in |up |planned |scheduled |happening |going "
    rf"on )?(?:on |in |for )?(?:my|our) (?:{_AGENDA}|{_EVENTS}|day|week|month)(?: look "
    r"like| like| looking like)?",
    rf"what(?: is|'s|s) (?:on|in) (?:the |my )?{_AGENDA}",
    r"what(?: does|'s| is|s) (?:my|our) (?:day|week|month|weekend|morning|afternoon|"
    r"evening|agenda|calendar|schedule) (?:look )?like",
    r"how (?:does|is|do) (?:my|our) (?:day|week|month|weekend|agenda|calendar|schedule)"
    r"(?: look| looking)?",
    r"(?:do|did|have|will) (?:i|we) (?:have|got|have got) (?:anything|something|any "
    rf"plans|any {_EVENTS}|{_EVENTS}|a busy day)(?: else| planned| scheduled| booked|"
    rf" on| going on| coming up)*(?: (?:on|in) {_MINE}{_AGENDA})?",
    rf"(?:is|are|was) there (?:anything|something|any {_EVENTS})(?: else| planned| scheduled|"
    rf" booked| going on| coming up)*(?: (?:on|in|for) {_MINE}(?:{_AGENDA}|me))?",
    rf"(?:any|anything)(?: {_EVENTS})?(?: planned| scheduled| booked| on| coming up)"
    rf"+|any {_EVENTS}|anything (?:on|in) (?:my|the) {_AGENDA}",
    r"(?:show|list|read|display|view|open|check|give)(?: me)?(?: out)?(?: all)? "
    rf"(?:(?:my|the|our|'s|s) )?(?:upcoming )?(?:{_AGENDA}|{_EVENTS})",
    rf"(?:my|'s|s|the)? ?(?:upcoming )?{_AGENDA}|my (?:upcoming )?{_EVENTS}|upcoming {_EVENTS}",
    rf"how many {_EVENTS} (?:do|have|did) (?:i|we) (?:have|got)(?: planned| scheduled)?",
    rf"(?:what|which) {_EVENTS} (?:do|have|did) (?:i|we) (?:have|got)(?: planned| scheduled| set|"
    r" coming up)?",
    r"who (?:am|are) (?:i|we) (?:meeting|seeing)(?: with)?",
    r"what(?: is|'s|s) (?:planned|scheduled) for (?:me|us)|what(?: is|'s|s) the plan",
]
FREE = [
    r"(?:am|are|will|was) (?:i|we) (?:be )?(?:\w+ )?(?:free|available|busy|booked|open|booked up)",
    r"(?:do|will|did|have) (?:i|we) (?:have|got) (?:any |some )?(?:free |spare )?(?:time|"
    r"free slots?|slots?|gaps?|room)(?: free| left| off)?(?: (?:on|in) my calendar)"
    r"?",
    r"(?:is|are) (?:my|our) (?:agenda|calendar|schedule|day|morning|afternoon|evening|"
    r"weekend|week) (?:free|full|busy|open|clear|empty|packed|booked)",
    r"(?:find|show|give)(?: me)? (?:an?|some|any|my|the next) (?:free|spare|open) (?:half )?"
    r"(?:hour|time|slot|gap|moment)s?",
    r"how busy (?:am|are) (?:i|we)|how busy is my (?:day|week|calendar|schedule)",
    r"when (?:am|are) (?:i|we) (?:free|available)|when do (?:i|we) have (?:free )?time",
    r"what (?:free|spare) (?:time|slots?) (?:do|have) (?:i|we) (?:have|got)|(?:my|show "
    r"my|show me my) free (?:time|slots?)",
    r"is (?:free|busy|available|taken|booked)|is (?:free|open) (?:in|on) my calendar",
]
TODOS = [
    r"what (?:else )?(?:do|must|should|have|did) (?:i|we) (?:still )?(?:have to do|"
    r"need to do|got to do|to do|have left to do|have to get done|need to get done)",
    r"what(?: else)?(?: is|'s|s) (?:left|still)(?: for me)? to (?:do|be done)|what(?: "
    r"is|'s|s) there (?:left )?to do",
    rf"what(?: is|'s|s| are|'re)(?: left| still)?(?: (?:on|in|due on))? (?:my|our) {_OPEN}{_TASKS}(?: "
    r"list)?",
    r"(?:show|list|read|display|view|open|check|give)(?: me)?(?: out)?(?: all)? (?:my|"
    rf"the|our) {_OPEN}{_TASKS}",
    rf"(?:my )?{_OPEN}(?:to-?dos?|to dos?|tasks?|to-?do list|todo list)",
    rf"(?:do|have) (?:i|we) (?:have|got) (?:any |some )?{_OPEN}(?:{_TASKS}|anything "
    r"to do|things to do|to do)(?: left| open| due)?",
    rf"(?:do|have) (?:i|we) (?:have|got) anything (?:left )?to do|are there any {_OPEN}{_TASKS}(?: "
    r"left| due)?",
    r"what(?: is|'s|s) due|is anything due|anything due",
    rf"(?:how many|which|what) {_OPEN}{_TASKS} (?:do|have|are) (?:i|we|there|due|open|"
    r"left)? ?(?:have|got|left|open|due)?(?: left| open| due| to do)?",
]
LATE = [
    r"(?:what|which)(?: tasks| to-?dos)?(?: is|'s|s| are|'re) (?:over ?due|late)|(?:is "
    r"anything|anything) (?:over ?due|late)|"
    r"am i (?:late|behind) (?:with|on) anything|(?:show me |list )?(?:my )?overdue "
    r"(?:tasks|to-?dos)",
]
ZH_LATE = [
    r"我?(?:都|还)?有?(?:没有)?(?:什么|哪些|啥)?(?:事情?|任务|待办)?(?:过期|逾期|超期)(?:了|的)?(?:待办|任务|事情?)?(?:吗|没有)?"
]
LISTS = [
    r"what lists do (?:i|we) have|what(?: are|'re) (?:all )?my lists|which lists do "
    r"(?:i|we) have|how many lists do (?:i|we) have",
    r"(?:show|list|display)(?: me)?(?: all)? my lists|my lists",
]
ONE_LIST = re.compile(
    r"(?:what(?: is|'s|s| do i have)(?: still| left)? (?:on|in)|show(?: me)?|read(?: "
    r"out)?(?: me)?|list(?: the)?(?: items| things)?(?: on| of| in)?|display|"
    r"what are the (?:items|things) on|give me|tell me what(?: is|'s|s) on) "
    r"(?:my|the|our) (?P<list>[\w'-]+(?: [\w'-]+)?) list"
)
NEXT = [
    rf"(?:when|what|where)(?: is|'s|s) (?:my|the|our) next (?:{_EVENTS})|what(?: is|"
    rf"'s|s) (?:next|coming up)(?: (?:on|in) my {_AGENDA})?|"
    rf"(?:show me |tell me )?(?:my|the) next (?:{_EVENTS})|what do i have (?:next|coming "
    r"up)|what(?: is|'s|s) up next",
]
WHEN = re.compile(
    r"(?:when|what time|at what time|what day|on what day|which day)(?: and where)?(?: "
    r"is|'s|s| was| are| am| does| do)? "
    r"(?:(?:my|our) (?P<mine>.+?)|(?P<due>[\w' -]{2,40}?) due|"
    r"(?:i|we) (?:see|meet|have|go to|visit|seeing|meeting|having|"
    r"going to|visiting)(?: with| to go to)? (?:my |our |the |an? )?(?P<met>.+?))"
    r"(?: start| begin| happening| taking place| planned| scheduled)?"
)
WHERE = re.compile(
    r"where(?: is|'s|s| are) (?:(?:my|our|the|that) )?"
    r"(?P<subject>[\w'-]+(?: with| at)?(?: [\w'-]+)?)"
)
ENDS = re.compile(r"(?P<which>first|earliest|last|latest) (?P<subject>.+)")
SPECIFIC = re.compile(
    r"(?:do|have|did|will) (?:i|we) (?:have|got) (?:an?|the|my|any) (?P<subject>.+?)"
    rf"(?: planned| scheduled| booked| coming up)*(?: (?:on|in) {_MINE}{_AGENDA})?"
)
APPOINTED = re.compile(
    r"\b(?:meetings?|appointments?|events?|calls?|lunch|dinner|breakfast|brunch|lessons?|"
    r"class(?:es)?|dentist|doctor|interview|flight|"
    r"reservation|haircut|gym|practice|training|exam|reminder|alarm|checkup|check-up|"
    r"standup|stand-up|session)\b"
)
ALL_KINDS = frozenset(
    ["meeting", "meetings", "appointment", "appointments", "event", "events", "plan", "plans"]
)

_ZH_THINGS = r"(?:安排|日程|日程安排|事情?|活动|会议|会|计划|行程|约会|预约|约|事项)"
ZH_DAY = [
    rf"我?(?:都|还|会)?有(?:没有)?(?:什么|哪些|啥|几个|多少|些什么)?(?:重要的?)?{_ZH_THINGS}?(?:要做|要办|要开)?(?:吗|"
    r"么|没有|没|呢)?",
    rf"我?的?{_ZH_THINGS}(?:是什么|有哪些|有什么|怎么样|如何|呢)?",
    rf"(?:看看?|查看?|查一下|看一下|列出|显示|告诉我)(?:一下)?我?的?{_ZH_THINGS}(?:有哪些)?",
    r"我?(?:是|在)?几点(?:有|要)?(?:会|会议|开会|约|安排)",
    r"我?(?:都|还)?(?:要|得|该|需要)(?:做|干|办)(?:些)?(?:什么|啥|哪些)(?:事情?)?|我?要见谁|我?和谁(?:有约|见面|开会)",
    r"我?(?:的)?日历(?:上|里)?(?:有|还有)?(?:什么|哪些)?",
]
ZH_FREE = [
    r"我?(?:的)?(?:是不是|是否|会)?(?:有没有|有)?(?:空闲?|空|时间|空闲时间|闲|空档|档期)(?:吗|么|没有|没|不)?",
    r"我?(?:是不是|是否|会)?(?:很)?(?:忙|方便)(?:吗|么|不忙|不方便|不)?|我?(?:什么时候|哪天|几点|啥时候)(?:有空|有时间|空闲|方便)",
]
ZH_TODOS = [
    r"我?(?:的)?(?:待办|待办事项|待办清单|任务|任务清单|to-?do)(?:列表)?(?:里|上|中)?(?:都|还)?(?:有|是)?(?:哪些|"
    r"什么|啥|多少|几个|几项)?(?:吗|呢)?",
    r"我?(?:都|还)?有(?:没有)?(?:什么|哪些|啥|多少|几个|几项)?(?:待办|待办事项|任务|没做完的?|没完成的?|未完成的?|要做的?|到期的?|"
    r"过期的?|逾期的?)(?:事情?|待办|任务|事项|的)*(?:吗|么|没有)?",
    r"(?:看看?|查看?|查一下|看一下|列出|显示)(?:一下)?我?的?(?:待办|待办事项|待办清单|任务|任务清单)",
    r"我?还(?:要|得|需要)做(?:些)?什么|(?:什么|哪些)(?:事情?|任务|待办)?(?:到期|过期|逾期)(?:了)?",
]
ZH_ONE_LIST = re.compile(
    r"(?:看看?|查看?|列出|显示)?我?的?(?P<list>[\w]{1,8}?)(?:清单|列表|单)(?:上|里|中)?(?:都|还)?(?:有|是)"
    r"(?:什么|哪些|啥|多少|几样)(?:东西)?(?:吗|呢)?"
)
ZH_LISTS = [r"我?(?:都|一共)?有(?:哪些|几个|什么|多少个?)(?:清单|列表)"]
ZH_NEXT = [
    rf"我?的?(?:下一个|下一场|下个|下一次|接下来的?|最近的?)(?:一个)?{_ZH_THINGS}(?:是|在)?(?:什么时候|什么|几点|哪天|"
    r"何时|在哪里?|是)?(?:呢)?",
    rf"我?接下来(?:有|要做)(?:什么|哪些)?{_ZH_THINGS}?",
]
ZH_WHEN = re.compile(
    r"我的?(?P<mine>.{1,20}?)(?:是|在|约在)?(?:什么时候|几点钟?|哪天|哪一天|几号|何时|啥时候)(?:开始)?"
    r"|我(?:是|在)?(?:什么时候|几点|哪天|几号|何时)(?:要|得)?(?:去|有)?(?P<met>.{2,20}?)"
    r"|我?(?:和|跟|与|同)(?P<someone>.{1,12}?)的?(?:会议?|会面|约会|见面|饭局|面试|约)(?:是|在|定在)?"
    r"(?:什么时候|几点钟?|哪天|哪一天|几号|何时|啥时候|哪里|哪儿|什么地方)(?:开始|开|见面?)?"
)
ZH_ENDS = re.compile(
    rf"我?的?(?P<which>第一个|第一场|最早的?|最后一个|最后一场|最晚的?)(?:{_ZH_THINGS})(?:是|在)?"
    r"(?:什么时候|几点钟?|什么|哪个|在哪里?|何时)?(?:开始)?"
)
