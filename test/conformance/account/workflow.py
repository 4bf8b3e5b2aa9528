"""Step Functions: moto's interpreter, on the clock of this account."""

import copy
import re
import types

from clock import clock
from moto.core.config import default_user_config
from moto.stepfunctions import models as stepfunctions
from moto.stepfunctions.parser import models as interpreting
from moto.stepfunctions.parser.asl.component.state.wait.wait_function import timestamp, wait_function

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
    """moto leaves DefinitionSubstitutions out. A placeholder without one stays, and its task fails."""
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


def _is_under_way(execution) -> bool:
    env = execution.exec_worker.env
    return execution.status == "RUNNING" and (env is None or env.is_running())


def running() -> int:
    """Executions that are under way, in a wait too."""
    return sum(map(_is_under_way, _executions()))
