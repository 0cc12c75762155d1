"""Numbers of bytes and seconds as people read them."""

_UNITS = ("bytes", "kB", "MB", "GB", "TB", "PB")


def human_size(count: int) -> str:
    """`count` bytes in decimal units, as downloads and disks are measured: "491 MB", "1.1 GB"."""
    value = float(count)
    for unit in _UNITS:
        if abs(value) < 999.5 or unit == _UNITS[-1]:
            break
        value /= 1000
    if unit in {"bytes", "kB", "MB"}:
        return f"{value:.0f} {unit}"
    return f"{value:.1f} {unit}"


def human_seconds(seconds: float) -> str:
    """A duration as a clock shows it: "0:42", "12:05", "1:02:09"."""
    whole = max(0, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def human_count(count: int) -> str:
    """A number of parameters: "135M", "1.8B"."""
    if count >= 999_500_000:
        return f"{count / 1e9:.1f}B".replace(".0B", "B")
    return f"{count / 1e6:.0f}M"


def human_context(tokens: int) -> str:
    """A context window: "8k", "128k", "1M"."""
    if tokens >= 2**20:
        return f"{tokens / 2**20:.0f}M"
    if tokens < 1000:
        return str(tokens)
    return f"{tokens / (1000 if tokens % 1000 == 0 else 1024):.0f}k"
