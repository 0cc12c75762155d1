"""Settings of the assistant: what it reads, how it answers, and how that is shown and kept."""

from pa_cli.core.setting_kinds import (
    auto_or,
    boolean,
    choice,
    integer,
    number,
    size,
    summary_length,
    text,
    text_encoding,
)
from pa_cli.core.settings import Setting

INPUT_MAX_BYTES = Setting(
    "input.max_bytes", size(), 16 * 2**20, "Most bytes read from pipe and files by one command."
)
INPUT_PIPE_WAIT = Setting(
    "input.pipe_wait",
    number(0, 3600),
    1.0,
    "Seconds to wait for a silent pipe when the prompt is an argument.",
)
INPUT_ENCODING = Setting(
    "input.encoding",
    text_encoding(),
    "utf-8",
    "Encoding of text that is not UTF-8, such as gb18030 or latin-1.",
    "--encoding",
)
INPUT_ON_OVERFLOW = Setting(
    "input.on_overflow",
    choice("error", "truncate", "chunk"),
    "error",
    "What to do with input that does not fit the context window.",
    "--on-overflow",
)

SUMMARIZE_LENGTH = Setting(
    "summarize.length",
    summary_length(),
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
SUMMARIZE_QUOTES = Setting(
    "summarize.quotes",
    boolean(),
    True,
    "Below the summary of a long text, quote sentences with names and numbers, or on the focus, that it lacks.",
    "--quotes/--no-quotes",
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
    "assistant.verbosity", choice("short", "normal", "detailed"), "normal", "How long answers are."
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
    "ui.reasoning", boolean(), True, "Show the reasoning of thinking models, on stderr."
)
UI_EDITOR = Setting("ui.editor", text(), "", "Editor command; empty takes VISUAL or EDITOR.")
