"""What `pa config` shows: settings as they are now, changes, and what is wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting as it is now.

    Attributes:
        value: The value as TOML and JSON have it.
        text: The value as `pa config set` takes it.
        origin: "flag", "environment", "file" or "default".
    """

    key: str
    value: object
    text: str
    origin: str
    default: object
    type: str
    help: str
    environment_name: str
    flag: str


@dataclass(frozen=True, slots=True)
class SettingChange:
    """What a change did to one setting, as texts.

    Attributes:
        before: The value that was in force.
        after: The value that the file now gives; the default after `unset`.
        overridden_by: The environment name that wins over the file, "" for none.
    """

    key: str
    before: str
    after: str
    overridden_by: str = ""


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """Something in the config file or the environment that cannot be used.

    Attributes:
        key: The setting's key, or what stands where a key should be.
        message: The sentence for the user, with the place in it.
        hint: The command that mends it.
    """

    key: str
    message: str
    hint: str = "Mend it with: pa config edit"
