"""The commands of `pa`: order, headings and one line each, without importing any of them.

The command NAME is what is called NAME in `pa_cli.cli.commands.NAME`: a verb's function or a
group. It is imported and built only when it runs; the lines here are all that `pa --help` needs.
"""

COMMANDS: dict[str, dict[str, str]] = {
    "Conversation": {
        "chat": "Talk with the model.",
        "ask": "Ask the model one question.",
        "do": "Act on your agenda, to-dos, notes and memory in plain words.",
        "history": "Look at past chats.",
    },
    "Text": {
        "summarize": "Summarize files, folders or piped text of any length.",
        "translate": "Translate a text of any length; code, links, placeholders and numbers stay as they are.",
        "rewrite": "Rewrite a text in another tone, or correct it; its facts, links and code stay.",
        "write": "Write an email, an article, a plan and more; a piped draft is continued.",
        "classify": "Put texts under labels: `pa classify --labels bug,wish,praise --lines < feedback.txt`.",
        "extract": 'Pull data out of texts: `pa extract --fields "name, due date, total number" -f invoice.txt`.',
        "sentiment": "Say how texts feel: very negative, negative, neutral, positive or very positive.",
        "run": "Run a template on a text: `git diff | pa run commit-message`.",
        "templates": "Prompts with parameters: pa's own and yours, run by `pa run`.",
    },
    "Your data": {
        "note": "Keep notes in plain Markdown files.",
        "agenda": "Your appointments, in plain words and plain files.",
        "todo": "What you have to do, in plain words and plain files.",
        "today": "What is on, what is due or late, and what comes next.",
        "find": "Find anything of yours; the best comes first, with its line.",
        "undo": "Take back the last change of your data; an undo can itself be undone.",
    },
    "Knowledge": {
        "memory": "What pa remembers about you.",
        "docs": "Documents that answers may come from: PDF, Word, web pages, code.",
    },
    "Machine": {
        "models": "Get, choose and check the models that pa runs.",
        "config": "Look at the settings and change them.",
        "eval": "Measure how well things work, on examples with labels.",
        "doctor": "Find what is wrong with the installation, and what mends it.",
    },
}
