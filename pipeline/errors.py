"""Errors that a user can do something about."""


class InputError(ValueError):
    """Bad input: one line that says the file, the entry, what is wrong and what to do.

    The command line prints the line and ends with exit code 2, without a traceback.
    """
