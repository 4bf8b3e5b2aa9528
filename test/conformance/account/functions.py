"""Lambda: every call goes to the host of the journey, which runs the uploaded code."""

import urllib.request

from moto.awslambda import models as awslambda

host = ""


def code_of(name: str) -> bytes | None:
    for regions in awslambda.lambda_backends.values():
        for backend in regions.values():
            try:
                return backend.get_function(name).code_bytes
            except Exception:  # of another region
                continue
    return None


def _invoke(self, body, request_headers, response_headers):
    kind = request_headers.get("x-amz-invocation-type", "RequestResponse")
    ask = urllib.request.Request(
        f"{host}/{self.function_name}",
        data=(body.encode() if isinstance(body, str) else body) or b"{}",
        headers={"Content-Type": "application/json", "X-Invocation-Type": kind},
    )
    with urllib.request.urlopen(ask, timeout=320) as answer:
        error = answer.headers.get("X-Function-Error")
        if error:
            response_headers["x-amz-function-error"] = error
        return answer.read()


awslambda.LambdaFunction.invoke = _invoke
