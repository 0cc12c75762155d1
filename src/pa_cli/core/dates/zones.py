"""Time zones as people name them: abbreviations, offsets, big cities and states."""

from datetime import timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo

from pa_cli.core.dates.lexer import Reader
from pa_cli.core.dates.pieces import Zone

# What people mean by the letters: "EST" said in July is the clock of New York.
ABBREVIATIONS = {
    "utc": "UTC", "gmt": "UTC", "z": "UTC", "wet": "Europe/Lisbon", "bst": "Europe/London",
    "cet": "Europe/Paris", "cest": "Europe/Paris", "eet": "Europe/Athens", "eest": "Europe/Athens",
    "msk": "Europe/Moscow", "et": "America/New_York", "est": "America/New_York",
    "edt": "America/New_York", "ct": "America/Chicago", "cst": "America/Chicago",
    "cdt": "America/Chicago", "mt": "America/Denver", "mst": "America/Denver",
    "mdt": "America/Denver", "pt": "America/Los_Angeles", "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles", "akst": "America/Anchorage", "hst": "Pacific/Honolulu",
    "brt": "America/Sao_Paulo", "art": "America/Argentina/Buenos_Aires", "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "hkt": "Asia/Hong_Kong", "sgt": "Asia/Singapore",
    "pht": "Asia/Manila", "wib": "Asia/Jakarta", "gst": "Asia/Dubai", "pkt": "Asia/Karachi",
    "awst": "Australia/Perth", "aest": "Australia/Sydney", "aedt": "Australia/Sydney",
    "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland", "sast": "Africa/Johannesburg",
    "eat": "Africa/Nairobi", "wat": "Africa/Lagos",
}  # fmt: skip
# Also words of their own: only in capitals.
_WORDS = frozenset({"z", "wet", "art", "eat", "wat", "et", "ct", "mt", "pt", "mst"})

