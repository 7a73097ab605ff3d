"""The contract of root keys: every adapter keeps it, the key file and the one in memory that tests use."""

from __future__ import annotations

import base64
import errno
import json
import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import ClientError
from moto import mock_aws
from moto.core.botocore_stubber import MockRawResponse

from kindr.adapters.keys.aws_kms import AwsKms, KeyServiceFailed, KmsSettings
from kindr.adapters.keys.key_file import KeyFile, KeyFileUnreadable
from kindr.adapters.keys.root_file import RootFile
from kindr.privacy.vault.ports import EpochDestroyed, EpochInUse, EpochUnknown, RootKeys
from tests.contracts.roots_in_memory import RootsInMemory

Adapter = Callable[[], RootKeys]


@pytest.fixture
def kms(monkeypatch: pytest.MonkeyPatch) -> Iterator[KmsSettings]:
    """A KMS of its own, with the key that guards index and signature."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        key = boto3.client("kms", region_name="ap-southeast-3").create_key()["KeyMetadata"]["KeyId"]
        yield KmsSettings("ap-southeast-3", key, "test-shop")


@pytest.fixture(params=["key file", "AWS KMS", "in memory"])
def roots(request: pytest.FixtureRequest, tmp_path: Path) -> RootKeys:
    path = tmp_path / "keys" / "roots.json"
    if request.param == "AWS KMS":
        return AwsKms(path, request.getfixturevalue("kms"))
    return KeyFile(path) if request.param == "key file" else RootsInMemory()


def test_the_first_epoch_is_there_from_the_start(roots: RootKeys) -> None:
    assert roots.current_epoch() == 1
    assert len(roots.root(1)) == len(roots.index_root()) == 32


def test_a_root_stays_what_it_is(roots: RootKeys) -> None:
    assert roots.root(1) == roots.root(1)
    assert roots.index_root() == roots.index_root()
    assert roots.root(1) != roots.index_root()


def test_a_new_epoch_has_another_root_and_the_old_one_stays(roots: RootKeys) -> None:
    old = roots.root(1)
    assert roots.start_epoch() == roots.current_epoch() == 2
    assert roots.root(1) == old != roots.root(2)


def test_the_epoch_in_use_is_not_destroyed(roots: RootKeys) -> None:
    with pytest.raises(EpochInUse):
        roots.destroy_epoch(1)
    assert len(roots.root(1)) == 32


def test_a_destroyed_root_is_gone_for_good_and_its_number_is_not_used_again(roots: RootKeys) -> None:
    roots.start_epoch()
    roots.destroy_epoch(1)
    roots.destroy_epoch(1)
    with pytest.raises(EpochDestroyed):
        roots.root(1)
    roots.start_epoch()
    roots.destroy_epoch(2)
    assert roots.start_epoch() == 4


def test_an_epoch_that_never_was_is_a_fault_and_not_forgetting(roots: RootKeys) -> None:
    with pytest.raises(EpochUnknown):
        roots.root(99)


def test_the_index_root_outlives_every_epoch(roots: RootKeys) -> None:
    index = roots.index_root()
    roots.start_epoch()
    roots.destroy_epoch(1)
    assert roots.index_root() == index


def _cut(path: Path, _monkeypatch: pytest.MonkeyPatch) -> RootKeys:
    roots = KeyFile(path)
    path.write_bytes(path.read_bytes()[:-9])
    return roots


def _throttled(path: Path, monkeypatch: pytest.MonkeyPatch, kms: KmsSettings) -> RootKeys:
    roots = AwsKms(path, kms)
    _answer_with(roots, "ThrottlingException", times=99, monkeypatch=monkeypatch)
    return roots


@pytest.mark.parametrize("adapter", ["key file", "AWS KMS"])
def test_a_fault_of_the_adapter_is_a_fault_and_never_forgetting(
    adapter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Nobody is told that a person is forgotten because a file or a service does not answer."""
    path = tmp_path / "keys" / "roots.json"
    fault: type[Exception] = KeyFileUnreadable if adapter == "key file" else KeyServiceFailed
    broken = (
        _cut(path, monkeypatch)
        if adapter == "key file"
        else _throttled(path, monkeypatch, request.getfixturevalue("kms"))
    )
    for ask in (lambda: broken.root(1), broken.index_root):
        with pytest.raises(fault):
            ask()


