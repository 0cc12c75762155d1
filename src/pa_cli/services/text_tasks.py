"""Templates at work: one text in, one answer out, nothing logged."""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace

from pa_cli.core.batching import generate_many
from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import Engine, GenerationRequest
from pa_cli.core.errors import InterruptedByUserError
from pa_cli.core.events import Event, Finished, ReasoningDelta, TextDelta, Timings, Usage
from pa_cli.core.grammar import labels_grammar, schema_grammar
from pa_cli.core.repetition import RepetitionFilter
from pa_cli.core.sampling import Sampling
from pa_cli.core.schema import Schema
from pa_cli.core.template import Template
from pa_cli.services.answers import Answer, Preview
from pa_cli.services.fitting import QuestionFitter
from pa_cli.services.structured_output import schema_instructions


@dataclass(frozen=True, slots=True)
class TextTask:
    """A template with its values.

    Attributes:
        template: What is asked.
        values: A value for every parameter; see `Template.values`.
        sampling: How tokens are chosen.
        thinking: Ask a thinking model for its reasoning or against it.
        schema: The answer is data of this shape.
        labels: The answer is exactly one of these.
        grammar: What an answer that is neither follows; made by `core/grammar.py`.
        on_overflow: What happens to a text that does not fit.
        lead: How the answer begins; the model goes on from there. "" for what the template says.
    """

    template: Template
    values: Mapping[str, str] = field(default_factory=dict)
    sampling: Sampling = field(default_factory=Sampling)
    thinking: bool | None = None
    schema: Schema | None = None
    labels: tuple[str, ...] = ()
    grammar: str = ""
    on_overflow: str = "error"
    lead: str = ""

    def request(self, text: str) -> GenerationRequest:
        """The generation that does the task on `text`."""
        template = self.template.for_text(text)
        messages, constant = template.messages(self.values, text), template.constant
        if self.schema:
            # before the text, so that all texts share its evaluation
            told = schema_instructions(self.schema)
            if not template.system:
                messages.insert(0, Message("system", ""))
                constant += 1
            messages[0] = replace(messages[0], content=f"{messages[0].content}\n\n{told}".strip())
        lead = self.lead or template.output.lead
        if lead:
            messages.append(Message("assistant", lead))
        return GenerationRequest(
            messages,
            constant=constant,
            sampling=self.sampling,
            grammar=self._grammar(),
            json_schema=self.schema.as_json() if self.schema else "",
            thinking=self.thinking,
            continue_last=bool(lead),
        )

    def _grammar(self) -> str:
        if self.schema:
            return schema_grammar(self.schema.root)
        return labels_grammar(self.labels) if self.labels else self.grammar


class TaskRunner:
    """Runs tasks with one engine, which stays open.

    Args:
        engine: The model at work.
        notice: Gets a sentence when something was left out of a prompt.
    """

    def __init__(self, engine: Engine, notice: Callable[[str], None] = lambda _: None) -> None:
        self._engine = engine
        self._notice = notice

    def close(self) -> None:
        """Free the model."""
        self._engine.close()

    def preview(self, task: TextTask, text: str) -> Preview:
        """The final prompt, without running it."""
        request = task.request(text)
        return Preview(
            model=self._engine.model_name,
            prompt=self._engine.render_prompt(request),
            prompt_tokens=self._engine.count_tokens(request.messages),
            context=self._engine.context_limit,
        )

    def run(self, task: TextTask, text: str) -> tuple[Answer, Generator[Event]]:
        """Start on `text`; the answer is filled while the events are consumed.

        Raises:
            ContextOverflowError: It does not fit and may not be cut.
        """
        fitter = QuestionFitter(self._engine, task.request, self._notice)
        request = fitter.fit(text, task.on_overflow)
        answer = Answer(self._engine.model_name)
        return answer, self._watch(answer, request)

    def _watch(self, answer: Answer, request: GenerationRequest) -> Generator[Event]:
        """The events of `request`; one that goes round in circles is stopped."""
        repetition = RepetitionFilter()
        with closing(self._engine.generate(request)) as events:
            for event in events:
                rest = repetition.finish() if isinstance(event, Finished) else ""
                if isinstance(event, TextDelta) and not request.grammar:
                    rest = repetition.feed(event.text)
                if rest:
                    _take(answer, TextDelta(rest))
                    yield TextDelta(rest)
                if repetition.is_circular:
                    break
                if request.grammar or not isinstance(event, TextDelta):
                    _take(answer, event)
                    yield event
            else:
                return
        answer.is_circular = True
        usage = Usage(
            prompt_tokens=self._engine.count_tokens(request.messages),
            completion_tokens=self._engine.count_text_tokens(answer.text),
        )
        answer.finished = Finished("stop", usage, Timings())
        yield answer.finished

    def complete(self, task: TextTask, text: str) -> Answer:
        """The whole answer for `text`; look at `interrupted`.

        Raises:
            ContextOverflowError: It does not fit and may not be cut.
        """
        answer, events = self.run(task, text)
        with closing(events):
            for _ in events:
                pass
        return answer

    def complete_each(self, tasks: Iterable[tuple[TextTask, str]]) -> Iterator[Answer]:
        """Whole answers to many tasks, in their order; several at a time where that is faster.

        Args:
            tasks: Each with its text; taken as there is room for them.

        Raises:
            ContextOverflowError: A text is too long.
            InterruptedByUserError: Ctrl-C; what was yielded is whole.
        """
        requests = (task.request(text) for task, text in tasks)
        answers: dict[int, Answer] = {}
        with closing(generate_many(self._engine, requests)) as tagged:
            for index, event in tagged:
                answer = answers.setdefault(index, Answer(self._engine.model_name))
                _take(answer, event)
                if isinstance(event, Finished):
                    if answer.interrupted:
                        break
                    yield answers.pop(index)
            else:
                return
        raise InterruptedByUserError("Interrupted.")


def _take(answer: Answer, event: Event) -> None:
    if isinstance(event, TextDelta):
        answer.text += event.text
    elif isinstance(event, ReasoningDelta):
        answer.reasoning += event.text
    elif isinstance(event, Finished):
        answer.finished = event
