"""No passage, no claim: what becomes of one sentence of an answer beside the passage it is about."""

import pytest

from pa_cli.core.citations import CitationCheck
from pa_cli.core.grounding import Source

LEASE = Source(
    "note",
    "Lease",
    1,
    text="# Lease\n\nFlat in Mill Lane 4, from 1 May 2024 for two years. The rent is 920 euros, due on "
    "the 3rd of each month. Pets may be kept only with the landlord's written consent. Smoking is "
    "not permitted inside the flat. The deposit is returned within six months unless there is "
    "damage. The bicycle cellar may be used by all tenants. Subletting is forbidden. The garden is "
    "open from 8:00 to 20:00 except on Sundays.",
)
ZH_LEASE = Source(
    "note",
    "租房合同",
    1,
    text="# 租房合同\n\n未经房东书面同意，不得饲养宠物。除非房屋损坏，押金在退租后三十天内退还。"
    "地下室可以存放自行车。室内禁止吸烟。租金每月4200元，只能用银行转账支付。",
)
PETS = "Pets may be kept only with the landlord's written consent."
ZH_PETS = "未经房东书面同意，不得饲养宠物。"


def checked(question, answer, source=LEASE, **options):
    check = CitationCheck((source,), question, **options)
    return check.feed(answer) + check.finish()


@pytest.mark.parametrize(
    "answer",
    [
        "Pets are allowed.",
        "Yes.",
        "Yes, pets are allowed.",
        "Sure, you can.",
        "Pets are allowed [1].",
    ],
)
def test_a_yes_that_drops_the_condition_is_shown_with_it(answer):
    assert checked("Are pets allowed?", answer).endswith(f" (but your notes say: “{PETS}” [1]).")


@pytest.mark.parametrize(
    "answer", ["No.", "Pets are not allowed.", "I'm sorry, pets are not allowed."]
)
def test_so_is_a_no(answer):
    assert f"“{PETS}” [1]" in checked("Are pets allowed?", answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Are pets allowed?", "Pets are allowed with the landlord's written consent."),
        ("Are pets allowed?", "Only with the consent of the landlord."),
        ("May I smoke in the flat?", "No."),
        ("May I smoke in the flat?", "Smoking is not permitted inside the flat."),
        ("Is subletting allowed?", "No, subletting is forbidden."),
        ("Is subletting allowed?", "Subletting is not allowed."),
        ("Can I use the bicycle cellar?", "Yes."),
        ("Can I use the bicycle cellar?", "You can use it."),
        ("When do I get the deposit back?", "Within six months, unless there is damage."),
        ("When is the garden open?", "From 8:00 to 20:00, except on Sundays."),
        ("How much is the rent?", "The rent is 920 euros."),
    ],
)
def test_what_says_all_of_it_is_cited(question, answer):
    assert checked(question, answer) == answer[:-1] + " [1]."


@pytest.mark.parametrize(
    ("question", "answer", "line"),
    [
        ("May I smoke in the flat?", "Yes.", "Smoking is not permitted inside the flat."),
        ("Is subletting allowed?", "Subletting is allowed.", "Subletting is forbidden."),
        (
            "When do I get the deposit back?",
            "Within six months.",
            "The deposit is returned within six months unless there is damage.",
        ),
        (
            "When is the garden open?",
            "It is open from 8 am to 8 pm.",
            "The garden is open from 8:00 to 20:00 except on Sundays.",
        ),
    ],
)
def test_what_is_turned_around_or_cut_short_is_shown_with_the_words_of_the_text(
    question, answer, line
):
    assert checked(question, answer) == f"{answer[:-1]} (but your notes say: “{line}” [1])."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Are pets allowed?", "Dogs are fine."),
        ("Are pets allowed?", "Pets are welcome."),
        ("Is there a lift?", "Yes."),
        ("Is there a lift?", "Yes, there is a lift."),
        ("How is the rent?", "It is cheap."),
        ("Are pets allowed?", "The lease does not mention pets, so dogs are fine."),
    ],
)
def test_what_no_passage_says_is_marked_however_short(question, answer):
    assert checked(question, answer) == answer[:-1] + " (not found in your notes)."


@pytest.mark.parametrize(
    "answer",
    [
        "You are welcome!",
        "Let me know if you need more.",
        "The lease does not say.",
        "I cannot find that in the passages.",
        "Which pets do you mean?",
        "This is what it says:\n",
        "## Pets\n",
    ],
)
def test_what_claims_nothing_is_left_alone(answer):
    assert checked("Is there a lift?", answer) == answer


@pytest.mark.parametrize("answer", ["Lease\n", "Lease\n> ", "Rent of the lease"])
def test_a_title_and_the_question_once_more_claim_nothing(answer):
    assert checked("How much is the rent?", answer) == answer


