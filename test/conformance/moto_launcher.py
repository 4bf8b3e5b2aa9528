"""AWS as moto plays it, with what moto 5.2 leaves out put in from outside. Nothing of the product is touched.

Says `ready` on its output when it listens. Beside AWS it answers addresses of its own:
  POST /conformance/clock    {"offset": milliseconds}: how far the clock of this cloud is ahead of the machine's
  POST /conformance/gone     {"mailbox": address}: from now on its letters come back
  GET  /conformance/rest     {"running": executions and reports of letters under way, "waiting": waits that are not over}
  GET  /conformance/letters  what SES was handed: [{at, to, raw, tags}]
  GET  /conformance/code/FN  the uploaded zip of a function
  GET  /conformance/stand-ins  types of resources that moto does not know
"""

import argparse
import copy
import datetime
import hashlib
import json
import os
import re
import socket
import threading
import time
import types
import urllib.request
import uuid

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, default=5000)
parser.add_argument("--lambdas", default="", help="where functions are invoked: POST /FUNCTION")
parser.add_argument("--check", action="store_true", help="only say whether everything that is needed is here")
options = parser.parse_args()
# moto's interpreter calls functions at the address it takes to be its own.
os.environ["MOTO_PORT"] = str(options.port)

from moto.awslambda import models as awslambda  # noqa: E402
from moto.cloudformation import parsing  # noqa: E402
from moto.core.common_models import CloudFormationModel  # noqa: E402
from moto.core.config import default_user_config  # noqa: E402
from moto.dynamodb.models import table as dynamodb  # noqa: E402
from moto.kms import models as kms  # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: E402
from moto.ses import models as ses  # noqa: E402
from moto.ses import responses as ses_responses  # noqa: E402
from moto.sns import models as sns  # noqa: E402
from moto.stepfunctions import models as stepfunctions  # noqa: E402
from moto.stepfunctions.parser import models as interpreting  # noqa: E402
from moto.stepfunctions.parser.asl.component.state.wait.wait_function import timestamp, wait_function  # noqa: E402
from werkzeug.serving import WSGIRequestHandler, run_simple  # noqa: E402
from werkzeug.wrappers import Request, Response  # noqa: E402

if options.check:
    raise SystemExit(0)


# --- One clock for everybody, which the journey moves. ---


class Clock:
    def __init__(self) -> None:
        self.offset = 0.0
        self.moved = threading.Condition()
        self.waits: dict[int, float] = {}

    def now(self) -> float:
        return time.time() + self.offset

    def move(self, offset: float) -> None:
        with self.moved:
            self.offset = offset
            self.moved.notify_all()

    def wait(self, until: float, still) -> None:
        """Until that moment, or until nobody waits for it any more."""
        me = threading.get_ident()
        with self.moved:
            self.waits[me] = until
            try:
                while still() and (left := until - self.now()) > 0:
                    # A stop is told to the execution and not to us, so it is looked for now and then.
                    self.moved.wait(min(left, 0.2))
            finally:
                del self.waits[me]

    def resting(self) -> int:
        with self.moved:
            return sum(1 for until in self.waits.values() if until > self.now())


clock = Clock()

# --- Step Functions: the interpreter, on this clock. ---

default_user_config["stepfunctions"]["execute_state_machine"] = True
# CloudFormation puts a state machine where it would not be executed.
stepfunctions.stepfunctions_backends = interpreting.stepfunctions_parser_backends
# A second execution copies the first along, threads and locks too, and fails of it.
interpreting.copy = types.SimpleNamespace(deepcopy=copy.copy)


def _seconds_until(self, env) -> float:
    self.string.eval(env=env)
    text = env.stack.pop()
    moment = self._from_timestamp_string(timestamp=text)
    if moment is None:
        raise timestamp.FailureEventException(self._create_failure_event(env, text))
    # moto compares with the local time of day and drops what is below a second.
    fraction = float(re.sub(r"^.*?(\.\d+)?Z$", lambda m: m[1] or "0", text))
    return moment.replace(tzinfo=timestamp.datetime.timezone.utc).timestamp() + fraction - clock.now()


