"""`pa run decide` and `pa run tutor`: what is new in the answer is marked, or kept back."""

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


def run(*argv, replies):
    engine = ScriptedEngine(list(replies))
    return pa("run", *argv, wire=wire_with(engine)), engine


OPTIONS = "Van A: 24000 euros, 7 seats. Estate B: 19500 euros, 5 seats."
TABLE = "| Option | Seats | Fuel |\n|---|---|---|\n| Van A | 7 | diesel |\n| Estate B | 7 | - |"


def test_cells_that_the_model_made_up_are_marked_and_said():
    result, _ = run(
        "decide", OPTIONS, replies=[f"{TABLE}\n\nVan A is 4500 dearer.\nTax: 90 euros."]
    )
    assert result.stdout == (
        "| Option | Seats | Fuel |\n|---|---|---|\n| Van A | 7 | diesel (?) |\n"
        "| Estate B | 7 (?) | - |\n\nVan A is 4500 dearer.\nTax: 90 euros. (?)\n"
    )
    assert "(?) marks what does not stand in what you gave" in result.stderr


def test_a_table_at_the_end_and_an_answer_without_new_things():
    good = "| Option | Seats |\n|---|---|\n| Van A | 7 |"
    result, _ = run("decide", OPTIONS, replies=[good])
    assert (result.stdout, result.stderr) == (f"{good}\n", "")
    as_json, _ = run("decide", "--json", OPTIONS, replies=[TABLE])
    assert "diesel (?)" in as_json.json["text"]


EXERCISE = "Solve 3x - 7 = 11. I have: 3x = 4"
HINT = "Moving the 7 to the other side is the right idea. Which sign does it have there?"


def test_the_result_is_left_out_and_the_hint_stays():
    result, engine = run("tutor", EXERCISE, replies=[f"{HINT} It is 3x = 18. So x = 6."])
    assert result.stdout == f"{HINT}\n"
    assert "given the next step or the result away" in result.stderr
    assert len(engine.requests) == 1


def test_a_tutor_who_only_gives_the_result_is_asked_again():
    result, engine = run("tutor", EXERCISE, replies=["x = 6.", HINT])
    assert result.stdout == f"{HINT}\n"
    assert len(engine.requests) == 2


def test_after_the_second_time_code_gives_a_hint():
    result, _ = run("tutor", EXERCISE, replies=["x = 6.", "3x = 18, so it is 6."])
    assert result.stdout.startswith("Go through your lines one by one")
    result, _ = run("tutor", "解 3x - 7 = 11。我写了 3x = 4", replies=["x = 6。", "得6。"])
    assert result.stdout.startswith("请一行一行地检查")


def test_a_template_of_the_users_own_can_do_the_same(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('prompt = "{{text}}"\n[output]\nnew = "withheld"\n')
    result, _ = run(str(path), EXERCISE, replies=[f"{HINT} x = 6."])
    assert result.stdout == f"{HINT}\n"
    path.write_text('prompt = "{{text}}"\n[output]\nnew = "hidden"\n')
    result, _ = run(str(path), EXERCISE, replies=[])
    assert "withheld" in result.stderr