# Zone: its places, separated by commas. The last part of a zone's name counts as a place as well.
_PLACES = {
    "Europe/London": "england,uk,united kingdom,britain,great britain,scotland,edinburgh,glasgow,"
    "manchester,birmingham,liverpool,leeds,bristol,oxford,cambridge,cardiff,wales,伦敦,英国",
    "Europe/Dublin": "ireland,cork", "Europe/Lisbon": "portugal,porto,里斯本",
    "Europe/Madrid": "spain,barcelona,valencia,seville,bilbao,malaga,马德里,西班牙",
    "Atlantic/Canary": "canary islands,tenerife", "Atlantic/Azores": "azores",
    "Europe/Paris": "france,lyon,marseille,toulouse,nice,bordeaux,lille,巴黎,法国",
    "Europe/Brussels": "belgium,antwerp,ghent,布鲁塞尔",
    "Europe/Amsterdam": "netherlands,holland,rotterdam,the hague,utrecht,阿姆斯特丹,荷兰",
    "Europe/Berlin": "germany,munich,hamburg,frankfurt,cologne,stuttgart,dusseldorf,leipzig,"
    "柏林,德国,慕尼黑,法兰克福",
    "Europe/Zurich": "switzerland,geneva,basel,bern,苏黎世,瑞士,日内瓦",
    "Europe/Vienna": "austria,salzburg,graz,维也纳,奥地利",
    "Europe/Rome": "italy,milan,naples,turin,florence,venice,bologna,罗马,意大利,米兰",
    "Europe/Prague": "czechia,brno,布拉格", "Europe/Budapest": "hungary,布达佩斯",
    "Europe/Warsaw": "poland,krakow,gdansk,wroclaw,华沙", "Europe/Copenhagen": "denmark,哥本哈根",
    "Europe/Stockholm": "sweden,gothenburg,malmo,斯德哥尔摩,瑞典",
    "Europe/Oslo": "norway,bergen,奥斯陆", "Europe/Helsinki": "finland,tampere,赫尔辛基",
    "Europe/Athens": "greece,thessaloniki,雅典,希腊", "Europe/Bucharest": "romania,cluj",
    "Europe/Sofia": "bulgaria", "Europe/Belgrade": "serbia", "Europe/Zagreb": "croatia",
    "Europe/Ljubljana": "slovenia", "Europe/Bratislava": "slovakia", "Europe/Vilnius": "lithuania",
    "Europe/Riga": "latvia", "Europe/Tallinn": "estonia", "Europe/Kyiv": "kiev,ukraine,lviv,基辅",
    "Europe/Moscow": "st petersburg,saint petersburg,莫斯科", "Europe/Istanbul": "turkey,ankara,伊斯坦布尔",
    "Atlantic/Reykjavik": "iceland", "Europe/Luxembourg": "", "Europe/Monaco": "", "Europe/Malta": "",
    "America/New_York": "nyc,washington,washington dc,boston,philadelphia,miami,atlanta,baltimore,"
    "pittsburgh,charlotte,orlando,cleveland,virginia,florida,massachusetts,pennsylvania,eastern,"
    "ohio,north carolina,maryland,connecticut,new jersey,纽约,华盛顿,波士顿,美东,迈阿密",
    "America/Detroit": "michigan",
    "America/Chicago": "houston,dallas,austin,san antonio,minneapolis,new orleans,nashville,memphis,"
    "milwaukee,st louis,kansas city,texas,illinois,wisconsin,minnesota,louisiana,central,芝加哥,休斯顿",
    "America/Denver": "colorado,utah,salt lake city,boulder,albuquerque,new mexico,mountain,丹佛",
    "America/Phoenix": "arizona", "America/Boise": "idaho",
    "America/Los_Angeles": "la,california,san francisco,sf,seattle,san diego,san jose,portland,"
    "las vegas,vegas,sacramento,oakland,oregon,nevada,silicon valley,pacific,洛杉矶,旧金山,西雅图,"
    "加州,美西,硅谷,拉斯维加斯",
    "America/Anchorage": "alaska", "Pacific/Honolulu": "hawaii,夏威夷",
    "America/Toronto": "ottawa,montreal,quebec,ontario,多伦多,渥太华,蒙特利尔",
    "America/Vancouver": "british columbia,温哥华", "America/Edmonton": "calgary,alberta",
    "America/Winnipeg": "manitoba", "America/Halifax": "nova scotia", "America/St_Johns": "newfoundland",
    "America/Mexico_City": "mexico,guadalajara,墨西哥城", "America/Tijuana": "", "America/Cancun": "",
    "America/Havana": "cuba", "America/Jamaica": "kingston", "America/Puerto_Rico": "san juan",
    "America/Panama": "", "America/Costa_Rica": "", "America/Guatemala": "",
    "America/Bogota": "colombia,medellin,波哥大", "America/Caracas": "venezuela",
    "America/Lima": "peru,利马", "America/Guayaquil": "ecuador,quito", "America/La_Paz": "bolivia",
    "America/Santiago": "chile,圣地亚哥", "America/Montevideo": "uruguay", "America/Asuncion": "paraguay",
    "America/Argentina/Buenos_Aires": "argentina,布宜诺斯艾利斯",
    "America/Sao_Paulo": "brazil,brasil,brasilia,rio,rio de janeiro,圣保罗,里约,巴西",
    "Africa/Casablanca": "morocco,rabat,marrakech", "Africa/Algiers": "algeria", "Africa/Tunis": "tunisia",
    "Africa/Cairo": "egypt,alexandria,开罗,埃及", "Africa/Lagos": "nigeria,abuja", "Africa/Accra": "ghana",
    "Africa/Nairobi": "kenya,mombasa,内罗毕", "Africa/Addis_Ababa": "ethiopia", "Africa/Kampala": "uganda",
    "Africa/Dar_es_Salaam": "tanzania", "Africa/Kigali": "rwanda", "Africa/Dakar": "senegal",
    "Africa/Abidjan": "ivory coast", "Africa/Luanda": "angola", "Africa/Maputo": "mozambique",
    "Africa/Johannesburg": "south africa,cape town,pretoria,durban,约翰内斯堡,开普敦,南非",
    "Africa/Harare": "zimbabwe", "Africa/Lusaka": "zambia", "Indian/Mauritius": "",
    "Asia/Jerusalem": "israel,tel aviv,haifa,耶路撒冷,特拉维夫", "Asia/Beirut": "lebanon",
    "Asia/Amman": "jordan", "Asia/Damascus": "syria", "Asia/Baghdad": "iraq",
    "Asia/Riyadh": "saudi arabia,jeddah,mecca,利雅得", "Asia/Kuwait": "", "Asia/Qatar": "doha,多哈",
    "Asia/Bahrain": "", "Asia/Dubai": "abu dhabi,uae,united arab emirates,迪拜,阿布扎比",
    "Asia/Muscat": "oman", "Asia/Tehran": "iran,德黑兰", "Asia/Baku": "azerbaijan",
    "Asia/Tbilisi": "georgia", "Asia/Yerevan": "armenia", "Asia/Almaty": "kazakhstan,astana",
    "Asia/Tashkent": "uzbekistan", "Asia/Kabul": "afghanistan",
    "Asia/Karachi": "pakistan,lahore,islamabad,卡拉奇",
    "Asia/Kolkata": "india,mumbai,bombay,delhi,new delhi,bangalore,bengaluru,chennai,hyderabad,"
    "calcutta,pune,ahmedabad,印度,孟买,新德里,班加罗尔",
    "Asia/Colombo": "sri lanka", "Asia/Kathmandu": "nepal", "Asia/Dhaka": "bangladesh",
    "Asia/Yangon": "myanmar,rangoon,仰光", "Asia/Bangkok": "thailand,phuket,chiang mai,曼谷,泰国",
    "Asia/Ho_Chi_Minh": "vietnam,saigon,hanoi,胡志明市,河内,越南", "Asia/Phnom_Penh": "cambodia",
    "Asia/Vientiane": "laos", "Asia/Kuala_Lumpur": "malaysia,penang,吉隆坡,马来西亚",
    "Asia/Singapore": "新加坡", "Asia/Jakarta": "indonesia,bandung,雅加达,印尼", "Asia/Makassar": "bali",
    "Asia/Manila": "philippines,cebu,马尼拉,菲律宾",
    "Asia/Shanghai": "china,beijing,peking,shenzhen,guangzhou,chengdu,hangzhou,wuhan,nanjing,xian,"
    "chongqing,tianjin,suzhou,北京,上海,深圳,广州,成都,杭州,中国,武汉,南京,重庆,天津,西安",
    "Asia/Hong_Kong": "hongkong,香港", "Asia/Macau": "macao,澳门", "Asia/Taipei": "taiwan,台北,台湾",
    "Asia/Tokyo": "japan,osaka,kyoto,yokohama,nagoya,sapporo,fukuoka,东京,日本,大阪,京都",
    "Asia/Seoul": "korea,south korea,busan,首尔,韩国", "Asia/Pyongyang": "north korea",
    "Asia/Ulaanbaatar": "mongolia", "Asia/Vladivostok": "", "Asia/Novosibirsk": "",
    "Asia/Yekaterinburg": "", "Australia/Perth": "珀斯", "Australia/Adelaide": "",
    "Australia/Darwin": "", "Australia/Brisbane": "gold coast,queensland,布里斯班",
    "Australia/Sydney": "australia,canberra,new south wales,悉尼,堪培拉", "Australia/Melbourne": "victoria,墨尔本",
    "Australia/Hobart": "tasmania", "Pacific/Auckland": "new zealand,wellington,christchurch,奥克兰,新西兰",
    "Pacific/Fiji": "suva", "Pacific/Guam": "",
}  # fmt: skip
_LONGEST = 4


