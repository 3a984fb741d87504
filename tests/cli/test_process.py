"""The program as a process: its first line, its end by Ctrl-C, and readers that leave early."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes as POSIX has them")
PROGRAM = (sys.executable, "-m", "cutaway")


@POSIX
def test_the_address_comes_first_and_ctrl_c_ends_it() -> None:
    process = _start("open", "--no-browser", "--port", "0")
    assert process.stdout is not None
    first = process.stdout.readline()  # not flushed, it would not come before the end
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#token=[\w-]{43}\n", first), first
    port = int(re.findall(r":(\d+)/", first)[0])
    socket.create_connection(("127.0.0.1", port), 10).close()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


@POSIX
def test_readers_may_leave_early() -> None:
    """As `| head` does: no traceback, whatever of the output was still to come."""
    started = [
        _start("--version"),
        _start("summary", "tiny-vgg"),
        _start("open", "--no-browser", "--port", "0"),
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.close()
    for process in started:
        assert process.stderr is not None
        with process.stderr as errors:
            assert errors.read() == ""
        assert process.wait(60) in (0, 1)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a place that takes nothing")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_told(unbuffered: str) -> None:
    """Whether it is met while printing, or when what was printed is written out at the end."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*PROGRAM, "size", "10"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )
    said = "cutaway: the output cannot be written: No space left on device\n"
    assert (done.returncode, done.stderr) == (2, said)


@POSIX
@pytest.mark.parametrize("words", ["size 10", "suggest --input 1x4x4 --classes 2"])
def test_a_closed_output_is_none(words: str) -> None:
    command = f"{' '.join(map(shlex.quote, PROGRAM))} {words} >&-"
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def _start(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
