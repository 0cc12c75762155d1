"""Models at work behind one port: the only llama_cpp code."""
