"""Apart from settings, so that it can be named before they are read."""


class SettingError(Exception):
    """A setting has a value that cannot work; the message says which and what to write instead."""
