"""`python -m sitrep.pipeline` is `sitrep`."""

from sitrep.pipeline.cli.app import main

main()
