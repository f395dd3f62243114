"""Takes from the program what it needs: room on the disk, open files, permissions, calls of the system.

    starve.py PROGRAM [ROUNDS]

Exit status 2 means that nothing was written, another one that the manifest is true; edits are never lost. A full disk and
another user need root, faults of single calls need strace; what cannot be tried is named.
"""

import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from workspace import Fault, Workspace, main, program, rounds

EDIT = "办好妇女之家和儿童之家。"
COMMANDS = [(), ("import", "seeds/notice-2018.txt", "--propose-units"), ("collect", "in"), ("number", "letters")]


def edited(folder=None):
    """A workspace with documents, an edited annex and letters that will all change."""
    workspace = Workspace(program(), folder)
    workspace.done()
    tasks = workspace.root / "seeds/annex/tasks.csv"
    tasks.write_text(tasks.read_text("utf-8-sig").replace("办好妇女之家。", EDIT), "utf-8-sig")
    config = workspace.root / "duban.toml"
    config.write_text(config.read_text("utf-8").replace('region = "', 'region = "新'), "utf-8")
    return workspace


def judge(case, before, status, what):
    """Status 2 or a death by signal: nothing has changed, at the latest after the next command."""
    if status not in (0, 1):
        if (case.root / ".duban/journal.json").exists():
            case.check_recovered()
        elif case.tree() != before:
            changed = {name for name, hash in case.tree().items() if before.get(name) != hash} | before.keys() - case.tree().keys()
            raise Fault(f"{what}: status {status} and changed in {case.root}: {sorted(changed)}")
    case.check_manifest()
    if EDIT not in (case.root / "seeds/annex/tasks.csv").read_text("utf-8-sig"):
        raise Fault(f"{what}: the edit is lost in {case.root}")
    case.check_recovered()


def limits(base):
    """Files of limited size, and a limited number of open files."""
    count = 0
    sizes = [(resource.RLIMIT_FSIZE, size) for size in (0, 300, 3_000, 9_000, 20_000, 40_000, 80_000)]
    files = [(resource.RLIMIT_NOFILE, most) for most in (3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 24)]
    for kind, most in sizes + files:
        for command in COMMANDS:
            case = base.copy()
            before = case.tree()

            def starve():
                # Without this the size would kill the program instead of failing its call.
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(kind, (most, most))

            status, _ = case.run(*command, preexec_fn=starve, restore_signals=False)
            judge(case, before, status, f"limit {kind} of {most}, {command}")
            case.close()
            count += 1
    return f"{count} limits"


def full_disk(base):
    """A disk that is full before the run ends."""
    folder = Path(tempfile.mkdtemp(prefix="duban-disk-"))
    count = 0
    for size in range(600, 600 + 60 * rounds(10), 60):
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "none", folder], capture_output=True)
        if mounted.returncode:
            os.rmdir(folder)
            return "no disk could be filled (root)"
        try:
            case = object.__new__(Workspace)
            case.program, case.root = base.program, folder
            try:
                shutil.copytree(base.root, folder, dirs_exist_ok=True)
            except shutil.Error:
                continue
            before = case.tree()
            status, text = case.run("--clean")
            if status == 2 and not re.search("磁盘已满|磁盘配额", text):
                raise Fault(f"full disk: no word of it\n{text}")
            judge(case, before, status, f"disk of {size} KB")
            count += 1
        finally:
            subprocess.run(["umount", folder], check=True)
    os.rmdir(folder)
    return f"{count} full disks"


def another_user(base):
    """Files and folders that a user may not read or write."""
    if os.geteuid():
        return "no other user (root)"
    count = 0
    for name, mode in [
        ("seeds/annex/tasks.csv", 0),
        ("seeds/annex", 0o300),
        ("seeds/annex", 0o500),
        ("seeds/annex/.imported.json", 0),
        ("seeds/titles.csv", 0),
        ("output/letters", 0o500),
        ("output/manifest.json", 0),
        ("output", 0o500),
        (".duban", 0o500),
        ("seeds", 0o500),
    ]:
        for command in COMMANDS:
            case = base.copy()
            for path in [case.root, *case.root.rglob("*")]:
                os.chown(path, 65534, 65534)
            before = case.tree()
            (case.root / name).chmod(mode)
            status, text = case.run(*command, user=65534, group=65534, extra_groups=[])
            (case.root / name).chmod(0o755 if (case.root / name).is_dir() else 0o644)
            if status < 0 or "panicked" in text:
                raise Fault(f"{name} {mode:o}, {command}: {status}\n{text}")
            judge(case, before, status, f"{name} {mode:o}, {command}")
            case.close()
            count += 1
    return f"{count} missing permissions"


def failing_calls(base):
    """Calls of the system that fail once, the first, the second and so on."""
    trace = shutil.which("strace")
    probe = trace and subprocess.run([trace, "-o", "/dev/null", "true"], capture_output=True)
    if not probe or probe.returncode:
        return "no failing calls (strace)"
    count = 0
    for calls, error in [
        ("fsync", "EIO"),
        ("/^rename", "EIO"),
        ("/^link", "EPERM"),
        ("/^unlink", "EIO"),
        ("write", "ENOSPC"),
        ("openat", "EMFILE"),
        ("openat", "ESTALE"),
    ]:
        for command in COMMANDS:
            for when in range(1, 1 + rounds(10)):
                case = base.copy()
                before = case.tree()
                at = when if calls != "openat" else when * 7
                inject = [trace, "-f", "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={calls}:error={error}:when={at}"]
                status, text = case.run(*command, before=inject)
                if "panicked" in text and calls != "write":
                    raise Fault(f"{calls} {at}, {command}: {text}")
                judge(case, before, status, f"{calls} {error} at {at}, {command}")
                case.close()
                count += 1
    return f"{count} failing calls"


def check():
    base = edited()
    told = [fault(base) for fault in (limits, full_disk, another_user, failing_calls)]
    base.close()
    return ", ".join(told)


main(check)
