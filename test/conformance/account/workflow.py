"""Step Functions: moto's interpreter, on the clock of this account."""

import copy
import functools
import re
import time
import types
import uuid

from clock import clock
from moto.core.config import default_user_config
from moto.core.responses import ActionResult
from moto.stepfunctions import models as stepfunctions
from moto.stepfunctions import responses as sfn_responses
from moto.stepfunctions.parser import models as interpreting
from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.utils import json_path
from moto.stepfunctions.parser.backend import execution_worker
from moto.stepfunctions.parser.asl.component.state.wait.wait_function import timestamp, wait_function

default_user_config["stepfunctions"]["execute_state_machine"] = True

# The library behind builds its parser anew for every path, at every state of every execution.
json_path.parse = functools.cache(json_path.parse)
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
# The pause before a task is tried again, in which nothing happens, is a fiftieth.
retrier_decl.time = types.SimpleNamespace(sleep=lambda seconds: time.sleep(seconds / 50))

def _substituted(resource: dict) -> dict:
    """moto leaves DefinitionSubstitutions out. A placeholder without one stays, and its task fails."""
    properties = resource["Properties"]
    given = properties.get("DefinitionSubstitutions", {})
    definition = re.sub(r"\$\{(\w+)\}", lambda m: str(given.get(m[1], m[0])), properties["DefinitionString"])
    return {**resource, "Properties": {**properties, "DefinitionString": definition}}


_create_machine = stepfunctions.StateMachine.create_from_cloudformation_json.__func__
_update_machine = stepfunctions.StateMachine.update_from_cloudformation_json.__func__


def _create_machine_substituted(cls, resource_name, cloudformation_json, *rest, **more):
    return _create_machine(cls, resource_name, _substituted(cloudformation_json), *rest, **more)


def _update_machine_substituted(cls, original_resource, new_resource_name, cloudformation_json, *rest, **more):
    return _update_machine(cls, original_resource, new_resource_name, _substituted(cloudformation_json), *rest, **more)


stepfunctions.StateMachine.create_from_cloudformation_json = classmethod(_create_machine_substituted)
stepfunctions.StateMachine.update_from_cloudformation_json = classmethod(_update_machine_substituted)

# A machine has no revision until it is updated, and another after each change of its definition or role.
_update = stepfunctions.StateMachine.update
_describe_machine = sfn_responses.StepFunctionResponse._describe_state_machine


def _update_to_another_revision(self, **changes) -> None:
    before = (self.definition, self.roleArn)
    _update(self, **changes)
    if (self.definition, self.roleArn) != before:
        self.revision_id = str(uuid.uuid4())


def _describe_with_revision(self, arn: str):
    told = _describe_machine(self, arn)
    revision = getattr(self.stepfunction_backend.describe_state_machine(arn), "revision_id", None)
    return ActionResult({**told.result, **({"revisionId": revision} if revision else {})})


stepfunctions.StateMachine.update = _update_to_another_revision
sfn_responses.StepFunctionResponse._describe_state_machine = _describe_with_revision


# moto stumbles over a stop that comes before the execution's thread has begun.
_stop = execution_worker.ExecutionWorker.stop


def _stop_when_begun(self, *args, **more) -> None:
    while self.env is None:
        time.sleep(0.01)
    _stop(self, *args, **more)


execution_worker.ExecutionWorker.stop = _stop_when_begun


def _executions() -> list:
    return [
        execution
        for regions in interpreting.stepfunctions_parser_backends.values()
        for backend in regions.values()
        for machine in backend.state_machines
        for execution in machine.executions
    ]


def _is_under_way(execution) -> bool:
    env = execution.exec_worker.env
    return execution.status == "RUNNING" and (env is None or env.is_running())


def running() -> int:
    """Executions that are under way, in a wait too."""
    return sum(map(_is_under_way, _executions()))
