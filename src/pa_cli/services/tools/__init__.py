"""The tools that answers and chats may use, and how they are called."""
