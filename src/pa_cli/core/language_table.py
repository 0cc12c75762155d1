"""The languages that pa can name and tell: by their script, or by their commonest words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language as a model is told of it.

    Attributes:
        code: ISO 639 code, with the script where a language has two; "" when it is unknown.
        name: English name, and its own where that steers a model better.
        counts_characters: Lengths are given in characters, not in words.
    """

    code: str
    name: str
    counts_characters: bool = False

    @property
    def plain_name(self) -> str:
        """Its English name alone."""
        return self.name.partition(" (")[0]

    @property
    def has_other_letters(self) -> bool:
        """Whether it is known and not written in Latin letters."""
        return bool(self.code) and self.code not in COMMON_WORDS.keys() | RARER_WORDS.keys()


UNKNOWN = Language("", "the language of the text")
ENGLISH = Language("en", "English")
SIMPLIFIED = Language("zh", "Simplified Chinese (简体中文)", counts_characters=True)
TRADITIONAL = Language("zh-Hant", "Traditional Chinese (繁體中文)", counts_characters=True)
JAPANESE = Language("ja", "Japanese (日本語)", counts_characters=True)

_OTHERS = """
    ko Korean (한국어)
    es Spanish (español)
    fr French (français)
    de German (Deutsch)
    it Italian (italiano)
    pt Portuguese (português)
    nl Dutch (Nederlands)
    ru Russian (русский)
    uk Ukrainian (українська)
    pl Polish (polski)
    sv Swedish (svenska)
    da Danish (dansk)
    no Norwegian (norsk)
    fi Finnish (suomi)
    is Icelandic (íslenska)
    cs Czech (čeština)
    sk Slovak (slovenčina)
    sl Slovenian (slovenščina)
    hr Croatian (hrvatski)
    sr Serbian (српски)
    bg Bulgarian (български)
    mk Macedonian (македонски)
    be Belarusian (беларуская)
    hu Hungarian (magyar)
    ro Romanian (română)
    et Estonian (eesti)
    lv Latvian (latviešu)
    lt Lithuanian (lietuvių)
    ca Catalan (català)
    gl Galician (galego)
    eu Basque (euskara)
    la Latin (latina)
    cy Welsh (Cymraeg)
    ga Irish (Gaeilge)
    sq Albanian (shqip)
    eo Esperanto
    af Afrikaans
    sw Swahili (Kiswahili)
    el Greek (ελληνικά)
    tr Turkish (Türkçe)
    ar Arabic (العربية)
    fa Persian (فارسی)
    ur Urdu (اردو)
    he Hebrew (עברית)
    hi Hindi (हिन्दी)
    bn Bengali (বাংলা)
    ta Tamil (தமிழ்)
    te Telugu (తెలుగు)
    ka Georgian (ქართული)
    hy Armenian (հայերեն)
    am Amharic (አማርኛ)
    th Thai (ไทย)
    lo Lao (ລາວ)
    my Burmese (မြန်မာ)
    km Khmer (ខ្មែរ)
    vi Vietnamese (tiếng Việt)
    id Indonesian (Bahasa Indonesia)
    ms Malay (Bahasa Melayu)
    tl Tagalog (Filipino)"""


def _read(line: str) -> Language:
    code, _, name = line.strip().partition(" ")
    return Language(code, name)


LANGUAGES: tuple[Language, ...] = (
    ENGLISH,
    SIMPLIFIED,
    TRADITIONAL,
    JAPANESE,
    *map(_read, _OTHERS.strip().splitlines()),
)
BY_CODE = {language.code.lower(): language for language in LANGUAGES}
ALIASES = {
    "chinese": "zh",
    "中文": "zh",
    "汉语": "zh",
    "zh-cn": "zh",
    "zh-hans": "zh",
    "zh-tw": "zh-hant",
    "zh-hk": "zh-hant",
    "繁体中文": "zh-hant",
    "日文": "ja",
    "英文": "en",
    "英语": "en",
    "castellano": "es",
    "nb": "no",
    "nn": "no",
    "farsi": "fa",
}
ALIKE = tuple(
    frozenset(codes.split())
    for codes in (
        "zh zh-Hant",
        "da no",
        "es gl ca pt",
        "cs sk",
        "hr sl",
        "id ms",
        "nl af",
        "ru bg mk",
    )
)
"""Languages that share many of their commonest words, or their letters."""