@pytest.mark.parametrize("adapter", ["key file", "AWS KMS"])
def test_a_full_disk_changes_no_root(
    adapter: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "keys" / "roots.json"
    roots = KeyFile(path) if adapter == "key file" else AwsKms(path, request.getfixturevalue("kms"))
    roots.start_epoch()
    written, first = path.read_bytes(), roots.root(1)
    with monkeypatch.context() as full:
        full.setattr(json, "dump", _no_space)
        for change in (roots.start_epoch, lambda: roots.destroy_epoch(1)):
            with pytest.raises(OSError, match="No space left"):
                change()
            assert path.read_bytes() == written
    assert {name.name for name in path.parent.iterdir()} == {"roots.json", ".roots.json.lock"}
    assert roots.current_epoch() == 2
    if adapter == "key file":
        assert roots.root(1) == first
    roots.destroy_epoch(1)
    assert roots.start_epoch() == 3


class TestTheKeyFile:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "keys" / "roots.json"

    def test_only_its_owner_may_read_it(self, path: Path) -> None:
        KeyFile(path).start_epoch()
        assert path.stat().st_mode & 0o777 == 0o600
        assert path.parent.stat().st_mode & 0o777 == 0o700

    @pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
    def test_it_is_refused_when_others_may_read_it(self, path: Path, mode: int) -> None:
        KeyFile(path)
        path.chmod(mode)
        with pytest.raises(KeyFileUnreadable, match="0600"):
            KeyFile(path)

    def test_a_half_written_file_is_refused_whatever_the_half(self, path: Path) -> None:
        KeyFile(path)
        whole = path.read_bytes()
        for length in range(len(whole)):
            path.write_bytes(whole[:length])
            with pytest.raises(KeyFileUnreadable):
                KeyFile(path)

    @pytest.mark.parametrize(
        "change", [{"version": 2}, {"current": 7}, {"index": "c2hvcnQ="}, {"signing": "*"}, {"more": 1}, {"epochs": []}]
    )
    def test_a_file_of_another_shape_is_refused(self, path: Path, change: dict[str, object]) -> None:
        KeyFile(path)
        path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
        with pytest.raises(KeyFileUnreadable):
            KeyFile(path)

    def test_many_starts_at_once_find_one_set_of_roots(self, path: Path) -> None:
        with ThreadPoolExecutor(16) as pool:
            roots = list(pool.map(lambda _: KeyFile(path).root(1), range(16)))
        assert len(set(roots)) == 1
        assert {name.name for name in path.parent.iterdir()} == {"roots.json", ".roots.json.lock"}

    def test_many_new_epochs_at_once_get_numbers_of_their_own(self, path: Path) -> None:
        KeyFile(path)
        with ThreadPoolExecutor(8) as pool:
            numbers = list(pool.map(lambda _: KeyFile(path).start_epoch(), range(8)))
        assert sorted(numbers) == list(range(2, 10))

    def test_another_program_sees_a_new_epoch_and_a_destroyed_one_at_once(self, path: Path) -> None:
        here, there = KeyFile(path), KeyFile(path)
        here.start_epoch()
        assert there.current_epoch() == 2
        assert there.root(2) == here.root(2)
        here.destroy_epoch(1)
        with pytest.raises(EpochDestroyed):
            there.root(1)

    def test_a_destroyed_root_is_not_in_the_file_any_more_and_the_old_file_is_overwritten(self, path: Path) -> None:
        roots = KeyFile(path)
        secret = json.loads(path.read_text())["epochs"]["1"]
        os.link(path, path.with_name("a second name"))
        roots.start_epoch()
        roots.destroy_epoch(1)
        assert secret not in path.read_text()
        assert set(path.with_name("a second name").read_bytes()) == {0}

    @pytest.mark.parametrize("killed_in", ["start_epoch", "destroy_epoch"])
    def test_a_draft_of_somebody_who_was_killed_keeps_no_destroyed_root(
        self, path: Path, killed_in: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        roots = KeyFile(path)
        secret = json.loads(path.read_text())["epochs"]["1"]
        if killed_in == "destroy_epoch":
            roots.start_epoch()
        change = roots.start_epoch if killed_in == "start_epoch" else lambda: roots.destroy_epoch(1)
        with monkeypatch.context() as killed:
            killed.setattr(Path, "replace", _crash)
            with pytest.raises(RuntimeError):
                change()
        assert len(list(path.parent.iterdir())) == 3
        if killed_in == "start_epoch":
            roots.start_epoch()
        roots.destroy_epoch(1)
        assert len(list(path.parent.iterdir())) == 2
        assert not any(secret.encode() in left.read_bytes() for left in path.parent.iterdir())

    def test_reading_while_epochs_turn_always_finds_a_whole_file(self, path: Path) -> None:
        writer, reader = KeyFile(path), KeyFile(path)

        def turn(_: int) -> None:
            writer.destroy_epoch(writer.start_epoch() - 1)

        with ThreadPoolExecutor(2) as pool:
            turning = pool.submit(lambda: [turn(n) for n in range(60)])
            while not turning.done():
                try:
                    assert len(reader.root(reader.current_epoch())) == 32
                except EpochDestroyed:
                    continue
            turning.result()

    def test_it_prints_no_root(self, path: Path) -> None:
        roots = KeyFile(path)
        secret = json.loads(path.read_text())["epochs"]["1"]
        assert secret not in repr(roots) + repr(roots._seen)


@pytest.mark.parametrize("adapter", ["key file", "AWS KMS"])
def test_no_root_is_used_for_two_things(adapter: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "keys" / "roots.json"
    here = KeyFile(path) if adapter == "key file" else AwsKms(path, request.getfixturevalue("kms"))
    here.start_epoch()
    assert len({here.root(1), here.root(2), here.index_root(), here.signing_seed()}) == 4


@pytest.mark.parametrize("kind", ["key file", "AWS KMS"])
def test_a_new_signing_seed_takes_the_place_of_the_old_everywhere(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    path = tmp_path / "keys" / "roots.json"

    def adapter() -> RootFile:
        return AwsKms(path, request.getfixturevalue("kms")) if kind == "AWS KMS" else KeyFile(path)

    here, there = adapter(), adapter()
    before, others = here.signing_seed(), (here.root(1), here.index_root())
    here.turn_signing()
    assert there.signing_seed() == here.signing_seed() == adapter().signing_seed() != before
    assert (there.root(1), there.index_root()) == others
    assert base64.b64encode(before) not in b"".join(each.read_bytes() for each in path.parent.iterdir())


class TestAwsKms:
    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "keys" / "roots.json"

    def test_no_root_lies_on_the_disk_or_is_printed(self, path: Path, kms: KmsSettings) -> None:
        roots = AwsKms(path, kms)
        written = path.read_bytes()
        for root in (roots.root(1), roots.index_root(), roots.signing_seed()):
            assert root not in written
            assert base64.b64encode(root) not in written
            assert root.hex() not in repr(roots) + repr(roots._seen)
        assert path.stat().st_mode & 0o777 == 0o600

    def test_another_process_finds_the_same_roots(self, path: Path, kms: KmsSettings) -> None:
        here, there = AwsKms(path, kms), AwsKms(path, kms)
        here.start_epoch()
        assert there.current_epoch() == 2
        assert (there.root(2), there.signing_seed()) == (here.root(2), here.signing_seed())

    def test_a_root_is_decrypted_once_in_a_process(
        self, path: Path, kms: KmsSettings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        roots = AwsKms(path, kms)
        calls: list[object] = []
        decrypt = roots._client.decrypt
        monkeypatch.setattr(roots._client, "decrypt", lambda **asked: calls.append(asked) or decrypt(**asked))
        assert len({roots.root(1) for _ in range(20)}) == 1
        assert len(calls) == 1

    def test_a_copy_of_the_file_does_not_open_a_destroyed_epoch(self, path: Path, kms: KmsSettings) -> None:
        roots = AwsKms(path, kms)
        copy = path.read_bytes()
        roots.start_epoch()
        roots.destroy_epoch(1)
        key = json.loads(json.loads(copy)["epochs"]["1"])["key"]
        found = roots._client.describe_key(KeyId=key)["KeyMetadata"]
        assert (found["KeyState"], found["Enabled"]) == ("PendingDeletion", False)
        path.write_bytes(copy)
        thief = AwsKms(path, kms)
        refused = _refusing(thief, found["KeyState"])
        with pytest.raises(KeyServiceFailed):
            refused.root(1)

    def test_each_epoch_is_bound_to_its_number_and_its_installation(self, path: Path, kms: KmsSettings) -> None:
        roots = AwsKms(path, kms)
        roots.start_epoch()
        content = json.loads(path.read_text())
        content["epochs"] = {"1": content["epochs"]["2"], "2": content["epochs"]["1"]}
        path.write_text(json.dumps(content))
        with pytest.raises(KeyServiceFailed):
            AwsKms(path, kms).root(1)
        with pytest.raises(KeyServiceFailed):
            AwsKms(path, KmsSettings(kms.region, kms.key, "another-shop")).index_root()

    def test_a_crash_before_the_file_was_written_is_done_again(
        self, path: Path, kms: KmsSettings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        roots = AwsKms(path, kms)
        roots.start_epoch()
        with monkeypatch.context() as broken:
            broken.setattr(roots, "_replace", _crash)
            with pytest.raises(RuntimeError):
                roots.destroy_epoch(1)
        roots.destroy_epoch(1)
        with pytest.raises(EpochDestroyed):
            roots.root(1)

    def test_a_service_that_does_not_answer_is_a_fault_and_nobody_is_forgotten(
        self, path: Path, kms: KmsSettings
    ) -> None:
        AwsKms(path, kms)
        away = AwsKms(path, KmsSettings(kms.region, kms.key, kms.installation, endpoint="http://127.0.0.1:9"))
        with pytest.raises(KeyServiceFailed):
            away.root(1)

    def test_a_service_that_is_busy_for_a_moment_is_asked_again(
        self, path: Path, kms: KmsSettings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        roots = AwsKms(path, kms)
        asked = _answer_with(roots, "ThrottlingException", times=2, monkeypatch=monkeypatch)
        assert len(roots.root(1)) == 32
        assert len(asked) == 3

    @pytest.mark.parametrize(
        "code",
        ["DisabledException", "KMSInvalidStateException", "InvalidCiphertextException", "IncorrectKeyException",
         "NotFoundException", "AccessDeniedException", "KeyUnavailableException", "KMSInternalException"],
    )  # fmt: skip
    def test_whatever_the_service_refuses_is_a_fault_with_its_name_and_nothing_is_remembered(
        self, code: str, path: Path, kms: KmsSettings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        roots, same = AwsKms(path, kms), AwsKms(path, kms).root(1)
        with monkeypatch.context() as refusing:
            _answer_with(roots, code, times=99, monkeypatch=refusing)
            with pytest.raises(KeyServiceFailed) as failed:
                roots.root(1)
            assert isinstance(failed.value.__cause__, ClientError)
            assert failed.value.__cause__.response["Error"]["Code"] == code
        _as_before(roots)
        assert roots.root(1) == same

    def test_a_key_that_somebody_disabled_starts_no_epoch_and_ends_none(
        self, path: Path, kms: KmsSettings, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        roots = AwsKms(path, kms)
        written = path.read_bytes()
        _answer_with(
            roots, "DisabledException", times=99, monkeypatch=monkeypatch, of="GenerateDataKeyWithoutPlaintext"
        )
        with pytest.raises(KeyServiceFailed):
            roots.start_epoch()
        assert (path.read_bytes(), roots.current_epoch()) == (written, 1)
        with pytest.raises(EpochUnknown):
            roots.root(2)

    def test_the_file_of_the_one_is_not_taken_for_that_of_the_other(self, path: Path, kms: KmsSettings) -> None:
        KeyFile(path)
        with pytest.raises(KeyFileUnreadable):
            AwsKms(path, kms)


def _no_space(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def _answer_with(
    roots: AwsKms, code: str, *, times: int, monkeypatch: pytest.MonkeyPatch, of: str = "Decrypt"
) -> list[str]:
    """The service answers so many times with an error, and then as it would; gives what it was asked."""
    asked: list[str] = []

    def answer(request: AWSPreparedRequest, **_: object) -> AWSResponse | None:
        asked.append(str(request.url))
        if len(asked) > times:
            return None
        body = json.dumps({"__type": code, "message": "said by the test"}).encode()
        return AWSResponse(request.url, 400, {"content-type": "application/x-amz-json-1.1"}, MockRawResponse(body))

    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    roots._client.meta.events.register_first(f"before-send.kms.{of}", answer, unique_id="said by the test")
    return asked


def _as_before(roots: AwsKms) -> None:
    roots._client.meta.events.unregister("before-send.kms.Decrypt", unique_id="said by the test")


def _crash(*_: object) -> None:
    raise RuntimeError


def _refusing(roots: AwsKms, state: str) -> AwsKms:
    """KMS refuses to decrypt under a key in this state; the mock of it does not, so this says it for the mock."""
    assert state == "PendingDeletion"
    refusal = ClientError({"Error": {"Code": "KMSInvalidStateException"}}, "Decrypt")

    def decrypt(**_: object) -> None:
        raise refusal

    roots._client.decrypt = decrypt
    return roots
