"""IAM: a function may do what its role was granted in the template, and no more. moto asks no resource and no condition.

Whoever comes with a role's name for an access key, or with a link that such a one made, is measured by that role's policies;
everybody else is the operator.
"""

import base64
import email
import fnmatch
import io
import json
import re
import sys
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote

from moto.iam.models import iam_backends
from werkzeug.wrappers import Response

ACCOUNT = "123456789012"
CREDENTIAL = re.compile(r"Credential=([^/]+)/\d+/([\w-]+)/([\w-]+)/")
Asked = tuple[str, list[str], dict[str, list[str]]]


def refusal(environ) -> Response | None:
    """None where it may be done."""
    linked = parse_qs(environ.get("QUERY_STRING", "")).get("X-Amz-Credential", [""])[0]
    signed = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION") or f"Credential={linked}")
    role = signed and iam_backends[ACCOUNT]["aws"].roles
    role = role and next((one for one in role.values() if one.name == signed[1]), None)
    if not role:
        return None
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    service, region = signed[3], signed[2]
    action, resources, context = _asked(service, region, environ, body)
    context["aws:RequestedRegion"] = [region]
    policies = [json.loads(text) if isinstance(text, str) else text for text in role.policies.values()]
    statements = [statement for policy in policies for statement in _many(policy["Statement"])]
    if all(_allowed(statements, action, resource, context) for resource in resources):
        return None
    # The journey reads this, and fails.
    print(f"AccessDeniedError: {role.name} may not {action} {resources} {context}", file=sys.stderr, flush=True)
    if service in ("s3", "ses"):
        text = "<Error><Code>AccessDenied</Code><Message>not granted</Message></Error>"
        wrapped = f"<ErrorResponse>{text}</ErrorResponse>" if service == "ses" else text
        return Response(wrapped, status=403, content_type="text/xml")
    told = {"__type": "AccessDeniedException", "message": "not granted"}
    return Response(json.dumps(told), status=400, content_type="application/x-amz-json-1.0")


def _many(value) -> list:
    return value if isinstance(value, list) else [value]


def _allowed(statements, action: str, resource: str, context) -> bool:
    effects = {
        statement["Effect"]
        for statement in statements
        if any(fnmatch.fnmatchcase(action, pattern) for pattern in _many(statement["Action"]))
        and any(fnmatch.fnmatchcase(resource, pattern) for pattern in _many(statement["Resource"]))
        and all(_holds(test, context) for test in statement.get("Condition", {}).items())
    }
    return effects == {"Allow"}


def _holds(test, context) -> bool:
    operator, wanted = test
    return all(_meets(operator, context.get(key, []), [str(one) for one in _many(values)]) for key, values in wanted.items())


def _meets(operator: str, found: list[str], wanted: list[str]) -> bool:
    like = [any(fnmatch.fnmatchcase(one, pattern) for pattern in wanted) for one in found]
    if operator == "Null":
        return (not found) == (wanted == ["true"])
    if operator == "StringEquals":
        return bool(found) and all(one in wanted for one in found)
    if operator == "ForAllValues:StringLike":
        return all(like)
    if operator == "ForAnyValue:StringLike":
        return any(like)
    raise NotImplementedError(f"a condition of the kind {operator}")


def _asked(service: str, region: str, environ, body: bytes) -> Asked:
    path, method = unquote(environ["PATH_INFO"]), environ["REQUEST_METHOD"]
    if service == "s3":
        return _of_s3(path, method, environ.get("QUERY_STRING", ""))
    if service == "ses":
        return _of_ses(region, body)
    if service == "lambda":
        return "lambda:InvokeFunction", [f"arn:aws:lambda:{region}:{ACCOUNT}:function:{path.split('/')[3]}"], {}
    verb = environ["HTTP_X_AMZ_TARGET"].split(".")[1]
    asked = json.loads(body)
    if service == "dynamodb":
        return _of_dynamodb(region, verb, asked)
    if service == "kms":
        arn = f"arn:aws:kms:{region}:{ACCOUNT}:key/{asked['KeyId'].rsplit('/', 1)[-1]}"
        return f"kms:{verb}", [arn], {"kms:MacAlgorithm": [asked.get("MacAlgorithm", "")]}
    return f"states:{verb}", [asked.get("stateMachineArn") or asked["executionArn"]], {}


def _of_dynamodb(region: str, verb: str, asked) -> Asked:
    tables = asked.get("RequestItems", {asked.get("TableName"): []})
    keys: list[str] = []
    for request in (one for requests in tables.values() for one in requests):
        keys += [change.get("Item", change.get("Key"))["pk"]["S"] for change in request.values()]
    for part in ("Key", "Item"):
        keys += [asked[part]["pk"]["S"]] if part in asked else []
    if verb == "Query":
        name = re.search(r"\bpk = (:\w+)", asked["KeyConditionExpression"])[1]
        keys.append(asked["ExpressionAttributeValues"][name]["S"])
    arns = [f"arn:aws:dynamodb:{region}:{ACCOUNT}:table/{table}" for table in tables]
    return f"dynamodb:{verb}", arns, {"dynamodb:LeadingKeys": keys} if keys else {}


def _of_s3(path: str, method: str, query: str) -> Asked:
    bucket, _, name = path.lstrip("/").partition("/")
    if name == "":
        verb = "ListBucket"
    elif method == "DELETE":
        verb = "AbortMultipartUpload" if "uploadId" in query else "DeleteObject"
    else:
        verb = "GetObject" if method in ("GET", "HEAD") else "PutObject"
    return f"s3:{verb}", [f"arn:aws:s3:::{bucket}{name and '/' + name}"], {}


def _of_ses(region: str, body: bytes) -> Asked:
    form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
    if form["Action"] != "SendRawEmail":
        return f"ses:{form['Action']}", ["*"], {}
    source = parseaddr(form["Source"])[1]
    arn = f"arn:aws:ses:{region}:{ACCOUNT}:"
    used = [f"{arn}identity/{source.split('@')[1]}", f"{arn}configuration-set/{form['ConfigurationSetName']}"]
    header = parseaddr(email.message_from_bytes(base64.b64decode(form["RawMessage.Data"]))["from"])[1]
    return "ses:SendRawEmail", used, {"ses:FromAddress": [source, header]}
