"""Where things lie. Asking for a path never creates it."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of `pa`; everything else is named relative to them.

    The first line of each property's docstring is shown to the user by `pa doctor --privacy`.
    """

    config: Path
    data: Path
    state: Path
    cache: Path
    models: Path

    @property
    def config_file(self) -> Path:
        """The user's settings."""
        return self.config / "config.toml"

    @property
    def user_catalog(self) -> Path:
        """Catalogue entries that the user adds."""
        return self.config / "catalog.toml"

    @property
    def tools_file(self) -> Path:
        """Your own commands as tools, where you wrote some."""
        return self.config / "tools.toml"

    @property
    def chats(self) -> Path:
        """One JSON Lines file a chat."""
        return self.data / "chats"

    @property
    def memory(self) -> Path:
        """What you told pa to remember about you."""
        return self.data / "memory.toml"

    @property
    def feedback(self) -> Path:
        """Answers that you marked as good or bad."""
        return self.data / "feedback.toml"

    @property
    def calibrations(self) -> Path:
        """What `pa eval classify --keep` fitted, so that scores are probabilities."""
        return self.data / "calibrations.json"

    @property
    def documents(self) -> Path:
        """Which files and folders you added as documents; they stay where they are."""
        return self.data / "documents.toml"

    @property
    def locks(self) -> Path:
        """Lock files of what is written by several processes; safe to delete when none runs."""
        return self.state / "locks"

    @property
    def notes(self) -> Path:
        """The notes, unless the setting `notes.dir` says otherwise."""
        return self.data / "notes"

    @property
    def agenda(self) -> Path:
        """The events, unless the setting `agenda.dir` says otherwise."""
        return self.data / "agenda"

    @property
    def todo(self) -> Path:
        """The to-dos, unless the setting `todo.dir` says otherwise."""
        return self.data / "todo"

    @property
    def reminders(self) -> Path:
        """Which reminders were shown."""
        return self.state / "reminders.json"

    @property
    def note_templates(self) -> Path:
        """Markdown files that new notes can start from."""
        return self.config / "note-templates"

    @property
    def templates(self) -> Path:
        """The user's own prompt templates."""
        return self.data / "templates"

    @property
    def last_lists(self) -> Path:
        """The numbers of the lists that were shown last."""
        return self.state / "last-lists.json"

    @property
    def prefix_cache(self) -> Path:
        """Evaluated prompt prefixes."""
        return self.cache / "prefixes"

    @property
    def partials(self) -> Path:
        """Finished parts of long work."""
        return self.cache / "partials"

    @property
    def index(self) -> Path:
        """The disposable index: words of notes and chats, and the text of documents."""
        return self.cache / "index.db"

    @property
    def chat_history(self) -> Path:
        """What was typed at the chat prompt."""
        return self.state / "chat-history"


def find_paths() -> Paths:
    """The folders for this user: under `PA_HOME` when it is set, else where the platform wants them."""
    home = os.environ.get("PA_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(
            root / "config", root / "data", root / "state", root / "cache", root / "models"
        )
    import platformdirs

    dirs = platformdirs.PlatformDirs("pa", appauthor=False)
    data = Path(dirs.user_data_dir)
    return Paths(
        config=Path(dirs.user_config_dir),
        data=data,
        state=Path(dirs.user_state_dir),
        cache=Path(dirs.user_cache_dir),
        models=data / "models",
    )


def make_private_folder(folder: Path) -> Path:
    """Create `folder` with mode 0700 (parents too) unless it is there; returns it."""
    if not folder.is_dir():
        if folder.parent != folder:
            make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder
