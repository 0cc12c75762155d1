import sys

import pexpect
import pytest

from pa_cli.core.errors import ConfirmationError
from pa_cli.ui.confirm import TerminalApprover
from pa_cli.ui.console import Output

_ASK = """
import sys
from pa_cli.core.errors import ConfirmationError
from pa_cli.ui.confirm import TerminalApprover
from pa_cli.ui.console import Output
try:
    TerminalApprover(Output()).approve("Remove mine?", "mine.gguf, 5 MB\\x1b[2J")
except ConfirmationError as error:
    print("declined:", error.message)
except KeyboardInterrupt:
    print("interrupted")
else:
    print("accepted")
"""


def _asked():
    child = pexpect.spawn(sys.executable, ["-c", _ASK], encoding="utf-8", timeout=60)
    child.expect_exact("Remove mine? [y]es [n]o: ")
    return child


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [
        ("y", "accepted"),
        ("YES", "accepted"),
        ("n", "declined: Nothing done."),
        ("", "declined: Nothing done."),
    ],
)
def test_a_person_answers_with_a_line(typed, outcome):
    child = _asked()
    child.sendline(typed)
    child.expect_exact(outcome)


def test_what_would_be_done_is_shown_first_and_cannot_steer_the_terminal():
    child = _asked()
    assert "mine.gguf, 5 MB" in child.before
    assert "\x1b" not in child.before
    child.sendline("n")


def test_an_unclear_answer_is_asked_again():
    child = _asked()
    child.sendline("maybe")
    child.expect_exact("Please answer y or n. [y]es [n]o: ")
    child.sendline("y")
    child.expect_exact("accepted")


def test_end_of_input_means_no():
    child = _asked()
    child.sendeof()
    child.expect_exact("declined: Nothing done.")


def test_ctrl_c_at_the_question_does_nothing():
    child = _asked()
    child.sendintr()
    child.expect_exact("interrupted")


def test_without_a_terminal_nothing_is_done_and_yes_is_named(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(ConfirmationError) as raised:
        TerminalApprover(Output()).approve("Remove mine?")
    assert "Remove mine?" in raised.value.message
    assert "--yes" in raised.value.hint
    assert capsys.readouterr() == ("", "")


def test_yes_accepts_in_silence_when_nobody_looks(capsys):
    TerminalApprover(Output(), yes=True).approve("Remove mine?", "mine.gguf")
    assert capsys.readouterr() == ("", "")
