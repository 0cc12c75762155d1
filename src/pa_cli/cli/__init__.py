"""argv in, exit code out: the only Typer code."""
