"""What `pa write` reads, and how its text is shown."""

from collections.abc import Iterator, Mapping

from pa_cli.cli import answering
from pa_cli.cli.input import read_question
from pa_cli.cli.text_verb import TextCall
from pa_cli.core.errors import EmptyInputError, UsageError
from pa_cli.core.events import TextDelta
from pa_cli.core.languages import ENGLISH, clear_language, detect_language, find_language
from pa_cli.core.mail import Mail, read_mail, reply_subject
from pa_cli.services.text_tasks import TextTask
from pa_cli.services.writing import Writer
from pa_cli.services.writing_review import FICTION, Review
from pa_cli.ui.answer_view import AnswerView
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json


def read_material(call: TextCall) -> tuple[str, str]:
    """The topic, and the draft or mail from pipe and files; both may be ""."""
    try:
        asked = read_question(
            call.words, call.files, settings=call.wiring.settings, output=call.output
        )
    except EmptyInputError:
        return "", ""
    return asked.instruction, asked.document


def require_topic(task: TextTask, draft: str) -> None:
    """See that there is something to write about; stories and poems, and kinds in the user's words, may do without.

    Raises:
        UsageError: There is nothing.
    """
    values = task.values
    kind = values.get("kind", "")
    known = {name for one in task.template.parameters if one.name == "kind" for name in one.choices}
    if kind not in known.difference(FICTION) or draft.strip():
        return
    if not (values.get("topic") or values.get("points")):
        raise UsageError(
            f"Say what the {kind} is about.",
            hint=f'pa write {kind} "..." or pa write {kind} --points FILE',
        )


def read_message(text: str) -> Mail:
    """The mail that is replied to.

    Raises:
        UsageError: There is none, or it has no words.
    """
    if not text.strip():
        raise UsageError(
            "There is no message to reply to.", hint='pa write reply "yes, gladly" < mail.eml'
        )
    mail = read_mail(text)
    if not mail.text:
        held = f", only {', '.join(mail.attachments)}" if mail.attachments else ""
        raise UsageError(
            f"The message has no words{held}.", hint="Say what it asks: pa write email"
        )
    return mail


def values_for(
    kind: str, topic: str, draft: str, wishes: Mapping[str, str], mail: Mail | None
) -> dict[str, str]:
    """Values for the template of `kind`: `reply` for replies, else `write`.

    What is said of a reply is what it has to say, not what it is about.
    """
    values = {name: value for name, value in wishes.items() if value}
    if language := _language_of(values.get("lang", ""), mail.own_words if mail else topic or draft):
        values["lang"] = language
    if mail is None:
        return {"kind": kind, **values, **({"topic": topic} if topic else {})}
    points = f"{topic}\n{values.pop('points', '')}".strip()
    return {"before": mail.exchange, **values, **({"points": points} if points else {})}


def _language_of(asked: str, words: str) -> str:
    """The language to write in: the one that was asked for, else that of the message or the topic."""
    if asked:
        return find_language(asked).name
    found = clear_language(words) if detect_language(words) != ENGLISH else ENGLISH
    return found.name if found.code else ""


def show_sections(writer: Writer, output: Output, draft: str, *, as_json: bool, model: str) -> None:
    """Write a long text after its outline; a draft is gone on with."""
    outlined = writer.by_outline
    title, headings = outlined.outline(draft)
    output.notice_terminal(f"Outline: {title} / {' / '.join(headings)}")
    text = ""

    def events() -> Iterator[TextDelta]:
        nonlocal text
        for piece in outlined.sections(title, headings, draft):
            text += piece
            yield TextDelta(piece)

    AnswerView(output, show_text=not as_json).show(events())
    found = writer.review(text, draft)
    if as_json:
        kept = [heading for heading in headings if heading not in outlined.left_out]
        document = {"text": text, "title": title, "sections": kept, "model": model}
        output.write(to_json({**document, "stopped": outlined.stopped, **_reviewed(found)}))
    for heading in outlined.left_out:
        output.notice(f"The section {heading!r} only said what was said before and was left out.")
    for heading in outlined.stopped:
        output.notice(
            f"The section {heading!r} did not come to an end and was stopped: look at it."
        )
    for problem in found.problems:
        output.notice(problem)


def show_text(
    writer: Writer, output: Output, draft: str, mail: Mail | None, *, as_json: bool, stats: bool
) -> None:
    """Write a text at once; a reply gets its subject, and the message quoted below it."""
    source = mail.own_words if mail else draft
    answer, events = writer.write(source)
    subject = reply_subject(mail.subject) if mail and mail.subject else None
    quote = mail.quoted() if mail else None
    if subject and not as_json:
        output.write(f"Subject: {subject}\n\n")
    answering.show_answer(
        answer,
        events,
        output,
        form=answering.Form(json=as_json),
        stats=stats,
        facts=lambda: {
            "subject": subject,
            "quote": quote,
            **_reviewed(writer.review(answer.text, source)),
        },
    )
    if quote and not as_json:
        output.write(f"\n{quote}\n")
    for problem in writer.review(answer.text, source).problems:
        output.notice(problem)


def _reviewed(found: Review) -> dict[str, object]:
    return {"made_up": found.made_up, "left_out": found.left_out}