timestamp.Timestamp._get_wait_seconds = _seconds_until


def _wait(self, env, wait_seconds) -> None:
    clock.wait(clock.now() + wait_seconds, env.is_running)


wait_function.WaitFunction._wait_interval = _wait

_create_machine = stepfunctions.StateMachine.create_from_cloudformation_json.__func__


def _create_machine_substituted(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    """moto takes DefinitionSubstitutions for granted. A placeholder without one stays, and its task fails."""
    properties = cloudformation_json["Properties"]
    given = properties.get("DefinitionSubstitutions", {})
    definition = re.sub(r"\$\{(\w+)\}", lambda m: str(given.get(m[1], m[0])), properties["DefinitionString"])
    substituted = {**cloudformation_json, "Properties": {**properties, "DefinitionString": definition}}
    return _create_machine(cls, resource_name, substituted, account_id, region_name, **kwargs)


stepfunctions.StateMachine.create_from_cloudformation_json = classmethod(_create_machine_substituted)


def _executions() -> list:
    return [
        execution
        for regions in interpreting.stepfunctions_parser_backends.values()
        for backend in regions.values()
        for machine in backend.state_machines
        for execution in machine.executions
    ]


def _is_running(execution) -> bool:
    env = execution.exec_worker.env
    return execution.status == "RUNNING" and (env is None or env.is_running())


# --- Lambda: every call goes to the host of the journey, which runs the uploaded code. ---


def _invoke(self, body, request_headers, response_headers):
    kind = request_headers.get("x-amz-invocation-type", "RequestResponse")
    ask = urllib.request.Request(
        f"{options.lambdas}/{self.function_name}",
        data=(body.encode() if isinstance(body, str) else body) or b"{}",
        headers={"Content-Type": "application/json", "X-Invocation-Type": kind},
    )
    with urllib.request.urlopen(ask, timeout=320) as answer:
        error = answer.headers.get("X-Function-Error")
        if error:
            response_headers["x-amz-function-error"] = error
        return answer.read()


awslambda.LambdaFunction.invoke = _invoke

# --- DynamoDB: every table has an id of its own, by which a restored copy of it is told. ---

_describe = dynamodb.Table.describe


def _describe_with_id(self, base_key: str = "TableDescription") -> dict:
    told = _describe(self, base_key)
    told[base_key]["TableId"] = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.table_arn} {self.created_at}"))
    return told


dynamodb.Table.describe = _describe_with_id

# --- KMS: the key as the template wants it. moto makes one kind of key and stumbles over tags. ---


def _create_key(cls, _, cloudformation_json, account_id, region_name, **__):
    properties = cloudformation_json["Properties"]
    key = kms.kms_backends[account_id][region_name].create_key(
        policy=json.dumps(properties["KeyPolicy"]),
        key_usage=properties.get("KeyUsage", "ENCRYPT_DECRYPT"),
        key_spec=properties.get("KeySpec", "SYMMETRIC_DEFAULT"),
        description=properties.get("Description"),
        tags=[{"TagKey": one["Key"], "TagValue": one["Value"]} for one in properties.get("Tags", [])],
    )
    key.key_rotation_status = properties.get("EnableKeyRotation", False)
    return key


kms.Key.create_from_cloudformation_json = classmethod(_create_key)

# --- SES: an account out of the sandbox, and what it was handed. ---

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

# --- CloudFormation: a stand-in for each type moto does not know, so that what names it gets a name. ---


def _subscribe(properties, account, region) -> None:
    sns.sns_backends[account][region].subscribe(properties["TopicArn"], properties["Endpoint"], properties["Protocol"])


def _listen(properties, *_) -> None:
    topic = properties["EventDestination"]["SnsDestination"]["TopicARN"]
    listeners.setdefault(properties["ConfigurationSetName"], []).append(topic)


