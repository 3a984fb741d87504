"""The program as a process: its first line, its end by Ctrl-C, and readers that leave early."""

import re
import signal
import socket
import subprocess
import sys

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


def _start(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [*PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
