"""Acting on the user's data in plain words: requests read, resolved, shown, carried out."""
