"""The settings table: the one place where a setting is named, typed and explained."""

import re
from typing import Any

from pa_cli.core.settings import (
    Kind,
    Setting,
    auto_or,
    boolean,
    choice,
    hour_of_day,
    integer,
    number,
    size,
    text,
    texts,
    time_zone,
)
from pa_cli.core.web_address import parse_web_address


def _gpu_layers() -> Kind[str]:
    def check(value: object) -> str:
        word = str(value).strip().lower()
        if isinstance(value, bool) or not re.fullmatch(r"auto|all|\d{1,4}", word):
            raise ValueError("must be auto, all or a number of layers")
        return word

    return Kind("auto | all | number of layers", check, check)


def _summary_length() -> Kind[str]:
    def check(value: object) -> str:
        word = str(value).strip().lower()
        is_number = re.fullmatch(r"[1-9]\d{0,4}", word)
        if isinstance(value, bool) or not (is_number or word in {"short", "medium", "long"}):
            raise ValueError("must be short, medium, long or a number of words")
        return word

    return Kind("short | medium | long | number of words", check, check)


def _web_address() -> Kind[str]:
    def check(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError("must be text in quotes")  # noqa: TRY004 - one error type for all kinds
        if value:
            parse_web_address(value)
        return value

    return Kind("address", check, check, hides_mistakes=True)


def _variable_name() -> Kind[str]:
    def check(value: object) -> str:
        if not isinstance(value, str) or (value and not re.fullmatch(r"[A-Za-z_]\w*", value)):
            raise ValueError("must be the name of an environment variable, not the key itself")
        return value

    return Kind("name of a variable", check, check, hides_mistakes=True)


MODEL_CHAT = Setting(
    "model.chat",
    text(),
    "",
    "Model for ask, chat and the text verbs; empty takes the one of `pa models use`.",
)
MODEL_EMBEDDING = Setting(
    "model.embedding",
    text(),
    "",
    "Model for embeddings; empty takes the one of `pa models use`.",
)

ENGINE_KIND = Setting(
    "engine.kind",
    choice("local", "remote"),
    "local",
    "Where the model runs: local is this very process, remote the server at engine.base_url.",
)
ENGINE_BASE_URL = Setting(
    "engine.base_url",
    _web_address(),
    "",
    "Address of an OpenAI-compatible server, such as http://127.0.0.1:8080/v1.",
)
ENGINE_MODEL = Setting(
    "engine.model",
    text(),
    "",
    "Model of the server that answers; empty takes the first one that it lists.",
)
ENGINE_EMBEDDING_MODEL = Setting(
    "engine.embedding_model",
    text(),
    "",
    "Model of the server for embeddings; empty makes them on this machine.",
)
ENGINE_API_KEY_ENV = Setting(
    "engine.api_key_env",
    _variable_name(),
    "",
    "Environment variable that holds the server's key; the key itself is never stored.",
)
ENGINE_CONNECT_TIMEOUT = Setting(
    "engine.connect_timeout",
    number(0.1, 600),
    10.0,
    "Seconds to wait for a connection to the server.",
)
ENGINE_FIRST_TOKEN_TIMEOUT = Setting(
    "engine.first_token_timeout",
    number(1, 86_400),
    300.0,
    "Seconds to wait for the first word of a remote answer; a long text takes its time.",
)
ENGINE_TOKEN_TIMEOUT = Setting(
    "engine.token_timeout",
    number(1, 3600),
    60.0,
    "Seconds to wait between two words of a remote answer.",
)
ENGINE_RETRIES = Setting(
    "engine.retries",
    integer(0, 20),
    3,
    "How often a server that is busy or starting is asked again before a word has come.",
)
ENGINE_CONTEXT = Setting(
    "engine.context",
    auto_or(integer(256, 1_048_576)),
    None,
    "Context window in tokens; auto picks 4k, 8k, 16k or 32k by need and memory.",
    "--context",
)
ENGINE_THREADS = Setting(
    "engine.threads",
    auto_or(integer(1, 512)),
    None,
    "CPU threads; auto starts from what the process may use and adapts while it generates.",
    "--threads",
)
ENGINE_GPU_LAYERS = Setting(
    "engine.gpu_layers",
    _gpu_layers(),
    "auto",
    "Layers to offload to a GPU; auto offloads what fits when this build can.",
    "--gpu-layers",
)
ENGINE_CACHE_TYPE_K = Setting(
    "engine.cache_type_k",
    choice("f16", "q8_0", "q4_0", "f32"),
    "f16",
    "Type of the K half of the KV cache.",
    "--cache-type-k",
)
ENGINE_CACHE_TYPE_V = Setting(
    "engine.cache_type_v",
    choice("f16", "q8_0", "q4_0", "f32"),
    "f16",
    "Type of the V half of the KV cache; quantized types need flash attention.",
    "--cache-type-v",
)
ENGINE_FLASH_ATTENTION = Setting(
    "engine.flash_attention",
    choice("auto", "on", "off"),
    "auto",
    "Flash attention.",
    "--flash-attention",
)
ENGINE_LORA = Setting(
    "engine.lora", texts(), (), "LoRA adapters, each FILE or FILE:SCALE.", "--lora"
)
ENGINE_FORCE = Setting(
    "engine.force", boolean(), False, "Load a model also when memory looks too small.", "--force"
)
ENGINE_REPACK = Setting(
    "engine.repack",
    choice("auto", "on", "off"),
    "auto",
    "Repack weights at load: slower to start, faster to run; auto repacks for chat and long work.",
)
ENGINE_CHAT_FORMAT = Setting(
    "engine.chat_format",
    auto_or(text()),
    None,
    "Chat format for models without a template: chatml, llama-2, gemma, plain.",
    "--chat-format",
)

GENERATION_TEMPERATURE = Setting(
    "generation.temperature",
    number(0, 5),
    0.7,
    "Randomness; 0 always takes the likeliest token.",
    "--temp",
)
GENERATION_TOP_K = Setting(
    "generation.top_k",
    integer(0, 1_000_000),
    40,
    "Keep the k likeliest tokens; 0 keeps all.",
    "--top-k",
)
GENERATION_TOP_P = Setting(
    "generation.top_p",
    number(0, 1),
    0.95,
    "Keep the smallest set of tokens with this summed probability; 1 keeps all.",
    "--top-p",
)
GENERATION_MIN_P = Setting(
    "generation.min_p",
    number(0, 1),
    0.05,
    "Drop tokens less likely than this share of the likeliest; 0 keeps all.",
    "--min-p",
)
GENERATION_REPEAT_PENALTY = Setting(
    "generation.repeat_penalty",
    number(0.1, 10),
    1.0,
    "Divides the score of recent tokens; 1 is off.",
    "--repeat-penalty",
)
GENERATION_SEED = Setting(
    "generation.seed",
    auto_or(integer(0, 4_294_967_294), "random"),
    None,
    "Repeats a generation; random draws a fresh one each time.",
    "--seed",
)
GENERATION_MAX_TOKENS = Setting(
    "generation.max_tokens",
    integer(1, 1_048_576),
    2048,
    "Longest answer in tokens.",
    "--max-tokens",
)
GENERATION_STOP = Setting("generation.stop", texts(), (), "Texts that end the answer.", "--stop")
GENERATION_THINK = Setting(
    "generation.think",
    choice("auto", "on", "off"),
    "auto",
    "Thinking of models that can: auto leaves it to the model's template.",
    "--think",
)

CACHE_ENABLED = Setting(
    "cache.enabled",
    boolean(),
    True,
    "Keep evaluated prompt prefixes on disk, so that the next start is instant.",
)
CACHE_MAX_BYTES = Setting(
    "cache.max_bytes",
    size(),
    2 * 2**30,
    "Most bytes that the prefix cache may take; the least recently used goes.",
)
CACHE_MAX_CHAT_BYTES = Setting(
    "cache.max_chat_bytes",
    size(),
    256 * 2**20,
    "A chat whose evaluated state is larger is not kept on leaving; its text always is.",
)

INPUT_MAX_BYTES = Setting(
    "input.max_bytes", size(), 16 * 2**20, "Most bytes read from pipe and files by one command."
)
INPUT_PIPE_WAIT = Setting(
    "input.pipe_wait",
    number(0, 3600),
    1.0,
    "Seconds to wait for a silent pipe when the prompt is an argument.",
)
INPUT_ON_OVERFLOW = Setting(
    "input.on_overflow",
    choice("error", "truncate", "chunk"),
    "error",
    "What ask does when its input does not fit the context window.",
    "--on-overflow",
)

SUMMARIZE_LENGTH = Setting(
    "summarize.length",
    _summary_length(),
    "medium",
    "short, medium, long, or a number of words (of characters in Chinese and Japanese).",
    "--length",
)
SUMMARIZE_STYLE = Setting(
    "summarize.style",
    choice("paragraph", "bullets", "headline", "minutes", "tldr"),
    "paragraph",
    "Form of a summary.",
    "--style",
)
SUMMARIZE_PART_TOKENS = Setting(
    "summarize.part_tokens",
    auto_or(integer(64, 1_048_576)),
    None,
    "Read in parts of at most so many tokens; auto reads at once what fits the context window.",
    "--part-tokens",
)

ASSISTANT_SYSTEM = Setting(
    "assistant.system",
    text(),
    "",
    "System prompt instead of pa's own; empty keeps pa's own, which the four settings below shape.",
)
ASSISTANT_NAME = Setting("assistant.name", text(), "pa", "What the assistant calls itself.")
ASSISTANT_PERSONA = Setting(
    "assistant.persona",
    text(),
    "",
    "How the assistant is to be, in a sentence or two: You are cheerful and like puns.",
)
ASSISTANT_LANGUAGE = Setting(
    "assistant.language",
    auto_or(text()),
    None,
    "Language of answers, as a name or code: Chinese, de; auto is the language of the question.",
)
ASSISTANT_MOOD = Setting(
    "assistant.mood",
    boolean(),
    False,
    "In a chat, notice the tone of each message and answer accordingly; kept nowhere, costs about a second.",
)
ASSISTANT_VERBOSITY = Setting(
    "assistant.verbosity",
    choice("short", "normal", "detailed"),
    "normal",
    "How long answers are.",
)

MEMORY_ENABLED = Setting(
    "memory.enabled",
    boolean(),
    True,
    "Tell the model what you let pa remember; false is as if --no-memory were always given.",
)

TOOLS_MODE = Setting(
    "tools.mode",
    choice("all", "read", "none"),
    "all",
    "What ask and chat may do with your data: all looks things up and, in chat, changes them once"
    " you agreed; read only looks things up; none asks the model alone.",
    "--tools",
)
TOOLS_MAX_CALLS = Setting(
    "tools.max_calls",
    integer(0, 20),
    4,
    "Most tools that the model may call for one answer; 0 leaves the choice to rules.",
)

RETRIEVAL_AUTO = Setting(
    "retrieval.auto",
    choice("on", "off"),
    "on",
    "Whether ask and chat look into your notes and documents by themselves when a question seems to be"
    " about them; off looks only with --notes, --docs or --about.",
)
RETRIEVAL_PASSAGES = Setting(
    "retrieval.passages",
    integer(1, 50),
    5,
    "Most passages of your notes and documents that are looked at for one question.",
)
RETRIEVAL_MAX_TOKENS = Setting(
    "retrieval.max_tokens",
    integer(100, 100_000),
    1200,
    "Most tokens that these passages may have together.",
)

NOTES_DIR = Setting(
    "notes.dir",
    text(),
    "",
    "Folder of the notes, for example an Obsidian vault; empty is pa's own.",
)
NOTES_NEW_IN = Setting(
    "notes.new_in",
    text(),
    "auto",
    "Folder under notes.dir for new notes, %Y %m %d stand for the date; auto is %Y/%m in pa's own"
    " folder and the top of any other.",
)
NOTES_DAILY = Setting(
    "notes.daily",
    text(),
    "daily/%Y-%m-%d.md",
    "File of the daily note under notes.dir; %Y %m %d stand for the date.",
)
NOTES_FRESHNESS = Setting(
    "notes.freshness",
    integer(0, 86_400),
    60,
    "With more than 10,000 notes: seconds between two looks for notes that other programs changed"
    " in place; new, removed and renamed ones are always seen at once.",
)

AGENDA_DIR = Setting(
    "agenda.dir",
    text(),
    "",
    "Folder of the events, one folder a calendar in it, for example the one that vdirsyncer syncs;"
    " empty is pa's own.",
)
AGENDA_CALENDAR = Setting(
    "agenda.calendar", text(), "personal", "Calendar (a folder in agenda.dir) of new events."
)
AGENDA_DATE_ORDER = Setting(
    "agenda.date_order",
    choice("auto", "mdy", "dmy", "ymd"),
    "auto",
    "How 5/6 is read: mdy is May 6, dmy is 5 June; auto follows the locale.",
)
AGENDA_WEEK_START = Setting(
    "agenda.week_start",
    choice("monday", "sunday", "saturday"),
    "monday",
    "First day of the week.",
)
AGENDA_NEXT_WEEKDAY = Setting(
    "agenda.next_weekday",
    choice("next-week", "nearest"),
    "next-week",
    'Whether "next Friday" is the one of next week or the nearest one.',
)
AGENDA_MORNING = Setting("agenda.morning", hour_of_day(), 9.0, 'Time meant by "in the morning".')
AGENDA_NOON = Setting("agenda.noon", hour_of_day(), 12.0, 'Time meant by "at noon".')
AGENDA_AFTERNOON = Setting(
    "agenda.afternoon", hour_of_day(), 15.0, 'Time meant by "in the afternoon".'
)
AGENDA_EVENING = Setting("agenda.evening", hour_of_day(), 19.0, 'Time meant by "in the evening".')
AGENDA_TONIGHT = Setting(
    "agenda.tonight", hour_of_day(), 20.0, 'Time meant by "tonight" and "at night".'
)
AGENDA_END_OF_DAY = Setting("agenda.end_of_day", hour_of_day(), 18.0, 'Time meant by "end of day".')
AGENDA_DEFAULT_LENGTH = Setting(
    "agenda.default_length",
    integer(1, 1440),
    60,
    "Minutes that an event takes when neither its end nor its length is said.",
)
AGENDA_ALL_DAY = Setting(
    "agenda.all_day",
    boolean(),
    True,
    "A day without a time is an all-day event; false puts it at agenda.morning.",
)
AGENDA_TZ = Setting(
    "agenda.tz",
    time_zone(),
    "",
    "Time zone, such as Europe/Madrid; empty takes TZ, then the system's.",
)

TODO_DIR = Setting(
    "todo.dir",
    text(),
    "",
    "Folder of the to-dos, one folder a list in it; empty is pa's own.",
)
TODO_LIST = Setting("todo.list", text(), "tasks", "List (a folder in todo.dir) of new to-dos.")

UNDO_KEEP_DAYS = Setting(
    "undo.keep_days",
    integer(1, 36_500),
    90,
    "Changes of so many days can always be undone, however much room they take.",
)
UNDO_MAX_BYTES = Setting(
    "undo.max_bytes",
    size(),
    2**30,
    "Room for what can be undone; older changes than undo.keep_days that do not fit are forgotten.",
)

DOCS_EXCLUDE = Setting(
    "docs.exclude",
    texts(),
    (),
    "Files and folders that are left out of added folders, as in a .gitignore, besides hidden ones"
    " and what git ignores.",
)
DOCS_MAX_FILE_BYTES = Setting(
    "docs.max_file_bytes", size(), 64 * 2**20, "Larger documents are listed, but not read."
)
DOCS_FRESHNESS = Setting(
    "docs.freshness",
    integer(0, 86_400),
    60,
    "Seconds between two looks for new and changed documents; those that an answer uses are always"
    " looked at again.",
)

HISTORY_ENABLED = Setting(
    "history.enabled",
    boolean(),
    True,
    "Keep questions and answers in the chat log; false is as if --no-log were always given.",
)

UI_COLOR = Setting(
    "ui.color",
    choice("auto", "never"),
    "auto",
    "Colour on a terminal; NO_COLOR and TERM=dumb win over auto.",
)
UI_MARKDOWN = Setting(
    "ui.markdown",
    boolean(),
    True,
    "Render the Markdown of answers on a terminal; false shows it as it is written.",
)
UI_REASONING = Setting(
    "ui.reasoning",
    boolean(),
    True,
    "Show the reasoning of thinking models, on stderr.",
)
UI_EDITOR = Setting("ui.editor", text(), "", "Editor command; empty takes VISUAL or EDITOR.")

# name = value rows above, in the order of the file; `Any` because each row has a type of its own
SETTINGS: tuple[Setting[Any], ...] = tuple(v for v in globals().values() if isinstance(v, Setting))
BY_KEY: dict[str, Setting[Any]] = {setting.key: setting for setting in SETTINGS}

ENGINE_SETTINGS: tuple[Setting[Any], ...] = tuple(
    s for s in SETTINGS if s.group == "engine" and s.flag
)
GENERATION_SETTINGS: tuple[Setting[Any], ...] = tuple(
    s for s in SETTINGS if s.group == "generation"
)
SUMMARIZE_SETTINGS: tuple[Setting[Any], ...] = tuple(s for s in SETTINGS if s.group == "summarize")
