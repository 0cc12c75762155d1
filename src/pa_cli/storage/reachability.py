"""Whether a source of models can be asked now; nothing waits longer than a moment."""

import os
import threading
import urllib.error
import urllib.request

_DEFAULT_ENDPOINT = "https://huggingface.co"
_SECONDS = 3.0


def hub_is_reachable(*, seconds: float = _SECONDS) -> bool:
    """Whether the Hugging Face hub (or the mirror in `HF_ENDPOINT`) answers within `seconds`.

    Names are looked up in a thread of its own, because that cannot be given a time limit.
    """
    answers: list[bool] = []
    asking = threading.Thread(target=lambda: answers.append(_answers(seconds)), daemon=True)
    asking.start()
    asking.join(seconds)
    return bool(answers and answers[0])


def _answers(seconds: float) -> bool:
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}:
        return False
    endpoint = os.environ.get("HF_ENDPOINT", "").rstrip("/") or _DEFAULT_ENDPOINT
    if not endpoint.startswith(("https://", "http://")):
        return False
    request = urllib.request.Request(f"{endpoint}/api/models?limit=1")  # noqa: S310 - checked above
    try:
        with urllib.request.urlopen(request, timeout=seconds):  # noqa: S310
            return True
    except urllib.error.HTTPError as error:
        # a login is asked for: the hub is there; anything else may be a proxy that says no
        return error.code == 401
    except (OSError, ValueError):
        return False


def package_index_is_usable() -> bool:
    """Whether there is a pip that can be asked for packages."""
    from pa_cli.storage.downloads.package_index import find_pip

    return find_pip() is not None