def test_a_citation_of_what_claims_nothing_is_dropped():
    assert checked("How much is the rent?", "How much is the rent? [1]") == "How much is the rent?"


def test_a_condition_that_was_said_before_need_not_be_said_again():
    answer = "You need the landlord's written consent. Pets are allowed then."
    assert "but your notes say" not in checked("Are pets allowed?", answer)


def test_the_same_words_are_shown_once():
    shown = checked("Are pets allowed?", "Yes. Pets are allowed.")
    assert shown.count(PETS) == 1
    assert shown.endswith("Pets are allowed [1].")


@pytest.mark.parametrize(
    "answer", ["可以养宠物。", "可以。", "是的，可以养宠物。", "不可以。", "不可以养宠物。"]
)
def test_a_chinese_yes_or_no_without_its_condition_is_shown_with_it(answer):
    assert checked("可以养宠物吗？", answer, ZH_LEASE) == (
        f"{answer[:-1]}（但你的笔记里写的是：“{ZH_PETS}”[1]）。"
    )


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("可以养宠物吗？", "经房东书面同意可以养宠物。"),
        ("可以养宠物吗？", "未经房东书面同意，不得养宠物。"),
        ("能在室内吸烟吗？", "不能。"),
        ("地下室可以放自行车吗？", "可以。"),
        ("租金怎么付？", "银行转账。"),
        ("押金什么时候退？", "除非房屋损坏，三十天内退还。"),
    ],
)
def test_a_chinese_answer_that_says_all_of_it_is_cited(question, answer):
    assert checked(question, answer, ZH_LEASE) == answer[:-1] + "[1]。"


@pytest.mark.parametrize(
    ("question", "answer"), [("租金怎么付？", "现金支付。"), ("可以养宠物吗？", "很便宜。")]
)
def test_a_chinese_claim_that_no_passage_bears_is_marked(question, answer):
    assert checked(question, answer, ZH_LEASE) == answer[:-1] + "（你的笔记里没有）。"


def test_what_is_to_be_written_is_marked_for_facts_alone():
    letter = "We love animals. The rent is 950 euros."
    assert checked("Are pets allowed?", letter, marks="facts") == (
        "We love animals. The rent is 950 euros (not found in your notes)."
    )


RULES = Source(
    "document",
    "Rules",
    1,
    text="Burst pipes are covered up to 5,000 euros. Damage by flooding is not covered. Bicycles are "
    "insured if they were locked. The sauna is free for members. The pool is closed in August. Do not "
    "take ibuprofen. Trips need the parents' permission.\n- Dogs: not on the grounds.",
)


@pytest.mark.parametrize(
    ("question", "answer", "line"),
    [
        ("Is flooding covered?", "Flooding is covered.", "Damage by flooding is not covered."),
        (
            "Is flooding covered?",
            "Damage by flooding is covered up to 5,000 euros.",
            "Damage by flooding is not covered.",
        ),
        ("Are bicycles insured?", "Yes.", "Bicycles are insured if they were locked."),
        ("Is the sauna free?", "It is free.", "The sauna is free for members."),
        ("Is the sauna free?", "No, it is not free.", "The sauna is free for members."),
        ("Can she take ibuprofen?", "Yes.", "Do not take ibuprofen."),
        ("Do trips need permission?", "No.", "Trips need the parents' permission."),
        ("Are dogs allowed?", "Yes.", "Dogs: not on the grounds."),
        ("Are burst pipes covered?", "No.", "Burst pipes are covered up to 5,000 euros."),
    ],
)
def test_what_the_line_says_stands_beside_what_was_made_of_it(question, answer, line):
    shown = checked(question, answer, RULES, noun="documents")
    assert shown == f"{answer[:-1]} (but your documents say: “{line}” [1])."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Is flooding covered?", "No."),
        ("Are bicycles insured?", "Yes, if they were locked."),
        ("Is the sauna free?", "Yes, it is free for members."),
        ("Can she take ibuprofen?", "No."),
        ("Do trips need permission?", "Yes."),
        ("Are dogs allowed?", "No."),
        ("Are burst pipes covered?", "Yes, up to 5,000 euros."),
    ],
)
def test_a_yes_and_a_no_that_hold_are_cited(question, answer):
    assert checked(question, answer, RULES, noun="documents") == answer[:-1] + " [1]."


@pytest.mark.parametrize("answer", ["Yes.", "The pool is open in August."])
def test_the_opposite_word_is_no_ground_for_a_yes(answer):
    assert "(not found in your notes)" in checked("Is the pool open in August?", answer, RULES)