SCRIPTS = {
    "han": "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f",
    "kana": "\u3041-\u30ff",
    "ko": "\uac00-\ud7af\u1100-\u11ff",
    "cyrillic": "\u0400-\u04ff",
    "arabic": "\u0600-\u06ff",
    "he": "\u0590-\u05ff",
    "el": "\u0370-\u03ff",
    "hi": "\u0900-\u097f",
    "bn": "\u0980-\u09ff",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0530-\u058f",
    "am": "\u1200-\u137f",
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "my": "\u1000-\u109f",
    "km": "\u1780-\u17ff",
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
}
"""By the code of the language where only one that we know is written so."""

TELLING_LETTERS = {
    "cyrillic": {
        "be": "[ўЎ]",
        "uk": "[іїєґІЇЄҐ]",
        "mk": "[ѓќѕЃЌЅ]",
        "sr": "[ђћљњџјЂЋЉЊЏЈ]",
        "bg": r"\b(?:се|са|това|като|който|която|със)\b",
        "ru": "",
    },
    "arabic": {"ur": "[ٹڈڑےں]", "fa": "[پچژگ]", "ar": ""},
}
"""What only one of the languages of a script has; looked for in this order, the last one is the rest."""

COMMON_WORDS = {
    "en": "the and of to is that it was for with are this be have not from they i you we my but can your would",
    "es": "el la los las de que y en un una es por con para no se del más",
    "fr": "le la les des de et est un une que dans pour qui sur pas du avec il",
    "de": "der die das und ist nicht ein eine zu den mit von auf für im dem sich es wird oder ich wir bei nach sind",
    "it": "il lo gli di che e un una per con non è della sono le del nel",
    "pt": "o os as de que e um uma para com não em do da é no na por",
    "nl": "de het een van en is dat niet op te met voor zijn aan er",
    "pl": "i w na z do nie że się jest to po jak od dla przez",
    "sv": "och att det som en på är av för med den till inte ett om",
    "da": "og at det en på som er af for med den til ikke et om",
    "tr": "ve bir bu için ile de da olarak daha çok ne gibi olan",
    "vi": "và của là có không được trong cho một các những với",
    "id": "yang dan di dari untuk dengan ini itu tidak pada adalah akan",
}
RARER_WORDS = {
    "no": "og i det på som er en til av for at med ikke har jeg vi de den å seg ble etter være blir",
    "fi": "ja on ei se että oli mutta ovat tai kun joka myös sen hän olen niin kuin mitä ole hyvin",
    "is": "og í að það er sem ekki til við um með en hann ég var fyrir eru þetta hún á",
    "cs": "a je se na že to s z do pro jsem ale by jako jsou byl byla které který také aby při",
    "sk": "a je sa na že to s z do pre som ale by ako sú bol bola ktoré ktorý aj aby pri",
    "sl": "in je se na da v za so ki pa bi tudi kot bil ni ali sem bila iz zelo",
    "hr": "i je se na da u za su koji od s kao bi ali što nije biti će samo bio koja",
    "hu": "a az és hogy nem is egy volt meg de csak van ez már ha mint vagy el még azt",
    "ro": "și în de la a pe cu o că nu este un din pentru care mai să sunt fi au",
    "et": "ja on ei et see ta oli mis aga kui ka ma oma nii siis olen või selle nad meie",
    "lv": "un ir no ar uz par ka kas bija arī nav vai lai es tas viņš bet ļoti tā to",
    "lt": "ir yra kad į iš su tai ne buvo kaip bet jis apie dėl po aš ar labai jo už",
    "ca": "el la de que i en un una es per amb no els les del és al com més ha però",
    "gl": "o a os as de que e en un unha non é por con para do da no na ao máis á",
    "eu": "eta da ez bat du zen dira egin baina izan ere dute den hau oso zuen duen",
    "la": "et in est non ad ut cum sed quod qui sunt quae ex si esse ab nec hoc autem erat",
    "cy": "y yr yn r o ar mae ac wedi bod am fod yw oedd gyda hyn fel ei eu wrth wyf mewn nid",
    "ga": "an na a i ar agus is le go ag ní sé tá do bhí atá sin mar don leis",
    "sq": "të e në dhe një për me nga që është i ka më si nuk do u janë kjo se",
    "eo": "la de kaj en estas al ne mi ke por kun li ĝi pri sed estis el tiu ili kiu",
    "af": "die en van in is nie het dit vir met wat te sy hy ek om op was sal hulle",
    "sw": "na ya wa kwa ni katika za la hii kama yake kuwa watu lakini huo hiyo alikuwa sana",
    "ms": "yang dan di untuk dengan ini itu tidak pada ialah oleh kepada telah ke dalam akan beliau boleh",
    "tl": "ang ng sa na at ay mga ko siya hindi ito ni para niya kung may ka namin isang po",
}
"""Of languages whose common words look like those of others: one of them needs several."""
