"""The tools that look something up; none of them changes anything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pa_cli.core.calculator.conversion import answer_conversion
from pa_cli.core.calculator.question import answer_calculation
from pa_cli.core.data_question import subject_words
from pa_cli.core.errors import UsageError
from pa_cli.core.grounding import Source
from pa_cli.core.passage import PassageKind
from pa_cli.core.tool import Parameter, Tool, ToolRequest, ToolResult
from pa_cli.core.voice import Voice
from pa_cli.services.data_lookup import DataLookup
from pa_cli.services.data_wording import one_line
from pa_cli.services.todo_lookup import Finding
from pa_cli.services.tools.toolbox import RunnableTool

if TYPE_CHECKING:
    from pa_cli.core.passage import Retriever
    from pa_cli.services.find import FindService
    from pa_cli.services.memory import MemoryService
    from pa_cli.services.notes import NotesService

_WHEN = Parameter("when", "days or hours in words, such as tomorrow, next week, 明天")
_HITS = 5
_NOTE_CHARACTERS = 3000


@dataclass(frozen=True, slots=True)
class ReadingServices:
    """What the tools look into; each is made when a tool needs it."""

    lookup: DataLookup
    notes: "Callable[[], NotesService]"
    find: "Callable[[], FindService]"
    memory: "Callable[[], MemoryService]"
    retriever: "Callable[[], Retriever]"
    answer_clock: Callable[[str], str | None]
    voice_of: Callable[[str], Voice]


def reading_tools(services: ReadingServices) -> list[RunnableTool]:
    """All tools that look something up."""

    def run(request: ToolRequest) -> ToolResult:
        asked = request.question or " ".join(request.arguments.values())
        tools = _ReadingTools(services, chinese=services.voice_of(asked).chinese)
        result: ToolResult = getattr(tools, request.name)(request.arguments)
        return result

    about = Parameter("about", "a word of its title")
    query = Parameter("query", "words to look for", required=True)
    rows = [
        Tool("agenda_list", "events and to-dos due in a stretch of time", (_WHEN, about)),
        Tool("agenda_free", "whether a time is free, and the free hours", (_WHEN,)),
        Tool(
            "todo_list",
            "open to-dos, of one list if named",
            (Parameter("list", "name of a list"), _WHEN),
        ),
        Tool("note_search", "passages of the user's notes", (query,)),
        Tool("note_show", "one whole note", (Parameter("note", "its title", required=True),)),
        Tool("docs_search", "passages of the user's documents", (query,)),
        Tool("find", "notes, events, to-dos and chats by words", (query,)),
        Tool("memory_list", "what is remembered of the user", (Parameter("about", "words"),)),
        Tool(
            "clock",
            "time and date questions: time zones, weekdays, days until",
            (Parameter("question", "the question", required=True),),
        ),
        Tool(
            "calculate",
            "exact arithmetic",
            (Parameter("expression", "such as 3 * 49.99", required=True),),
        ),
        Tool(
            "convert",
            "units",
            (Parameter("conversion", "such as 5 miles in km", required=True),),
        ),
    ]
    return [RunnableTool(tool, run) for tool in rows]


class _ReadingTools:
    """Each tool is the method of its name."""

    def __init__(self, services: ReadingServices, *, chinese: bool) -> None:
        self._services = services
        self._chinese = chinese

    def agenda_list(self, arguments: Mapping[str, str]) -> ToolResult:
        about = subject_words(arguments.get("about", ""))
        if about and not arguments.get("when"):
            found = self._services.lookup.when_is(arguments["about"], chinese=self._chinese)
            return _told(found or Finding(f"Nothing is called {arguments['about']!r}."))
        found = self._services.lookup.day(
            self._services.lookup.range_named(arguments.get("when", "")),
            about=about,
            subject=arguments.get("about", ""),
            chinese=self._chinese,
        )
        return _told(found)

    def agenda_free(self, arguments: Mapping[str, str]) -> ToolResult:
        lookup = self._services.lookup
        when = lookup.range_named(arguments["when"]) if arguments.get("when") else None
        return _told(lookup.free(when, chinese=self._chinese))

    def todo_list(self, arguments: Mapping[str, str]) -> ToolResult:
        lookup = self._services.lookup
        when = lookup.range_named(arguments["when"]) if arguments.get("when") else None
        name = arguments.get("list", "")
        return _told(lookup.todos.open(name, when, chinese=self._chinese))

    def note_search(self, arguments: Mapping[str, str]) -> ToolResult:
        return self._passages(arguments["query"], ["note"])

    def docs_search(self, arguments: Mapping[str, str]) -> ToolResult:
        return self._passages(arguments["query"], ["document"])

    def _passages(self, query: str, kinds: Sequence[PassageKind]) -> ToolResult:
        found = self._services.retriever().search(query, limit=_HITS, kinds=kinds).passages
        if not found:
            return ToolResult("Nothing was found.")
        texts = [f"{one_line(p.full_title)}:\n{p.text.strip()}" for p in found]
        sources = tuple(
            Source(p.kind, p.title, 0, p.ref, p.path, p.first_line, p.last_line, p.page, p.text)
            for p in found
        )
        return ToolResult("\n\n".join(texts), sources, untrusted=True)

    def note_show(self, arguments: Mapping[str, str]) -> ToolResult:
        shown = self._services.notes().show(arguments["note"])
        source = Source(
            "note", shown.note.title, ref=shown.note.id, path=str(shown.note.path), text=shown.body
        )
        return ToolResult(shown.body[:_NOTE_CHARACTERS], (source,), untrusted=True)

    def find(self, arguments: Mapping[str, str]) -> ToolResult:
        hits = self._services.find().search(arguments["query"], limit=_HITS)
        if not hits:
            return ToolResult("Nothing was found.")
        lines = [
            f"- {hit.kind}: {one_line(hit.title)}" + (f": {one_line(hit.line)}" if hit.line else "")
            for hit in hits
        ]
        return ToolResult("\n".join(lines), untrusted=True)

    def memory_list(self, arguments: Mapping[str, str]) -> ToolResult:
        items = self._services.memory().list(arguments.get("about", ""))
        if not items:
            return ToolResult("Nothing is remembered of that.")
        sources = tuple(Source("memory", item.text, ref=item.id) for item in items)
        return ToolResult("\n".join(f"- {one_line(item.text)}" for item in items), sources)

    def clock(self, arguments: Mapping[str, str]) -> ToolResult:
        return _known(self._services.answer_clock(arguments["question"]), "a question of the clock")

    def calculate(self, arguments: Mapping[str, str]) -> ToolResult:
        return _known(answer_calculation(arguments["expression"]), "an expression")

    def convert(self, arguments: Mapping[str, str]) -> ToolResult:
        return _known(answer_conversion(arguments["conversion"]), "a conversion")


def _told(finding: Finding) -> ToolResult:
    return ToolResult(finding.text, finding.sources, untrusted=True)


def _known(text: str | None, what: str) -> ToolResult:
    if text is None:
        raise UsageError(f"That is not {what} that can be worked out.")
    return ToolResult(text)
