"""The library: articles go in, answers with their exact words come out.

It knows nothing of Discord or the terminal, and reads no setting from the environment: callers hand in everything. This
file imports nothing of the library, so whoever needs only the errors does not wait for the models. The entry points are

- `index.library.Library`: the collections of one `index.storage.catalogue.Catalogue`, read by an embedder and a reader
  from `index.models.embedding.open_embedder` and `index.reading.readers.open_reader`;
- `index.collection.Collection`: adding, removing, searching and asking;
- `index.extract.articles_from`: bytes to articles;
- `index.article`: the values; `index.filters`: which articles are asked; `index.errors`: what is raised.
"""

import os

# onnxruntime (1.32) reports to its maker what machine it runs on, and keeps a device id and a database for that in the
# home folder. Both libraries look for these variables while they are imported.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
