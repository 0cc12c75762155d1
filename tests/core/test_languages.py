import pytest

from pa_cli.core.languages import (
    UNKNOWN,
    detect_language,
    find_language,
    listed_languages,
    nearest_language,
)

SAMPLES = {
    "en": "The committee met on Friday and decided that it was not going to change the plan.",
    "zh": "委员会周五开会，决定不改变计划。API 的 rate limit 保持不变。",
    "zh-Hant": "委員會週五開會，決定不會改變這個計畫，並對經費問題說明。",
    "ja": "委員会は金曜日に会議を開き、計画を変更しないことを決めました。",
    "ko": "위원회는 금요일에 회의를 열고 계획을 바꾸지 않기로 결정했다.",
    "es": "El comité se reunió el viernes y decidió que no se cambia el plan por ahora.",
    "fr": "Le comité s'est réuni vendredi et il a décidé de ne pas changer le plan.",
    "de": "Der Ausschuss traf sich am Freitag und beschloss, den Plan nicht zu ändern.",
    "it": "Il comitato si è riunito venerdì e ha deciso di non cambiare il piano.",
    "pt": "O comitê se reuniu na sexta-feira e decidiu que não vai mudar o plano.",
    "ru": "Комитет собрался в пятницу и решил не менять план.",
    "uk": "Комітет зібрався у п'ятницю і вирішив не змінювати план.",
    "ar": "اجتمعت اللجنة يوم الجمعة وقررت عدم تغيير الخطة.",
}


@pytest.mark.parametrize("code", SAMPLES)
def test_a_language_is_told_by_its_script_and_words(code):
    assert detect_language(SAMPLES[code]).code == code


def test_a_mail_in_english_is_not_polish_for_its_i_and_to():
    text = "Sorry, but I can't meet on Thursday at 4 pm. I'll have to meet on Friday instead."
    assert detect_language(text).code == "en"
    polish = "Nie wiem, czy my przyjdziemy do ciebie w sobotę, ale na pewno zadzwonię."
    assert detect_language(polish).code == "pl"


@pytest.mark.parametrize("text", ["", "12 345 --- 6.7", "xyzzy plugh"])
def test_what_tells_nothing_is_unknown(text):
    assert detect_language(text) == UNKNOWN


def test_chinese_with_many_english_names_is_chinese():
    text = "我们使用 Python 和 PostgreSQL 开发后端服务，前端采用 TypeScript 与 React。部署在 Kubernetes 上。"
    assert detect_language(text).code == "zh"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("en", "en"),
        ("English", "en"),
        ("zh-CN", "zh"),
        ("zh_TW", "zh-Hant"),
        ("中文", "zh"),
        ("chinese", "zh"),
        ("Deutsch", "de"),
        ("pt-BR", "pt"),
        ("Español", "es"),
    ],
)
def test_a_language_is_found_by_code_or_name(word, code):
    assert find_language(word).code == code


def test_an_unknown_name_is_passed_on_as_it_stands():
    assert find_language(" Klingon ").name == "Klingon"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "no",
            "Komiteen møttes på fredag og bestemte seg for at den ikke skal endre planen etter møtet.",
        ),
        ("da", "Udvalget mødtes fredag og besluttede, at det ikke ville ændre planen."),
        ("cy", "Yr wyf yn mynd i'r siop i brynu bara a llaeth, ac yna byddaf yn mynd adref."),
        ("ca", "El comitè es va reunir divendres, però els membres hi són per parlar amb la gent."),
        ("cs", "Výbor se sešel v pátek a rozhodl, že plán se nezmění, ale že je to jen na rok."),
        ("bg", "Комитетът се събра в петък и реши да не променя плана."),
        ("fa", "کمیته روز جمعه تشکیل جلسه داد و تصمیم گرفت برنامه را تغییر ندهد."),
        ("ka", "კომიტეტი პარასკევს შეიკრიბა."),
    ],
)
def test_languages_that_look_like_others_are_told_from_them(code, text):
    assert detect_language(text).code == code


def test_a_kind_of_a_language_keeps_its_words_and_is_known():
    found = find_language("British English")
    assert (found.name, found.code) == ("British English", "en")
    assert find_language("like it is no joke").code == ""


def test_only_a_name_that_is_nearly_one_is_offered():
    assert nearest_language("Frnech") == "French"
    assert nearest_language("Klingonish") == ""


def test_a_list_of_languages_may_be_open():
    known, are_all = listed_languages("en zh and others")
    assert ([one.code for one in known], are_all) == (["en", "zh"], False)
    assert listed_languages("en")[1]
    assert listed_languages("100+ languages") == ((), False)


def test_as_many_words_of_two_languages_tell_nothing():
    assert detect_language("Le dem 3.") == UNKNOWN
    assert (
        detect_language("Der Tool sendet `curl -v` Anfragen. Es wird in C++ geschrieben.").code
        == "de"
    )
