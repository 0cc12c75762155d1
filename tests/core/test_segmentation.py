from pa_cli.core.segmentation import fold, segment


def test_chinese_runs_become_overlapping_pairs_and_their_last_character():
    assert segment("王总开会").split() == ["王总", "总开", "开会", "会"]


def test_other_scripts_stay_and_are_parted_from_chinese():
    assert segment("iPhone手机 ok").split() == ["iPhone", "手机", "机", "ok"]


def test_full_width_letters_are_half_width():
    assert segment("ＡＢＣ") == "ABC"


def test_fold_forgets_case_accents_and_width():
    assert fold("Ｃafé ÉCOLE") == "cafe ecole"
    assert fold("STRASSE") == "strasse"
    assert fold("cafe\u0301") == "cafe"
    assert fold("が") == "が"
    assert fold("हिंदी") == "हिंदी"