@cache
def places() -> dict[str, str]:
    """Place in lower case to IANA name."""
    table = {}
    for zone, names in _PLACES.items():
        table[zone.rpartition("/")[2].replace("_", " ").lower()] = zone
        table.update((name, zone) for name in names.split(",") if name)
    return table


def named_zone(name: str) -> Zone | None:
    """The zone of an IANA name, or None where the system does not know it."""
    try:
        return Zone(name, ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return None


def read_zone(reader: Reader, i: int) -> tuple[Zone, int] | None:
    """A zone that follows a clock time: UTC+2, CET, London, New York time, 伦敦时间."""
    return _read_abbreviation(reader, i) or _read_name(reader, i) or _read_place(reader, i)


def _read_name(reader: Reader, i: int) -> tuple[Zone, int] | None:
    """Asia/Tokyo, America/New_York: a zone by its own name."""
    if not (reader[i].text[:1].isupper() and reader.low(i + 1) == "/"):
        return None
    end = i + 3
    while reader.low(end) == "_" and not reader[end].spaced:
        end += 2
    name = "".join(reader[n].text for n in range(i, end))
    zone = named_zone(name) if not any(reader[n].spaced for n in range(i + 1, end)) else None
    return (zone, end) if zone else None


def _read_abbreviation(reader: Reader, i: int) -> tuple[Zone, int] | None:
    token = reader[i]
    name = ABBREVIATIONS.get(token.low)
    if not name or (token.low in _WORDS and not token.text.isupper()):
        return None
    if name == "UTC" and (offset := _read_offset(reader, i + 1)):
        return offset
    zone = named_zone(name)
    end = i + 2 if reader.low(i + 1) == "time" else i + 1
    return (zone, end) if zone else None


def _read_offset(reader: Reader, i: int) -> tuple[Zone, int] | None:
    """`+2`, `-03:30`, `+0530` right after what came before."""
    sign, hours = reader[i], reader[i + 1]
    if sign.low not in {"+", "-"} or sign.spaced or hours.spaced or hours.value < 0:
        return None
    if minutes := reader.shape(i + 1, ":"):
        amount, end = (hours.value, minutes[1]), i + 4
    elif len(hours.text) == 4:
        amount, end = divmod(hours.value, 100), i + 2
    else:
        amount, end = (hours.value, 0), i + 2
    if amount[0] > 14 or amount[1] > 59:
        return None
    return offset_zone(sign.low, *amount), end


read_offset = _read_offset


def offset_zone(sign: str, hours: int, minutes: int) -> Zone:
    """A fixed offset from UTC."""
    length = timedelta(hours=hours, minutes=minutes)
    name = f"{sign}{hours:02}:{minutes:02}"
    return Zone(name, timezone(-length if sign == "-" else length))


def _read_place(reader: Reader, i: int) -> tuple[Zone, int] | None:
    """A place; a Latin name needs "time" after it, or nothing that goes on with it."""
    for count in range(_LONGEST, 0, -1):
        tokens = [reader[i + n] for n in range(count)]
        chinese = tokens[0].text >= "\u3400"
        if any(token.spaced for token in tokens[1:]) and chinese:
            continue
        zone = places().get(("" if chinese else " ").join(token.low for token in tokens))
        if not zone:
            continue
        end = i + count
        if said := reader.any_phrase(end, "time", "时 间", "当 地 时 间"):
            end = said
        elif chinese or not _stands_alone(reader, i, end):
            continue
        found = named_zone(zone)
        return (found, end) if found else None
    return None


_AFTER_PLACE = frozenset(
    ", . ; ! ? ) ( with for on at and to tomorrow today every - # about by".split()
)


def _stands_alone(reader: Reader, i: int, end: int) -> bool:
    after = reader.low(end)
    return reader[i].text[:1].isupper() and (not after or after in _AFTER_PLACE)
