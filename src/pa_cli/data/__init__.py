"""Data files of the package: catalogue, templates, prompts."""
