"""Why a document cannot be read, in the user's words."""


class UnreadableError(Exception):
    """A document cannot be read.

    Args:
        reason: A sentence for the user, without the name of the file.
        retry: "extra" when an installation mends it, "size" when a setting does, "" when only
            another content of the file would.
    """

    def __init__(self, reason: str, *, retry: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry
