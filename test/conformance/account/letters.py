"""SES: an account out of the sandbox, what it was handed, and what becomes of it."""

import datetime
import json
import threading
import types

from clock import clock
from moto.ses import models as ses
from moto.ses import responses as ses_responses
from moto.sns import models as sns

letters: list[dict] = []
# By the name of a configuration set, the topics that hear what becomes of its letters.
listeners: dict[str, list[str]] = {}
# Events that are on their way.
telling = 0
telling_lock = threading.Lock()
# Mailboxes that are no more.
gone: set[str] = set()
_send_raw = ses.SESBackend.send_raw_email
_send_raw_response = ses_responses.EmailResponse.send_raw_email
_call = threading.local()


def _send_and_tell(self):
    global telling
    _call.tags = {one["Name"]: one["Value"] for one in self._get_param("Tags", []) or []}
    answer = _send_raw_response(self)
    with telling_lock:
        telling += 1
    topics = listeners.get(self._get_param("ConfigurationSetName"), [])
    threading.Thread(target=_tell, args=(_call.letter, topics), daemon=True).start()
    return answer


def _tell(letter, topics) -> None:
    """As SES does it: what becomes of a letter is told later, more than once, and in any order."""
    global telling
    at = datetime.datetime.fromtimestamp(letter["at"] / 1000, datetime.timezone.utc).isoformat(timespec="milliseconds")
    at = at.replace("+00:00", "Z")
    tags = {name: [value] for name, value in letter["tags"].items()}
    mail = {"timestamp": at, "messageId": letter["id"], "destination": letter["to"], "tags": tags}
    end = {"eventType": "Delivery", "mail": mail, "delivery": {"timestamp": at}}
    if letter["to"][0] in gone:
        recipients = [{"emailAddress": letter["to"][0], "action": "failed", "status": "5.1.1"}]
        kind = {"bounceType": "Permanent", "bounceSubType": "General"}
        end = {"eventType": "Bounce", "mail": mail, "bounce": {**kind, "bouncedRecipients": recipients, "timestamp": at}}
    try:
        for event in (end, {"eventType": "Send", "mail": mail, "send": {}}, end):
            for topic in topics:
                _, _, _, region, account, _ = topic.split(":")
                sns.sns_backends[account][region].publish(message=json.dumps(event), arn=topic)
    finally:
        with telling_lock:
            telling -= 1


def _note_letter(self, source, destinations, raw_data):
    to = list(destinations)
    message = _send_raw(self, source, destinations, raw_data)
    _call.letter = {"at": clock.now() * 1000, "id": message.id, "to": to, "raw": raw_data, "tags": _call.tags}
    letters.append(_call.letter)
    return message


ses_responses.EmailResponse.send_raw_email = _send_and_tell
ses.SESBackend.send_raw_email = _note_letter
ses.SESBackend.get_send_quota = lambda self: types.SimpleNamespace(
    max24_hour_send=50_000.0, max_send_rate=50.0, sent_last24_hours=float(self.sent_message_count)
)


def under_way() -> int:
    """Events that are on their way."""
    return telling
