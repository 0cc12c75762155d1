"""Kinds of documents, told by the names of files."""

import posixpath
from typing import Literal

DocumentKind = Literal["text", "markdown", "code", "csv", "html", "pdf", "docx", "epub"]

# read by pa itself, as text; the others go through a parser in a process of its own
TEXT_KINDS = frozenset({"text", "markdown", "code", "csv"})

_SUFFIXES: dict[str, DocumentKind] = {
    "md": "markdown",
    "markdown": "markdown",
    "mdx": "markdown",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
    "pdf": "pdf",
    "docx": "docx",
    "epub": "epub",
    "csv": "csv",
    "tsv": "csv",
}
for _suffix in [
    "txt",
    "text",
    "rst",
    "adoc",
    "asciidoc",
    "org",
    "tex",
    "log",
    "srt",
    "vtt",
    "wiki",
]:
    _SUFFIXES[_suffix] = "text"
_CODE = """
    py pyi pyx js mjs cjs jsx ts tsx c h cc cpp cxx hh hpp hxx cs java kt kts scala go rs rb php pl pm lua r jl
    swift m mm dart ex exs erl hs ml mli clj cljs el lisp scm vim sh bash zsh fish ps1 bat sql graphql proto
    css scss sass less vue svelte yaml yml toml ini cfg conf json jsonl xml nix zig nim v vhd f90 asm s cmake
    gradle tf dockerfile mk ipynb
"""
for _suffix in _CODE.split():
    _SUFFIXES[_suffix] = "code"
_NAMES: dict[str, DocumentKind] = {
    "makefile": "code",
    "dockerfile": "code",
    "justfile": "code",
    "rakefile": "code",
    "gemfile": "code",
    "readme": "text",
    "license": "text",
    "licence": "text",
    "copying": "text",
    "changelog": "text",
    "changes": "text",
    "authors": "text",
    "contributing": "text",
    "install": "text",
    "news": "text",
    "todo": "text",
}

_BINARY: frozenset[DocumentKind | None] = frozenset({"pdf", "docx", "epub"})


def has_parser(name: str) -> bool:
    """Whether a file of that name is no text, but there is a parser that gets its text."""
    return kind_of(name) in _BINARY


def kind_of(path: str) -> DocumentKind | None:
    """The kind of a file by its name; None when the name says nothing."""
    name = posixpath.basename(path.replace("\\", "/")).lower()
    stem, dot, suffix = name.rpartition(".")
    if dot and stem:
        return _SUFFIXES.get(suffix)
    return _NAMES.get(name)
