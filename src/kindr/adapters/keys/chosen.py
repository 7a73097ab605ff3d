"""The root keys that the settings ask for."""

from __future__ import annotations

from pathlib import Path

from kindr.adapters.keys.key_file import KeyFile
from kindr.adapters.keys.root_file import RootFile


def chosen_roots(folder: Path, *, kind: str, region: str = "", key: str = "", installation: str = "") -> RootFile:
    """`file` or `aws-kms`; what they keep has one name, so that backups and instructions are the same."""
    if kind == "aws-kms":
        from kindr.adapters.keys.aws_kms import AwsKms, KmsSettings

        return AwsKms(folder / "roots.json", KmsSettings(region, key, installation))
    return KeyFile(folder / "roots.json")
