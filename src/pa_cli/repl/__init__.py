"""The interactive chat: the only prompt-toolkit code."""
