"""A small workspace to be spoilt, and what has to hold of it whatever happens."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
NOTICE = """附件1
序号\t主要指标\t省政府牵头领导\t牵头单位\t配合单位\t实施单位
1\t生产总值增长6%左右。\t黄 强\t省财政厅\t省政府各有关部门\t各市州政府
附件2
序号\t重点工作任务\t省政府牵头领导\t牵头单位\t配合单位\t实施单位
1\t完成营造林360万亩以上。\t黄强\t省财政厅\t省妇联\t各市州政府
2\t办好妇女之家。\t\t省妇联\t\t各市州政府
"""
HEADER = "期间,编号,指标,单位,完成值,计量单位,完成率,状态,进展情况,存在问题,下一步措施,填报人,填报日期\n"
UNITS = ["省财政厅", "省妇联", "兰州市"]


class Fault(Exception):
    """Something that must never happen has happened."""


class Workspace:
    """A workspace in a folder of its own."""

    def __init__(self, program, folder=None):
        self.program = str(Path(program).resolve())
        self.root = Path(folder or tempfile.mkdtemp(prefix="duban-fault-"))
        config = (REPOSITORY / "duban.toml").read_text("utf-8")
        config = config.replace('"fonts/', f'"{REPOSITORY}/fonts/')
        self.write("duban.toml", f'{config}\n[paths]\nallow = ["{REPOSITORY}/fonts"]\n')
        kinds = ["省政府部门", "群团组织", "市州"]
        rows = [f"{at},{at:03},{unit},,,{kind},,,\n" for at, (unit, kind) in enumerate(zip(UNITS, kinds), 1)]
        self.write("seeds/units.csv", "顺序,代码,简称,全称,别名,类别,生效,失效,继任\n" + "".join(rows))
        self.write("seeds/groups.csv", "名称,范围,成员,候选\n各市州政府,all,市州,\n省政府各有关部门,open,,\n")
        self.write("seeds/leaders.csv", "顺序,姓名,职务\n1,黄强,副省长\n")
        self.write("seeds/notice-2018.txt", NOTICE)
        for at, unit in enumerate(UNITS):
            row = f"2018-03,2-{2 if at else 1},,{unit},,,40,,好,,,,2018-04-02\n"
            self.write(f"in/{at}.csv", HEADER + row)
        # Read, it makes every command that writes finish what a killed one began, and nothing else.
        self.write("nothing.md", "+++\nformat = \"没有\"\n+++\n")

    def copy(self):
        other = object.__new__(Workspace)
        other.program = self.program
        other.root = Path(tempfile.mkdtemp(prefix="duban-fault-"))
        shutil.copytree(self.root, other.root, dirs_exist_ok=True, symlinks=True)
        return other

    def close(self):
        shutil.rmtree(self.root, ignore_errors=True)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")

    def start(self, *arguments, before=(), **options):
        command = [*before, self.program, *arguments]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=self.root, **pipes, **options)

    def run(self, *arguments, **options):
        process = self.start(*arguments, **options)
        output, errors = process.communicate()
        return process.returncode, (output + errors).decode("utf-8", "replace")

    def done(self, *arguments):
        status, text = self.run(*arguments)
        if status > 1:
            raise Fault(f"{arguments}: {status}\n{text}")

    def tree(self, *folders):
        """Files by path with their hashes; temporary ones, lock and journal aside."""
        files = {}
        for folder in folders or ["."]:
            for path in sorted((self.root / folder).rglob("*")):
                name = str(path.relative_to(self.root))
                own = path.parent.name == ".duban" and path.name in ("lock", "lock.owner", "journal.json")
                if path.is_file() and not own and not path.name.startswith(".duban-"):
                    try:
                        files[name] = hashlib.sha256(path.read_bytes()).hexdigest()
                    except PermissionError:
                        files[name] = "unreadable"
        return files

    def rests(self):
        rests = [path for path in self.root.rglob(".duban-*")]
        return rests + [path for path in [self.root / ".duban/journal.json"] if path.exists()]

    def check_manifest(self):
        """The manifest tells the truth of every document that it lists, and lists all."""
        path = self.root / "output/manifest.json"
        if not path.exists():
            return
        listed = {"output/" + entry["path"]: entry["sha256"] for entry in json.loads(path.read_bytes())}
        found = self.tree("output")
        found.pop("output/manifest.json")
        found.pop("output/README.md", None)
        if listed != found:
            wrong = {name for name in listed.keys() | found.keys() if listed.get(name) != found.get(name)}
            raise Fault(f"the manifest is not true of {sorted(wrong)}")

    def check_recovered(self):
        """The next command that writes leaves no rest of a killed one."""
        self.run("typeset", "nothing.md")
        if self.rests():
            raise Fault(f"left: {self.rests()}")
        self.check_manifest()


def program():
    return sys.argv[1]


def rounds(default):
    return int(sys.argv[2]) if len(sys.argv) > 2 else default


def main(check):
    """Runs a check; its folder stays where it fails."""
    if len(sys.argv) < 2 or not os.access(sys.argv[1], os.X_OK):
        sys.exit(f"usage: {sys.argv[0]} PROGRAM [ROUNDS]")
    try:
        print(check())
    except Fault as fault:
        sys.exit(f"{Path(sys.argv[0]).name}: {fault}")
