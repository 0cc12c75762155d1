import pytest

from pa_cli.core.languages import UNKNOWN, detect_language, find_language

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
