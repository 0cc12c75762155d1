"""The units that can be converted: their sizes, exact, and what people call them."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit.

    Attributes:
        kind: What it measures; only units of one kind can be converted.
        size: How many of the kind's base unit it is.
        english: Its name, in the plural.
        chinese: Its Chinese name.
        offset: Where its zero lies in the base unit; only of temperatures.
        note: What had to be decided, "" for nothing.
    """

    kind: str
    size: Fraction
    english: str
    chinese: str
    offset: Fraction = Fraction(0)
    note: str = ""


_US = "US measure"
_YEAR = "a year of 365 days"

# kind: size | English plural | Chinese | all names, in lower case | note
_TABLE = """
length: 1/1000 | mm | 毫米 | mm millimeter millimetre 毫米
length: 1/100 | cm | 厘米 | cm centimeter centimetre 厘米 公分
length: 1/10 | dm | 分米 | dm decimeter decimetre 分米
length: 1 | m | 米 | m meter metre 米 公尺
length: 1000 | km | 公里 | km kilometer kilometre klick 公里 千米
length: 0.0254 | inches | 英寸 | in inch inches " 英寸 吋
length: 0.3048 | feet | 英尺 | ft foot feet ' 英尺 呎
length: 0.9144 | yards | 码 | yd yard 码
length: 1609.344 | miles | 英里 | mi mile 英里 哩
length: 1852 | nautical miles | 海里 | nmi nautical-mile 海里
length: 500 | li | 里 | 里 华里
length: 10/3 | zhang | 丈 | 丈
length: 1/3 | chi | 尺 | 尺 市尺
length: 1/30 | cun | 寸 | 寸 市寸
mass: 1/1000000 | mg | 毫克 | mg milligram 毫克
mass: 1/1000 | g | 克 | g gram gramme gm 克
mass: 1 | kg | 公斤 | kg kilo kilogram kilogramme 公斤 千克
mass: 1000 | tonnes | 吨 | t tonne metric-ton 吨 公吨
mass: 0.45359237 | pounds | 磅 | lb lbs pound 磅
mass: 0.45359237/16 | ounces | 盎司 | oz ounce 盎司 安士
mass: 6.35029318 | stone | 英石 | st stone stones 英石
mass: 907.18474 | US tons | 美吨 | short-ton 美吨 短吨
mass: 0.5 | jin | 斤 | jin 斤 市斤
mass: 0.05 | liang | 两 | liang 两 市两
volume: 1/1000 | ml | 毫升 | ml milliliter millilitre cc 毫升
volume: 1/100 | cl | 厘升 | cl centiliter centilitre 厘升
volume: 1/10 | dl | 分升 | dl deciliter decilitre 分升
volume: 1 | litres | 升 | l liter litre 升 公升
volume: 1000 | m³ | 立方米 | m3 m^3 cubic-meter cubic-metre 立方米
volume: 1/1000 | cm³ | 立方厘米 | cm3 cm^3 cubic-centimeter cubic-centimetre 立方厘米
volume: 3.785411784 | gallons | 加仑 | gal gallon 加仑 | US
volume: 0.946352946 | quarts | 夸脱 | qt quart 夸脱 | US
volume: 0.473176473 | pints | 品脱 | pt pint 品脱 | US
volume: 0.2365882365 | cups | 杯 | cup 杯 | US
volume: 0.0295735295625 | fluid ounces | 液量盎司 | fl-oz floz fluid-ounce 液量盎司 | US
volume: 0.01478676478125 | tablespoons | 汤匙 | tbsp tablespoon 汤匙 大匙 | US
volume: 0.00492892159375 | teaspoons | 茶匙 | tsp teaspoon 茶匙 小匙 | US
volume: 4.54609 | imperial gallons | 英制加仑 | imperial-gallon uk-gallon 英制加仑
volume: 0.56826125 | imperial pints | 英制品脱 | imperial-pint uk-pint 英制品脱
area: 1/10000 | cm² | 平方厘米 | cm2 cm^2 square-centimeter square-centimetre 平方厘米
area: 1 | m² | 平方米 | m2 m^2 sqm square-meter square-metre 平方米 平米
area: 1000000 | km² | 平方公里 | km2 km^2 square-kilometer square-kilometre 平方公里 平方千米
area: 10000 | hectares | 公顷 | ha hectare 公顷
area: 2000/3 | mu | 亩 | mu 亩
area: 4046.8564224 | acres | 英亩 | acre 英亩
area: 0.09290304 | square feet | 平方英尺 | sqft ft2 ft^2 square-foot square-feet 平方英尺
area: 0.00064516 | square inches | 平方英寸 | in2 in^2 square-inch square-inches 平方英寸
area: 2589988.110336 | square miles | 平方英里 | mi2 square-mile 平方英里
speed: 1 | m/s | 米/秒 | m/s mps meter-per-second metre-per-second 米/秒 米每秒
speed: 1/3.6 | km/h | 公里/小时 | km/h kmh kph kilometer-per-hour kilometre-per-hour 公里/小时 公里每小时 千米每小时
speed: 0.44704 | mph | 英里/小时 | mph mi/h mile-per-hour miles-per-hour 英里/小时 英里每小时
speed: 1852/3600 | knots | 节 | kn kt knot 节
speed: 0.3048 | ft/s | 英尺/秒 | ft/s fps foot-per-second feet-per-second 英尺/秒
time: 1/1000 | ms | 毫秒 | ms millisecond 毫秒
time: 1 | seconds | 秒 | s sec second 秒 秒钟
time: 60 | minutes | 分钟 | min minute 分钟
time: 3600 | hours | 小时 | h hr hour 小时 钟头
time: 86400 | days | 天 | d day 天
time: 604800 | weeks | 周 | wk week 周 星期
time: 31536000 | years | 年 | yr year 年 | YEAR
data: 1/8 | bits | 比特 | bit 比特
data: 1 | bytes | 字节 | b byte 字节
data: 1000 | kB | KB | kb kilobyte
data: 1000000 | MB | MB | mb megabyte 兆
data: 1000000000 | GB | GB | gb gigabyte
data: 1000000000000 | TB | TB | tb terabyte
data: 1000000000000000 | PB | PB | pb petabyte
data: 1024 | KiB | KiB | kib kibibyte
data: 1048576 | MiB | MiB | mib mebibyte
data: 1073741824 | GiB | GiB | gib gibibyte
data: 1099511627776 | TiB | TiB | tib tebibyte
data: 125 | kilobits | 千比特 | kbit kilobit
data: 125000 | megabits | 兆比特 | mbit megabit
data: 125000000 | gigabits | 千兆比特 | gbit gigabit
energy: 1 | J | 焦耳 | j joule 焦耳 焦
energy: 1000 | kJ | 千焦 | kj kilojoule 千焦
energy: 1000000 | MJ | 兆焦 | mj megajoule 兆焦
energy: 4.184 | cal | 卡 | cal calorie 卡 卡路里
energy: 4184 | kcal | 千卡 | kcal kilocalorie 千卡 大卡
energy: 3600 | Wh | 瓦时 | wh watt-hour 瓦时
energy: 3600000 | kWh | 千瓦时 | kwh kilowatt-hour 千瓦时 度电
energy: 1055.05585262 | BTU | 英热单位 | btu
pressure: 1 | Pa | 帕 | pascal pa 帕 帕斯卡
pressure: 100 | hPa | 百帕 | hpa hectopascal mbar millibar 百帕 毫巴
pressure: 1000 | kPa | 千帕 | kpa kilopascal 千帕
pressure: 1000000 | MPa | 兆帕 | mpa megapascal 兆帕
pressure: 100000 | bar | 巴 | bar 巴
pressure: 101325 | atm | 标准大气压 | atm atmosphere 大气压 标准大气压
pressure: 44482216152605/6451600000 | psi | psi | psi
pressure: 101325/760 | mmHg | 毫米汞柱 | mmhg torr 毫米汞柱
power: 1 | W | 瓦 | w watt 瓦
power: 1000 | kW | 千瓦 | kw kilowatt 千瓦
power: 745.69987158227022 | hp | 英制马力 | hp horsepower 英制马力
temperature: 1 | °C | 摄氏度 | c °c celsius centigrade degree-celsius degree-centigrade degree-c 摄氏度 摄氏 ℃
temperature: 5/9 | °F | 华氏度 | f °f fahrenheit degree-fahrenheit degree-f 华氏度 华氏 ℉
temperature: 1 | K | 开尔文 | k °k kelvin degree-kelvin 开尔文 开氏度
"""
_ZEROS = {"°F": Fraction(-160, 9), "K": Fraction("-273.15")}
_NOTES = {"US": _US, "YEAR": _YEAR}


