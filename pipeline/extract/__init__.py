"""Stage 4: facts from one version of one part, with that language's lexicon and no other."""
