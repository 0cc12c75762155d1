"""What can go wrong, in the user's words; `cli/errors.py` turns each class into an exit code."""


class PaError(Exception):
    """A failure with a sentence for the user and, where there is one, the command that mends it.

    Args:
        message: What happened, with the user's own names in it; one or two lines.
        hint: What to do about it; one line, may be empty.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(PaError):
    """The command was called in a way that cannot work."""


class EmptyInputError(UsageError):
    """There is nothing to work on."""


class InputError(PaError):
    """A file or a pipe cannot be read, or is not text."""


class ConfigError(PaError):
    """The configuration is broken or names something that does not exist."""


class StorageError(PaError):
    """A file of `pa` could not be read or written."""


class EditorError(PaError):
    """The user's editor is missing, or failed."""


class ConflictError(StorageError):
    """Somebody else has changed what was about to be written; both versions are kept."""


class NotFoundError(PaError):
    """There is no item of that name, or more than one."""


class NetworkError(PaError):
    """A download failed or the network is switched off."""


class EngineError(PaError):
    """The model could not be loaded or failed while it ran."""


class ContextOverflowError(PaError):
    """The prompt does not fit the model's context window.

    Args:
        message: The sentence for the user; holds both numbers.
        needed: Tokens that the prompt and the least useful answer need.
        available: Tokens that the context window has.
        hint: What to do about it.
    """

    def __init__(self, message: str, *, needed: int, available: int, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.needed = needed
        self.available = available


class NoModelError(PaError):
    """No usable model: none installed, an unknown name, or a broken file."""


class SchemaError(PaError):
    """The model's output does not follow the schema that was asked for.

    Args:
        message: The sentence for the user.
        raw: The output as it came; it is shown, so that nothing is lost.
        hint: What to do about it.
    """

    def __init__(self, message: str, *, raw: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.raw = raw


class ConfirmationError(PaError):
    """A confirmation was declined, or could not be asked for."""


class InterruptedByUserError(PaError):
    """Ctrl-C; what was done so far is kept."""


class ClosedPipeError(PaError):
    """The reader of stdout went away; nothing more to say."""
