"""RedriveExecution, which moto has not."""

import copy
import datetime
import json

from moto.core.responses import ActionResult
from moto.stepfunctions.parser.api import ExecutionNotRedrivable, ExecutionStatus, HistoryEventType
from moto.stepfunctions.parser.asl.eval.event.event_detail import EventDetails
from moto.stepfunctions.parser.backend.execution_worker import ExecutionWorker
from moto.stepfunctions.responses import StepFunctionResponse


class _Redriven(ExecutionWorker):
    """Goes on at the state that did not end well, with the input it had, and by the definition the execution was started with."""

    def __init__(self, execution) -> None:
        before = execution.exec_worker
        self.count = execution.redriven = getattr(execution, "redriven", 0) + 1
        self.earlier = before.env.event_manager
        entered = next(
            event["stateEnteredEventDetails"]
            for event in reversed(self.earlier.get_event_history())
            if event.get("stateEnteredEventDetails", {}).get("name") in _states_of(execution)
        )
        details = copy.deepcopy(before._evaluation_details)
        details.state_machine_details.definition = json.dumps(
            {**json.loads(execution.state_machine.definition), "StartAt": entered["name"]}
        )
        details.execution_details.inpt = json.loads(entered["input"])
        super().__init__(details, before._execution_communication, None, {})

    def _execution_logic(self) -> None:
        program = self._get_evaluation_entrypoint()
        self.env = self._get_evaluation_environment()
        self.env.event_manager = self.earlier
        context = self.env.event_history_context
        redriven = EventDetails(executionRedrivenEventDetails={"redriveCount": self.count})
        self.earlier.add_event(context, HistoryEventType.ExecutionRedriven, redriven)
        program.eval(self.env)
        self._execution_communication.terminated()


def _states_of(execution) -> dict:
    """Those of the first level. AWS runs of a Map only what did not end well, and this one the whole of it, so it is left alone."""
    states = json.loads(execution.state_machine.definition)["States"]
    return {name: state for name, state in states.items() if state["Type"] != "Map"}


def _redrive(self) -> ActionResult:
    execution = self.stepfunction_backend.describe_execution(self._get_param("executionArn"))
    if execution.status not in ("FAILED", "ABORTED", "TIMED_OUT"):
        raise ExecutionNotRedrivable(f"Execution is {execution.status} and cannot be redriven")
    worker = _Redriven(execution)
    execution.exec_worker, execution.exec_status = worker, ExecutionStatus.RUNNING
    execution.stop_date = execution.error = execution.cause = None
    worker.start()
    return ActionResult({"redriveDate": datetime.datetime.now(tz=datetime.timezone.utc)})


StepFunctionResponse.redrive_execution = _redrive
