"""How English speakers decide, promise, ask for something and put it off."""

import re

from pa_cli.core.meeting_cues import Cues

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DATE = (
    rf"(?:(?:the )?(?:end|middle|beginning) of (?:the |this |next )?(?:day|week|month|quarter|year|{_MONTH})"
    rf"|(?:next |this |coming )?{_DAY}(?:,? (?:the )?\d{{1,2}}(?:st|nd|rd|th)?)?(?: of)?(?: {_MONTH})?"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?|the \d{{1,2}}(?:st|nd|rd|th)"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}\.?(?:\d{{4}})?"
    r"|(?:next |this |the |over the )weekend|(?:next |this )(?:week|month|year|quarter)\b|tonight"
    r"|(?:tomorrow|today|this)(?: morning| afternoon| evening| night)|tomorrow|today|noon|christmas|easter"
    r"|half-term"
    rf"|(?-i:(?=[A-Z])){_MONTH})(?: (?:morning|afternoon|evening|night))?"
)
_NO_DEED = (
    r"(?:not|never|tell you|say|see|understand|imagine|remember|be|give in|think|hear|live"
    r"|only|have to|agree|try|take (?:it|that)|vote|come"
    r"|decide|begin|start with|explain|speak for|show you|read|answer that|hardly|also say|add)\b"
)
_DEED = (
    r"(?!is\b|was\b|has\b|his\b|wants\b|says\b|thinks\b|knows\b|likes\b|does\b|seems\b|needs\b|hopes\b"
    r"|means\b|costs\b|less\b|plays\b|lives\b|works\b)[a-z]{2,}s\b(?! that\b)"
)
_NO_REQUEST = (
    r"(?:not|never|say|mind|like|prefer|agree|hear|see\b|tell me|tell us|explain|remember|imagine|believe"
    r"|repeat|think|understand|be\b"
    r"|don['’]t|have (?:a|any)|know|rather|want|need|share|remind us|anything)\b"
)
_IMPERATIVE = (
    "ask|tell|send|make|write|call|ring|check|order|book|bring|remind|talk to|speak to|get|put|give"
    "|add|fix|buy|have a look at"
)
_RESOLVE = (
    r"(?:go with|take|do (?!n['’]t|you|we)|drop|stick|keep(?! it short)|buy|use|go for|move|cancel|stay|pay"
    r"|meet|hold (?!that|it|this|off)|order"
    r"|choose|pick|hire|stop|close|change|switch|spend|raise (?!that|it|this)|cut|skip|invite|rent|sell|paint"
    r"|replace|repair)"
)
_OPENER = (
    r"\W*(?:(?:good|ok(?:ay)?|right|great|fine|perfect|excellent|very well|all right|settled|carried|agreed"
    r"|lovely|thanks|thank you"
    r"|well|no|yes|true|fair enough)\b\W+)*"
)
_SETTLED = (
    r"\W*(?:(?:good|ok(?:ay)?|fine|perfect|excellent|very well|all right|settled|carried|agreed"
    r"|decided)\b\W++(?:so )?|so )"
)
_COUNT = r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand)\b"
ENGLISH = Cues(
    open=re.compile(
        r"\b(?:stays?|remains?|leave (?:it|this|that)|is|are|still) (?:still )?open\b(?! (?:on|at|from|until \d))"
        r"|\b(?:don['’]t|do not|doesn['’]t) (?:want to )?(?:know|decide)\b[^.]*\b(?:yet|tonight|today|now)\b"
        r"|\bundecided\b|\bto be (?:decided|clarified|discussed)\b|\bnot (?:yet )?(?:decided|settled|clear)\b"
        r"|\b(?:talk|look|decide|discuss|see)\b[^.]*\b(?:again|next time|at the next|in the next|another time)\b"
        r"|\b(?:postponed?|put (?:it|this|that) off|park (?:it|this|that)|adjourn(?:ed)?|table (?:it|this|that))\b"
        # it waits: "let's hold that over until she's here", "we'll come back to it", "leave that for now"
        r"|\b(?:hold|leave|keep|save|shelve) (?:it|this|that|off)\b.*\b(?:over|until|till|for now|later|next)\b"
        r"|\b(?:come back|return|get back) to (?:it|this|that)\b|\b(?:raise|revisit|pick up|take up) (?:it"
        r"|this|that)(?: up)? "
        r"(?:again|in|at|next)\b|\b(?:have|has) to wait (?:until|till|for)\b"
        # it is not known, or not by those who are here
        r"|\b(?:can['’]?t|cannot|couldn['’]t) (?:tell|say)(?: yet| now)?\W*$|\bhaven['’]t the (?:faintest|foggiest)"
        r"|\b(?:not sure|don['’]t know|no idea)(?: yet)?\W*$|\b(?:depends|depending) on\b"
        r"|\bremains to be seen\b|\bwe(?:['’]ll| will) see\b"
        r"|\b(?:until|till|once|when|after|before) (?:we|I|they) (?:know|have heard|hear|decide)\b"
        r"|\b(?:decide|settle|know)\b[^.?]*\b(?:once|until|when|after|without|as soon as)\b"
        r"|\b(?:not|n['’]t)(?: going to)? (?:sort|settle|solve|resolve)\b[^.?]*\b(?:now|today|tonight)\b"
        r"|\b(?:pick|choose|settle|vote)\b[^.?]*\b(?:next|on (?:mon|tues|wednes|thurs|fri)day|another)\b"
        # and they do not agree
        r"|\b(?:no|don['’]t have|isn['’]t any|not in) agreement\b|\bdifferent minds\b|\bopinions differ\b"
        r"|\bsome say yes\b"
        r"|\b(?:can['’]t|don['’]t|won['’]t) agree (?:on|here|today)\b|\btell me\b[^.?]*\bwhat you think\b",
        re.IGNORECASE,
    ),
    vote=re.compile(
        r"(?P<only>\b(?:all|who is|everybody|everyone|those) in favou?r\b|\b(?:anybody|anyone|somebody) against\b"
        r"|^\W*(?:is )?(?:every(?:one|body)|any(?:one|body)|(?:are )?(?:we|you) all|all|does any(?:one"
        r"|body))\b[^.]*"
        r"\b(?:happy|all right|alright|ok(?:ay)?|agreed?|nodding|fine|see a problem|mind)\b[^.]*\?"
        r"|^\W*hands up\b|\bgo ahead\b(?! and)|^\W*(?:passed|approved|unanimous|that['’]s all of us)\W*$"
        r"|\b(?:any )?objections\b"
        r"|^\W*(?:that is |it['’]s |it is |so )?(?:decided|agreed|carried|settled|approved)\W*$)"
        r"|\b(?:we(?:['’]ve)?|it was|was|were|is|are|be|been|committee|board|all)"
        r" (?:have |has |had |all |unanimously )*"
        r"(?:decided|agreed|resolved|approved|adopted|voted)\b"
        r"(?! to disagree)",
        re.IGNORECASE,
    ),
    past=re.compile(
        r"\b(?:last (?:time|week|month|year|spring|summer|autumn|winter)|ago|yesterday)\b",
        re.IGNORECASE,
    ),
    decision=re.compile(
        r"^(?:good|ok(?:ay)?|right|fine)?\W*(?:so|then|therefore)\b,? (?:we(?:['’]ll| will)? "
        r"(?!(?:have|had|are|were|know|need|can|could|should|see|talk|still|would|did|do|must|might|got)\b"
        r"|don)[a-z]+\b"
        r"|the [^.?]*\b(?:will be|stays|moves|takes place)\b|it(?:['’]s| is| will be) (?=\w+ \w+))",
        re.IGNORECASE,
    ),
    ruling=re.compile(
        rf"^{_OPENER}(?:(?:then |so |now )*(?:let['’]s|we(?:['’]ll)?)(?: (?:just|then|only))? {_RESOLVE}\b"
        r"|from now on\b|from [^,]*\bon,|no more\b|no \w+ (?:from|between|after|before|until)\b|not for\b"
        r"|no, (?!\w+$)"
        r"|.*\bit is\W*$)"
        rf"|^{_SETTLED}(?:then |so )*(?!the (?:next|open|first|last|other)\b|(?:next|first|last|now|and|what"
        rf"|how|who|in|as)\b"
        r"|thank|(?:[A-Z]\w+, )|(?:it|that|this|there|they|he|she|you|I|let me)\b|.*(?:\b(?:could|would"
        r"|might)\b|['’]d\b)|(?:can|could|will|would|do|does|is|are|please)\b)"
        rf"(?=[^?]*$)(?:.*\b(?:is on|is at|are|moves?|stays?|goes|go|takes?|has|may|starts?|costs?|pays?"
        rf"|gets?)\b|.*{_COUNT})",
        re.IGNORECASE,
    ),
    promise=re.compile(
        rf"^{_OPENER}(?:(?:it|that|this|they|you)(?:['’]ll| will| should)|should|will)(?: easily)? (?:be|have"
        rf"|get|hear)\b.*"
        r"|^\W*I (?:need|have|['’]ve got) to (?P<what>do|order|finish|send|write|buy|call|get|make)\b.*",
        re.IGNORECASE,
    ),
    request=re.compile(
        rf"^{_OPENER}(?:(?:then|so|and|also) )*(?:(?P<who>(?-i:[A-Z][a-z]+)),? (?:and )?)?"
        r"(?:(?:can|could|would|will) you(?: please| also| perhaps| maybe| just)? |please |do please "
        r"|you(?:['’]d| had) better "
        r"|you should |you(?:['’]ll)? (?:need|have) to |I(?:['’]d| would) like you to |I want you to |get in touch "
        rf"|(?!give (?:me (?:a|two|until|till)|\w+ (?:our|my))\b)(?=(?:{_IMPERATIVE}) (?:(?-i:[A-Z])|it|them"
        rf"|him|her|me|us|the|a|an|both|one|this)))"
        rf"(?P<what>(?!{_NO_REQUEST})[a-z].*?)(?:[.!?]|, please\b|$)",
        re.IGNORECASE,
    ),
    need=re.compile(
        r"\b(?:somebody|someone|one of (?:us|you)|volunteer)(?: else)?(?: (?:has to|needs to|must|should"
        r"|ought to|to|will have to|who can))"
        r" (?P<what>(?!be\b)[a-z].*?)(?=, because|[.!?]|$)"
        r"|^\W*(?:and |so )?who(?:['’]ll| will| can| could| would| wants to| is going to|['’]s going to| does"
        r"|['’]s| is)? "
        r"(?P<asked>(?!for\b|in favou?r|against)(?:reviewing|writ\w+|do\w*|tak\w+|book\w*|set\w*|bring\w*"
        r"|call\w*|organi\w+|buy\w*|look\w*|on call|on duty"
        r"|cook\w*|drive\w*|clean\w*|order\w*|tell\w*|ask\w*|send\w*|mak\w+|collect\w*|prepar\w+|run\w*)\b.*?)\?",
        re.IGNORECASE,
    ),
    offer=re.compile(
        r"\b(?:I could|I might|I can|I['’]d be (?:happy|glad) to|shall I|should I|(?:do|would) you (?:want"
        r"|like) me to)"
        rf"(?: also| just| maybe| easily)? (?P<what>(?!{_NO_DEED})[a-z].*?)(?=[.!?]|$)",
        re.IGNORECASE,
    ),
    taking=re.compile(
        r"^\W*(?:ok(?:ay)?|yes|yeah|sure|fine|right|well|no problem|of course|gladly|will do|leave (?:it|that"
        r"|this) (?:to|with) me"
        r"|I(?:['’]ll| will| can| could| do\b|['’]m (?:happy|on|in|here|free|going)| need to| have to)"
        r"|then I['’]m|it['’]s my turn"
        r"|me\b|[\w ]+ works for me|consider it done|on it|already|easily|all right|certainly|happy to"
        r"|with pleasure|done\b)",
        re.IGNORECASE,
    ),
    welcome=re.compile(
        r"^\W*(?:please|thank|great|good|perfect|lovely|nice|wonderful|brilliant|excellent|that(?:['’]d"
        r"| would)(?: be| help)|yes|clever"
        r"|marvellous|do (?:that|it|so)|go ahead|fine|by |cool|very good|ok(?:ay)?|sure|all right)",
        re.IGNORECASE,
    ),
    refusal=re.compile(
        r"^\W*(?:no\b(?! problem)|sorry|I (?:can['’]t|couldn['’]t|don['’]t|won['’]t|haven['’]t)|not me"
        r"|I['’]d rather not|I['’]m afraid)",
        re.IGNORECASE,
    ),
    first=re.compile(
        rf"(?<!if )\b(?:I(?:['’]ll| will| can|['’]m going to| am going to| shall|['’]m (?:quite "
        rf"|very )?happy to|['’]d be happy to"
        r"|['’]d have to(?= look| check| ask| find)) "
        rf"|let me (?!know\b|see\b|ask you|finish\b|guess\b|just\b|put it\b|say\b))(?:also |then |just |gladly )?"
        rf"(?P<what>(?!{_NO_DEED})[a-z].*?)(?=,? but\b|, (?:I|we|you|he|she|they|it)\b|[.!;]|$)",
        re.IGNORECASE,
    ),
    third=re.compile(
        r"(?:(?<=^)|(?<=, )|(?<=\band )|(?<=\bso )|(?<=\bSo )|(?<=\bthen )|(?<=\bThen ))(?P<who>[A-Z][a-z]+)"
        rf"(?P<sure> (?:will|is to|shall|has to|must|should|is going to|takes care of|to(?= [a-z]+ )))?"
        rf" (?P<what>(?(sure)(?!be\b|have\b)[a-z]|{_DEED}).*?)(?=,? and [A-Z][a-z]+ [a-z]+s\b|[.!;]|$)"
    ),
    noted=re.compile(r"(?P<who>[A-Z][a-z]+)(?: will| to| is to| shall|:| -) (?P<what>.+)"),
    when=re.compile(
        rf"(?P<firm>\b(?:by|before|until|till|no later than|not later than|due)(?: the)? {_DATE})"
        rf"|\b(?:on |in |from |at |for )?{_DATE}",
        re.IGNORECASE,
    ),
)
