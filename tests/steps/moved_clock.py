"""The machine's clock, moved for one process: a small library stands before libc and adds to the time of day."""

import shutil
import subprocess
from pathlib import Path

import pytest

SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>

static volatile long *shift;

static long seconds(void) {
    if (!shift) {
        int file = open(getenv("CLOCK_SHIFT"), O_RDONLY);
        shift = mmap(0, sizeof(long), PROT_READ, MAP_SHARED, file, 0);
    }
    return *shift;
}

int clock_gettime(clockid_t which, struct timespec *at) {
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int result = real(which, at);
    if (which == CLOCK_REALTIME) at->tv_sec += seconds();
    return result;
}

int gettimeofday(struct timeval *restrict at, void *restrict zone) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    at->tv_sec = now.tv_sec;
    at->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *at) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (at) *at = now.tv_sec;
    return now.tv_sec;
}
"""


class MovedClock:
    """The clock of processes that are started with `environment`."""

    def __init__(self, folder: Path) -> None:
        compiler = shutil.which("cc")
        if compiler is None:
            pytest.skip("moving a process' clock needs a C compiler")
        source, library = folder / "clock.c", folder / "clock.so"
        source.write_text(SOURCE, encoding="utf-8")
        build = [compiler, "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
        subprocess.run(build, check=True)  # noqa: S603 — our own source
        self._shift = folder / "clock.shift"
        self.move(0)
        self.environment = {"LD_PRELOAD": str(library), "CLOCK_SHIFT": str(self._shift)}

    def move(self, seconds: float) -> None:
        """Let it be so many seconds later than it is."""
        with self._shift.open("r+b" if self._shift.exists() else "wb") as file:
            file.write(int(seconds).to_bytes(8, "little", signed=True))
