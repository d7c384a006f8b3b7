"""Reads calendar files by python3-icalendar: a JSON list of texts in, what each says out. For specs."""

import json
import re
import sys
from datetime import timezone

from icalendar import Calendar


def instant(prop):
    return prop.dt.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def person(address):
    if address is None:
        return None
    said = {key: str(value) for key, value in address.params.items()}
    return {"address": str(address), **said}


def event(component):
    alarms = [part for part in component.subcomponents if part.name == "VALARM"]
    return {
        "uid": str(component["UID"]),
        "sequence": int(component["SEQUENCE"]),
        "summary": str(component["SUMMARY"]),
        "status": str(component["STATUS"]),
        "stamp": instant(component["DTSTAMP"]),
        "start": instant(component["DTSTART"]),
        "end": instant(component["DTEND"]),
        "organizer": person(component.get("ORGANIZER")),
        "attendee": person(component.get("ATTENDEE")),
        "alarms": [int(alarm["TRIGGER"].dt.total_seconds()) for alarm in alarms],
    }


def read(text):
    # A zone that the library has a table of its own for would be read by that one, not by the file's VTIMEZONE.
    renamed = re.sub(r"(?m)^(TZID:|DT(?:START|END);TZID=)", r"\1The file's own ", text)
    calendar = Calendar.from_ical(renamed)
    events = [part for part in calendar.subcomponents if part.name == "VEVENT"]
    return {"method": str(calendar["METHOD"]), "events": [event(part) for part in events]}


json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
