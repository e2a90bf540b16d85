"""`python -m sitrep.pipeline` is `sitrep`."""

from sitrep.pipeline.cli import main

main()
