"""Word documents: what their archives hold, as lines of characters. Needs the extra `word`."""