def _fraction(text: str) -> Fraction:
    top, _, bottom = text.partition("/")
    return Fraction(top) / Fraction(bottom or "1")


def _read_table() -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for line in _TABLE.strip().splitlines():
        kind, _, row = line.partition(": ")
        size, english, chinese, names, *notes = (cell.strip() for cell in row.split(" | "))
        note = _NOTES[notes[0]] if notes else ""
        zero = _ZEROS.get(english, Fraction(0))
        unit = Unit(kind, _fraction(size), english, chinese, zero, note)
        for name in names.split():
            spoken = name.replace("-", " ")
            units[spoken] = unit
            if name.isascii() and len(name) > 3 and name[-1].isalpha():
                units[spoken + "s"] = unit
    return units


UNITS = _read_table()
"""Every name in lower case; see also `find_unit`."""

_MONEY = """
dollar dollars usd $ 美元 美金 euro euros eur € 欧元 yuan rmb cny ¥ 人民币 块 块钱 元 bucks
pound-sterling gbp £ 英镑 yen jpy 日元 franc francs chf 法郎 rupee rupees inr 卢比 won krw 韩元
peso pesos ruble rubles 卢布 hkd 港币 港元 台币 cad aud
"""
CURRENCIES = frozenset(_MONEY.split())


def find_unit(name: str) -> Unit | None:
    """The unit called `name`; `Mb` is megabits and `MB` megabytes."""
    name = " ".join(name.split())
    if name in {"Kb", "kb", "Mb", "Gb"} and name[0] != "k":
        return UNITS[f"{name[0].lower()}bit"]
    low = name.lower().removesuffix(".")
    singular = " ".join(word.removesuffix("s") for word in low.split())
    return UNITS.get(name) or UNITS.get(low) or UNITS.get(singular)
