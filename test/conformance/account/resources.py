"""What CloudFormation makes: as the template wants it where moto does less, and a stand-in where moto makes nothing."""

import hashlib
import json
import uuid

import letters
from moto.cloudformation import models as cloudformation
from moto.cloudformation import parsing
from moto.cloudformation.exceptions import CloudFormationError
from moto.dynamodb.models import table as dynamodb
from moto.kms import models as kms
from moto.sns import models as sns

# Every table has an id of its own, by which a restored copy of it is told.
_describe = dynamodb.Table.describe


def _describe_with_id(self, base_key: str = "TableDescription") -> dict:
    told = _describe(self, base_key)
    told[base_key]["TableId"] = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{self.table_arn} {self.created_at}"))
    return told


dynamodb.Table.describe = _describe_with_id


# The CDK takes away the change set of its last deployment, and waits until it hears that there is none.
class _NoChangeSet(CloudFormationError):
    code = "ChangeSetNotFound"


_describe_change_set = cloudformation.CloudFormationBackend.describe_change_set


def _describe_change_set_or_none(self, change_set_name: str):
    if not _change_sets(self, change_set_name):
        raise _NoChangeSet(f"ChangeSet [{change_set_name}] does not exist")
    return _describe_change_set(self, change_set_name)


def _change_sets(self, name: str) -> list[str]:
    return [one for one, change_set in self.change_sets.items() if name in (one, change_set.change_set_name)]


def _delete_change_set(self, change_set_name: str) -> None:
    for one in _change_sets(self, change_set_name):
        del self.change_sets[one]


cloudformation.CloudFormationBackend.describe_change_set = _describe_change_set_or_none
cloudformation.CloudFormationBackend.delete_change_set = _delete_change_set


# A second deployment hands on what the first resolved, and moto takes that for the name of a parameter.
_parse_parameter = parsing.ResourceMap.parse_ssm_parameter
parsing.ResourceMap.parse_ssm_parameter = lambda self, value, kind: (
    _parse_parameter(self, value, kind) if value.startswith("/") else value
)


# moto makes one kind of key, and stumbles over tags.
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


# A stand-in for each type moto does not know, so that what names it gets a name.
def _subscribe(properties, account, region) -> None:
    sns.sns_backends[account][region].subscribe(properties["TopicArn"], properties["Endpoint"], properties["Protocol"])


def _listen(properties, *_) -> None:
    topic = properties["EventDestination"]["SnsDestination"]["TopicARN"]
    letters.listeners.setdefault(properties["ConfigurationSetName"], []).append(topic)


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


def stand_ins() -> list[str]:
    return sorted(_stand_ins)
