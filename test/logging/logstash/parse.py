"""Parses pipelines by the grammar of Logstash, and prints how many plug-ins each section has. A file that is none ends it."""

import sys
from logstash_pipeline_parser import Pipeline


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        sections = Pipeline(file.read()).parse()
    print(f"{path}: {', '.join(f'{name} ({len(parts)})' for name, parts in sections)}")
    names = [name for name, _ in sections]
    if names != ["input", "filter", "output"]:
        sys.exit(f"{path} has the sections {names}")