# Stand-ins that carry something.
CONNECTED = {
    "AWS::SNS::Subscription": _subscribe,
    "AWS::SES::ConfigurationSetEventDestination": _listen,
}

# Types whose reference is the name they were given.
NAMED = {"AWS::SES::ConfigurationSet", "AWS::Scheduler::Schedule"}


def _stand_in(kind: str) -> type:
    class StandIn:
        def __init__(self, name: str, region: str) -> None:
            self.region = region
            self.physical_resource_id = hashlib.sha256(name.encode()).hexdigest()[:10]

        def get_cfn_attribute(self, attribute: str) -> str:
            if attribute == "ApiEndpoint":
                return f"https://{self.physical_resource_id}.execute-api.{self.region}.amazonaws.com"
            return f"{self.physical_resource_id}-{attribute}"

        @classmethod
        def create_from_cloudformation_json(cls, name, resource, account, region, **_):
            connect = CONNECTED.get(kind)
            if connect:
                connect(resource["Properties"], account, region)
            made = cls(name, region)
            if kind in NAMED:
                made.physical_resource_id = resource["Properties"]["Name"]
            return made

        @classmethod
        def update_from_cloudformation_json(cls, original_resource, **_):
            return original_resource

        @classmethod
        def delete_from_cloudformation_json(cls, *_, **__):
            return None

        @property
        def type(self) -> str:
            return kind

    return StandIn


_known = parsing.resource_class_from_type
_stand_ins: dict[str, type] = {}


def _class_of(kind: str):
    if kind in parsing.NULL_MODELS or kind.startswith("Custom::") or kind in parsing.get_model_map():
        return _known(kind)
    return _stand_ins.setdefault(kind, _stand_in(kind))


parsing.resource_class_from_type = _class_of

# --- The server. ---


class Quiet(WSGIRequestHandler):
    def log_request(self, *_args, **_kwargs) -> None:
        pass


aws = DomainDispatcherApplication(create_backend_app)
# moto looks at a condition and writes in two steps, in a thread a request: on DynamoDB and Step Functions they are one.
one_at_a_time = threading.Lock()
ATOMIC = re.compile(r"^(?:DynamoDB_|AWSStepFunctions\.StartExecution)")


def _ours(request: Request) -> Response | None:
    if request.path == "/conformance/clock":
        clock.move(json.loads(request.get_data())["offset"] / 1000)
        return Response("{}", content_type="application/json")
    if request.path == "/conformance/gone":
        gone.add(json.loads(request.get_data())["mailbox"])
        return Response("{}", content_type="application/json")
    if request.path == "/conformance/rest":
        told = {"running": sum(map(_is_running, _executions())) + telling, "waiting": clock.resting()}
        return Response(json.dumps(told), content_type="application/json")
    if request.path == "/conformance/letters":
        return Response(json.dumps(letters), content_type="application/json")
    if request.path == "/conformance/stand-ins":
        return Response(json.dumps(sorted(_stand_ins)), content_type="application/json")
    if request.path.startswith("/conformance/code/"):
        name = request.path.rsplit("/", 1)[1]
        for regions in awslambda.lambda_backends.values():
            for backend in regions.values():
                try:
                    function = backend.get_function(name)
                except Exception:  # of another region
                    continue
                return Response(function.code_bytes, content_type="application/zip")
        return Response("", status=404)
    return None


def application(environ, start_response):
    if environ["PATH_INFO"].startswith("/conformance/"):
        request = Request(environ)
        return (_ours(request) or Response("", status=404))(environ, start_response)
    if ATOMIC.match(environ.get("HTTP_X_AMZ_TARGET", "")):
        with one_at_a_time:
            return aws(environ, start_response)
    return aws(environ, start_response)


def _say_ready() -> None:
    while True:
        try:
            socket.create_connection(("127.0.0.1", options.port), timeout=1).close()
            print("ready", flush=True)
            return
        except OSError:
            time.sleep(0.1)


threading.Thread(target=_say_ready, daemon=True).start()
run_simple("127.0.0.1", options.port, application, threaded=True, request_handler=Quiet)
