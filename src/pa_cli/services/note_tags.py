"""Other tags in the front matter of a note; its text is never touched."""

from collections.abc import Callable, Sequence
from pathlib import Path

from pa_cli.core.errors import StorageError, UsageError
from pa_cli.core.front_matter import split, with_tags
from pa_cli.core.note import NoteText
from pa_cli.core.segmentation import fold


def retagged(
    before: NoteText,
    add: Sequence[str],
    drop: set[str],
    parse: Callable[[Path, bytes], NoteText],
) -> bytes:
    """The file with other tags in its front matter, proved by reading it again.

    Args:
        before: The note.
        add: Tags that it does not have yet.
        drop: Folded tags to take off.
        parse: A note that has this content.

    Raises:
        StorageError: Its front matter cannot be understood, or not be changed safely.
        UsageError: A tag stands in the text, which is the user's alone to change.
    """
    path = before.note.path
    if before.note.problem and "front matter" in before.note.problem:
        raise StorageError(
            f"{path.name}: {before.note.problem} It was left alone.",
            hint=f"Mend it first: pa note edit {before.note.id}",
        )
    text = before.content.decode("utf-8", "surrogateescape")
    document = split(text)
    own = parse(path, document.head.encode("utf-8", "surrogateescape"))
    kept = [tag for tag in own.note.tags if fold(tag) not in drop]
    content = with_tags(document, [*kept, *add]).encode("utf-8", "surrogateescape")
    after = parse(path, content)
    still = [tag for tag in after.note.tags if fold(tag) in drop]
    if still:
        raise UsageError(
            f"#{still[0]} stands in the text of {before.note.title!r}, which is yours to change.",
            hint=f"Change it with: pa note edit {before.note.id}",
        )
    has_all = {fold(tag) for tag in add} <= {fold(tag) for tag in after.note.tags}
    if not has_all or after.body != before.body or after.note.problem != before.note.problem:
        raise StorageError(
            f"The front matter of {path.name} is too unusual to change its tags safely.",
            hint=f"Change it with: pa note edit {before.note.id}",
        )
    return content
