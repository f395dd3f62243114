"""Starts ten commands at once, again and again: none spoils another's work.

    race.py PROGRAM [ROUNDS]
"""

from workspace import Fault, Workspace, main, program, rounds

COMMANDS = [
    ["--wait"],
    ["--wait", "letters"],
    ["--wait", "sheets"],
    ["--wait", "number", "letters"],
    ["number", "letters"],
    ["--wait", "collect", "in/0.csv"],
    ["--wait", "collect", "in/1.csv"],
    ["--wait", "collect", "in/2.csv"],
    ["import", "seeds/notice-2018.txt"],
    ["check"],
]


def check():
    base = Workspace(program())
    base.done()
    refused = 0
    for _ in range(rounds(10)):
        case = base.copy()
        processes = [case.start(*command) for command in COMMANDS]
        for command, process in zip(COMMANDS, processes):
            output, errors = process.communicate()
            text = (output + errors).decode("utf-8", "replace")
            if process.returncode == 2 and "--wait" not in command and "正在这个工作区中运行" in text:
                refused += 1
            elif process.returncode not in (0, 1):
                raise Fault(f"{command}: {process.returncode} in {case.root}\n{text}")
        numbers = (case.root / "seeds/numbers.csv").read_text("utf-8-sig").splitlines()
        if len(numbers) != 4 or len(set(numbers)) != 4:
            raise Fault(f"numbers in {case.root}: {numbers}")
        returns = sum(len(path.read_text("utf-8-sig").splitlines()) - 1 for path in (case.root / "seeds/progress").iterdir())
        if returns != 3:
            raise Fault(f"{returns} of 3 returns in {case.root}")
        case.check_manifest()
        case.check_recovered()
        case.close()
    base.close()
    return f"{rounds(10)} rounds of ten commands at once, {refused} told who works there"


main(check)
