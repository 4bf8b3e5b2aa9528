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
import json
import os
import re
import socket
import sys
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, default=5000)
parser.add_argument("--lambdas", default="", help="where functions are invoked: POST /FUNCTION")
parser.add_argument("--check", action="store_true", help="only say whether everything that is needed is here")
options = parser.parse_args()
sys.dont_write_bytecode = True
# moto's interpreter calls functions at the address it takes to be its own.
os.environ["MOTO_PORT"] = str(options.port)

import moto  # noqa: E402

if tuple(map(int, moto.__version__.split(".")[:2])) < (5, 2):
    sys.exit(f"moto {moto.__version__} is too old")

import functions  # noqa: E402
import grants  # noqa: E402
import letters  # noqa: E402
import resources  # noqa: E402
import workflow  # noqa: E402
from clock import clock  # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: E402
from werkzeug.serving import WSGIRequestHandler, run_simple  # noqa: E402
from werkzeug.wrappers import Request, Response  # noqa: E402

if options.check:
    sys.exit(0)
functions.host = options.lambdas


class Quiet(WSGIRequestHandler):
    def log_request(self, *_args, **_kwargs) -> None:
        pass


aws = DomainDispatcherApplication(create_backend_app)
# moto looks at a condition and writes in two steps, in a thread a request: on DynamoDB and Step Functions they are one.
one_at_a_time = threading.Lock()
ATOMIC = re.compile(r"^(?:DynamoDB_|AWSStepFunctions\.StartExecution)")


def _told(told) -> Response:
    return Response(json.dumps(told), content_type="application/json")


def _own(what: str, request: Request) -> Response:
    if what == "clock":
        clock.move(json.loads(request.get_data())["offset"] / 1000)
        return _told({})
    if what == "gone":
        letters.gone.add(json.loads(request.get_data())["mailbox"])
        return _told({})
    if what == "rest":
        return _told({"running": workflow.running() + letters.under_way(), "waiting": clock.resting()})
    if what == "letters":
        return _told(letters.letters)
    if what == "stand-ins":
        return _told(resources.stand_ins())
    code = functions.code_of(what.removeprefix("code/"))
    return Response(code, content_type="application/zip") if code else Response("", status=404)


def application(environ, start_response):
    path = environ["PATH_INFO"]
    if path.startswith("/conformance/"):
        request = Request(environ)
        return _own(path.removeprefix("/conformance/"), request)(environ, start_response)
    refused = grants.refusal(environ)
    if refused:
        return refused(environ, start_response)
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


def _end_with_the_journey() -> None:
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=_say_ready, daemon=True).start()
threading.Thread(target=_end_with_the_journey, daemon=True).start()
run_simple("127.0.0.1", options.port, application, threaded=True, request_handler=Quiet)
