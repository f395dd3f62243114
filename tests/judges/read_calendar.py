#!/usr/bin/env python3
"""Has a foreign reader look at the calendar of the office: tests/judges/read_calendar.py DUBAN WORKSPACE DATE

Runs `duban status` of that date as a calendar and as JSON, reads the calendar with icalendar (pip install icalendar), and
compares: each entry of the list has an event on its day that names its unit, each event has a name of its own, a day, and a
time of making that is the date. Ends with status 1 when anything differs.
"""

import json
import subprocess
import sys
from datetime import date, timedelta

import icalendar


def status(duban, workspace, day, form):
    command = [duban, "-C", workspace, "status", "--date", day, "--format", form]
    return subprocess.run(command, capture_output=True, check=False).stdout


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    duban, workspace, day = sys.argv[1:]
    calendar = status(duban, workspace, day, "ics")
    faults = []
    for line in calendar.split(b"\r\n"):
        if len(line) > 75 or b"\n" in line or b"\r" in line:
            faults.append(f"a line is not one of RFC 5545: {line!r}")
    read = icalendar.Calendar.from_ical(calendar)
    events = list(read.walk("VEVENT"))
    if read.errors or any(event.errors for event in events):
        faults.append(f"icalendar finds fault: {read.errors} {[event.errors for event in events]}")
    names = [str(event["UID"]) for event in events]
    if len(set(names)) != len(names):
        faults.append("two events have one name")
    by_day = {}
    for event in events:
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        if not isinstance(start, date) or end != start + timedelta(days=1):
            faults.append(f"{event['SUMMARY']} is no event of one day")
        if event["DTSTAMP"].dt.date() != date.fromisoformat(day):
            faults.append(f"{event['SUMMARY']} was not made on {day}")
        words = f"{event['SUMMARY']}\n{event.get('DESCRIPTION', '')}"
        kind = [str(category) for category in event["CATEGORIES"].cats]
        by_day.setdefault((start.isoformat(), kind[0]), []).append(words)
    entries = json.loads(status(duban, workspace, day, "json"))
    for entry in entries:
        found = by_day.get((entry["due"], entry["kind"]), [])
        if not any((entry["unit"] or "") in words or "个单位" in words for words in found):
            faults.append(f"no event for {entry}")
    for fault in faults:
        print(fault)
    print(f"{len(events)} events, {len(entries)} entries of {day}")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
