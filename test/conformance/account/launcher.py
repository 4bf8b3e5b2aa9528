"""AWS as moto plays it, with what moto 5.2 leaves out put in from outside. Nothing of the product is touched.

Says its port on its output when it listens. Beside AWS it answers addresses of its own:
  POST /conformance/copy     {"lambdas": address}: a copy of this account with everything in it, on a port that is answered
  POST /conformance/end      this account is no more
  POST /conformance/clock    {"offset": milliseconds}: how far the clock of this cloud is ahead of the machine's
  POST /conformance/gone     {"mailbox": address}: from now on its letters come back
  GET  /conformance/rest     {"running": executions and reports of letters under way, "waiting": waits that are not over}
  GET  /conformance/letters  what SES was handed: [{at, to, raw, tags}]
  GET  /conformance/code/FN  the uploaded zip of a function
  GET  /conformance/stand-ins  types of resources that moto does not know
  GET  /conformance/complaints  what moto itself stumbled over
"""

import argparse
import json
import os
import queue
import re
import signal
import sys
import tempfile
import threading

parser = argparse.ArgumentParser()
parser.add_argument("--check", action="store_true", help="only say whether everything that is needed is here")
options = parser.parse_args()
sys.dont_write_bytecode = True

import moto  # noqa: E402

if tuple(map(int, moto.__version__.split(".")[:2])) < (5, 2):
    sys.exit(f"moto {moto.__version__} is too old")

import functions  # noqa: E402
import grants  # noqa: E402
import letters  # noqa: E402
import redrive  # noqa: E402, F401
import resources  # noqa: E402
import workflow  # noqa: E402
from clock import clock  # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app  # noqa: E402
from werkzeug.serving import WSGIRequestHandler, make_server  # noqa: E402
from werkzeug.wrappers import Request, Response  # noqa: E402

if options.check:
    sys.exit(0)


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
    if what == "copy":
        tell: queue.Queue = queue.Queue()
        wishes.put((json.loads(request.get_data())["lambdas"], tell))
        return _told({"port": tell.get()})
    if what == "end":
        threading.Timer(0.05, os._exit, [0]).start()
        return _told({})
    if what == "complaints":
        return _told(os.pread(complaints.fileno(), 1_000_000, 0).decode())
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


# Where functions are invoked in a copy that is wished for, and who waits to hear its port.
wishes: queue.Queue = queue.Queue()
complaints = None


def _serve():
    """On a port of its own, with complaints of its own."""
    global complaints
    complaints = tempfile.TemporaryFile()
    os.dup2(complaints.fileno(), 2)
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=Quiet)
    # moto's interpreter calls functions at the address it takes to be its own.
    os.environ["MOTO_PORT"] = str(server.port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Thread(target=_end_with_the_journey, daemon=True).start()
    return server


def _end_with_the_journey() -> None:
    # Past Python's buffer, whose lock a copy would find taken.
    while os.read(0, 1):
        pass
    os._exit(0)


def _copy_on_wish(server) -> None:
    """A process forks where no other thread of it works: in its first. What runs in the others is not in the copy."""
    while True:
        lambdas, tell = wishes.get()
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.close(reading)
            server.socket.close()
            functions.host = lambdas
            server = _serve()
            os.write(writing, str(server.port).encode())
            os.close(writing)
            continue
        os.close(writing)
        with os.fdopen(reading) as told:
            tell.put(int(told.read()))


signal.signal(signal.SIGCHLD, signal.SIG_IGN)
started = _serve()
print(started.port, flush=True)
_copy_on_wish(started)
