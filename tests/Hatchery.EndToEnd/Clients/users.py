"""A user's life: made, given rights and keys, narrowed, deleted. Endpoint and key come from the environment."""
import json
import sys

import boto3
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.exceptions import ClientError
from urllib.request import urlopen

ONCE = Config(retries={"max_attempts": 0})
name = sys.argv[1]
iam = boto3.client("iam", config=ONCE)


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return error.response["Error"]["Message"]
    raise AssertionError(f"{call} was not refused")


def document(effect, action):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": effect, "Action": action, "Resource": "*"}]})


# Made once, found, listed.
user = iam.create_user(UserName=name)["User"]
assert user["Arn"].endswith(f":user/{name}") and user["UserId"].startswith("AIDA"), user
refused("EntityAlreadyExists", iam.create_user, UserName=name)
assert name in [u["UserName"] for page in iam.get_paginator("list_users").paginate() for u in page["Users"]]

# Keys: two at most, the secret once.
key = iam.create_access_key(UserName=name)["AccessKey"]
second = iam.create_access_key(UserName=name)["AccessKey"]
refused("LimitExceeded", iam.create_access_key, UserName=name)
assert {k["AccessKeyId"] for k in iam.list_access_keys(UserName=name)["AccessKeyMetadata"]} == {key["AccessKeyId"], second["AccessKeyId"]}

session = boto3.Session(aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
iot = session.client("iot", config=ONCE)
refused("AccessDeniedException", iot.list_things)

# Rights: managed by AWS, of the account's own, inline; a Deny wins.
iam.attach_user_policy(UserName=name, PolicyArn="arn:aws:iam::aws:policy/AWSIoTConfigReadOnlyAccess")
iot.list_things()
refused("AccessDeniedException", iot.create_thing, thingName=name)
own = iam.create_policy(PolicyName=name, PolicyDocument=document("Allow", "iot:CreateThing"))["Policy"]
iam.attach_user_policy(UserName=name, PolicyArn=own["Arn"])
iot.create_thing(thingName=name)
assert [p["PolicyArn"] for p in iam.list_attached_user_policies(UserName=name)["AttachedPolicies"]] == ["arn:aws:iam::000000000000:policy/" + name, "arn:aws:iam::aws:policy/AWSIoTConfigReadOnlyAccess"]
assert iam.get_policy(PolicyArn=own["Arn"])["Policy"]["AttachmentCount"] == 1
version = iam.get_policy_version(PolicyArn=own["Arn"], VersionId="v1")["PolicyVersion"]
assert version["Document"]["Statement"][0]["Action"] == "iot:CreateThing", version
refused("DeleteConflict", iam.delete_policy, PolicyArn=own["Arn"])
iam.put_user_policy(UserName=name, PolicyName="no", PolicyDocument=document("Deny", "iot:List*"))
assert "with an explicit deny in an identity-based policy" in refused("AccessDeniedException", iot.list_things)
assert iam.list_user_policies(UserName=name)["PolicyNames"] == ["no"]
assert iam.get_user_policy(UserName=name, PolicyName="no")["PolicyDocument"]["Statement"][0]["Effect"] == "Deny"
iam.delete_user_policy(UserName=name, PolicyName="no")
iot.list_things()

# Who calls: by key, by session token, by a URL signed in its query.
assert session.client("sts", config=ONCE).get_caller_identity()["UserId"] == user["UserId"]
token = session.client("sts", config=ONCE).get_session_token(DurationSeconds=900)["Credentials"]
temporary = boto3.Session(aws_access_key_id=token["AccessKeyId"], aws_secret_access_key=token["SecretAccessKey"], aws_session_token=token["SessionToken"])
temporary.client("iot", config=ONCE).list_things()
for who in (session, temporary):
    sts = who.client("sts", config=ONCE)
    request = AWSRequest("GET", sts.meta.endpoint_url + "/?Action=GetCallerIdentity&Version=2011-06-15")
    SigV4QueryAuth(who.get_credentials(), "sts", "us-east-1", expires=60).add_auth(request)
    assert user["Arn"] in urlopen(request.url).read().decode(), request.url

# An inactive key is nobody's; a user goes last.
iam.update_access_key(UserName=name, AccessKeyId=key["AccessKeyId"], Status="Inactive")
refused("UnrecognizedClientException", iot.list_things)
refused("UnrecognizedClientException", temporary.client("iot", config=ONCE).list_things)
refused("DeleteConflict", iam.delete_user, UserName=name)
for one in (key, second):
    iam.delete_access_key(UserName=name, AccessKeyId=one["AccessKeyId"])
refused("DeleteConflict", iam.delete_user, UserName=name)
for arn in (own["Arn"], "arn:aws:iam::aws:policy/AWSIoTConfigReadOnlyAccess"):
    iam.detach_user_policy(UserName=name, PolicyArn=arn)
iam.delete_policy(PolicyArn=own["Arn"])
iam.delete_user(UserName=name)
refused("NoSuchEntity", iam.get_user, UserName=name)
boto3.client("iot").delete_thing(thingName=name)
print("done")
