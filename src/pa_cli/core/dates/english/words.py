"""The English words that carry dates, and those that betray that a number is none."""

WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed weds",
            "thursday thu thur thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
PLURAL_WEEKDAYS = {name + "s": day for name, day in WEEKDAYS.items() if name.endswith("day")}
# Also words of their own: they need a neighbour that makes them a day.
DOUBTFUL_WEEKDAYS = frozenset({"mon", "wed", "sat", "sun"})

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
DOUBTFUL_MONTHS = frozenset({"may", "march", "mar", "jan", "jun", "april", "june", "august"})

UNITS = {
    name: unit
    for unit, names in {
        "minute": "minute minutes min mins",
        "hour": "hour hours hr hrs h",
        "second": "seconds sec secs",
        "day": "day days",
        "week": "week weeks wk wks",
        "fortnight": "fortnight fortnights",
        "month": "month months",
        "quarter": "quarters",
        "year": "year years yr yrs",
    }.items()
    for name in names.split()
}
# How much one of a unit is: months, days, seconds.
UNIT_SPANS = {
    "second": (0, 0, 1),
    "minute": (0, 0, 60),
    "hour": (0, 0, 3600),
    "day": (0, 1, 0),
    "week": (0, 7, 0),
    "fortnight": (0, 14, 0),
    "month": (1, 0, 0),
    "quarter": (3, 0, 0),
    "year": (12, 0, 0),
}
PARTS = {
    "morning": "morning",
    "mornings": "morning",
    "afternoon": "afternoon",
    "afternoons": "afternoon",
    "evening": "evening",
    "evenings": "evening",
    "night": "tonight",
    "nights": "tonight",
}
TODAY_WORDS = {
    "today": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "tmw": 1,
    "tomorow": 1,
    "tommorow": 1,
    "tommorrow": 1,
    "yesterday": -1,
    # possessives as speech writes them
    "todays": 0,
    "tomorrows": 1,
    "yesterdays": -1,
}
NUMBER_RELATIVES = {"next": 1, "this": 0, "last": -1, "coming": 0, "following": 1, "past": -1}
NUMBER_RELATIVES |= {"upcoming": 0, "previous": -1}

# After "the third", "at 5" or "friday 3" these may follow; a noun may not.
FOLLOWERS = frozenset(
    """
    , . ; ! ? : ) ( - # & / + " @ > ~
    a about after again all already also an and any around as at because before but by call
    can check do during each email every everyone everybody exactly for from get go going he
    her here his how i if in into is it its let like likely make meet meeting my no not now of ok
    okay on only or our over pick please pls prompt remember remind see sharp she should so
    start starting thank thanks that the their then there they this through till to today
    tomorrow tonight too until unless was we were what when where which while who will with w would you
    your reminder alarm appointment event noon midnight
    """.split()
)
# What is counted or measured: "at 5 percent", "march 5 km", "3/4 inch".
MEASURES = frozenset(
    """
    % $ € £ ¥ ° inch inches in. cup cups kg kgs g gram grams mg lb lbs oz ounce ounces km kms m cm mm mile
    miles meter meters metre metres foot feet ft yd yard yards tsp tbsp teaspoon teaspoons
    tablespoon tablespoons liter liters litre litres l ml gallon gallons pint pints percent degrees degree
    mph kph kmh knots dollars dollar euros euro pounds pound bucks cents yen yuan usd eur gbp k x
    people persons guests kids children times time points point stars star pages page pieces
    piece items item copies bits bytes kb mb gb tb hz khz mhz ghz volts volt v w watts watt
    amps fps dpi px bpm floor floors floors rooms room seats seat street avenue road lane
    """.split()
)
# Before a number these make it a label: "page 3/4", "version 2.10", "psalm 10:15".
LABELS = frozenset(
    """
    page pages chapter section version ver v release score scored scores rated rating rate ratio odds
    grade step part episode season level room gate platform bus route line number no nr issue ticket pr
    win won lose lost beat drew draw tie tied led
    verse psalm psalms genesis exodus romans corinthians revelation isaiah proverbs
    matthew figure fig table apt apartment unit suite flat house building highway exit
    """.split()
)
# "the second floor", "the 21st century": ordinals that count something else.
COUNTED = frozenset(
    """
    floor century time times birthday anniversary edition amendment place grade street avenue
    ave st quarter half row person one degree party world hand class base rate day week month year
    attempt version draft chapter part season episode generation cousin date child lap round
    """.split()
)
# What has a time of its own: "meeting 9 to 5 tomorrow", "lunch 12-1".
BOOKED = frozenset(
    "meeting lunch dinner breakfast brunch alarm appointment standup sync drinks coffee reminder".split()
)
MORNING_HINTS = frozenset(
    "wake waking woken awake awoken alarm alarms breakfast standup stand-up sunrise jog".split()
)
EVENING_HINTS = frozenset(
    "dinner supper movie movies film party concert drinks theatre theater opera gig pub cinema".split()
)
# The first words of all names in `holidays`.
HOLIDAY_STARTS = frozenset(
    """
    all holy american april arbor armistice army ascension ash australia autumn bastille black bonfire boxing british
    canada canadian children china chinese christmas cinco columbus corpus cyber day double dragon earth easter
    fat father fathers first ghost good groundhog guy halloween independence indigenous international juneteenth
    labor labour lantern lunar mardi martin maundy memorial mid mlk moon mother mothering mothers national new
    orthodox palm pancake pentecost president presidents qingming qixi remembrance saint shrove singles spring st
    star summer teachers thanksgiving three tomb uk valentine valentines veterans whit whitsun winter women womens
    xmas youth laba
    """.split()
)
