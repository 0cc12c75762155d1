"""One module a command group; the path of a command is the path of its file."""
