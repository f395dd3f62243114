"""Kills the program at random moments: the old files or the new ones are there, never a mixture.

    kill.py PROGRAM [ROUNDS]
"""

import random
import time

from workspace import Fault, Workspace, main, program, rounds

DATA = ["seeds", "output"]


def prepared():
    """A workspace with documents, and data by which all of them will change."""
    workspace = Workspace(program())
    workspace.done()
    return workspace


def change_all(workspace):
    path = workspace.root / "duban.toml"
    path.write_text(path.read_text("utf-8").replace('region = "', 'region = "新'), "utf-8")


def change_notice(workspace):
    path = workspace.root / "seeds/notice-2018.txt"
    path.write_text(path.read_text("utf-8").replace("妇女之家", "妇女儿童之家"), "utf-8")


JOBS = {
    "build": (change_all, ()),
    "import": (change_notice, ("import", "seeds/notice-2018.txt")),
    "collect": (lambda workspace: None, ("collect", "in")),
    "init": (lambda workspace: None, ("init", "new")),
}


def check():
    base = prepared()
    count = finished = 0
    for name, (change, command) in JOBS.items():
        start = base.copy()
        change(start)
        folders = ["new"] if name == "init" else DATA
        old = start.tree(*folders)
        whole = start.copy()
        begin = time.monotonic()
        whole.done(*command)
        long = time.monotonic() - begin
        new = whole.tree(*folders)
        for _ in range(rounds(10)):
            case = start.copy()
            process = case.start(*command)
            # Half of the kills near the end, where files are renamed.
            early, late = (0, long) if random.random() < 0.5 else (long * 0.6, long * 1.1)
            time.sleep(random.uniform(early, late))
            process.kill()
            process.communicate()
            journal = (case.root / ".duban/journal.json").exists() or (case.root / "new/.duban/journal.json").exists()
            if not journal:
                found = case.tree(*folders)
                if found not in (old, new):
                    raise Fault(f"{name}: a mixture without a journal in {case.root}")
                case.check_manifest()
            finished += journal
            if name == "init":
                status, text = case.run(*command)
                if case.tree(*folders) != new or status > 2:
                    raise Fault(f"init again: {status} in {case.root}\n{text}")
            case.check_recovered()
            if name != "init" and case.tree(*folders) not in (old, new):
                raise Fault(f"{name}: a mixture after the next command in {case.root}")
            if case.rests():
                raise Fault(f"{name}: rests in {case.root}: {case.rests()}")
            count += 1
            case.close()
        start.close()
        whole.close()
    base.close()
    return f"{count} kills: the old files or the new ones, {finished} finished by the next command"


main(check)
