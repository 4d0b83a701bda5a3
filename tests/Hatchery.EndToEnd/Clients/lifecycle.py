"""Lives the cases of tests/Cases/lifecycles by boto3, or by botocore where only aws is installed: a case in a line comes in, its faults in a line go out."""
import datetime
import json
import re
import sys

from botocore.config import Config
from botocore.exceptions import ClientError

try:
    from boto3 import client as create
except ImportError:
    import botocore.session

    create = botocore.session.get_session().create_client

from botocore import xform_name

ONCE = Config(retries={"max_attempts": 0})
TOKENS = {"nextToken": "nextToken", "nextMarker": "marker", "Marker": "Marker"}
clients = {}


def client(service, key):
    name = (service, key and key["AccessKeyId"])
    if name not in clients:
        credentials = key and {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"], "aws_session_token": key.get("SessionToken")}
        clients[name] = create(service, config=ONCE, **(credentials or {}))
    return clients[name]


def plain(value):
    """As JSON has it."""
    return json.loads(json.dumps(value, default=lambda time: time.isoformat() if isinstance(time, datetime.datetime) else str(time)))


def at(answer, path):
    """The value at a dotted path; of each item where it leads through lists, or of the one with a number."""
    for part in path.split("."):
        if isinstance(answer, list):
            answer = answer[int(part)] if part.isdigit() else [item[part] for item in answer]
        else:
            answer = answer.get(part)
    return answer


class Life:
    def __init__(self, case):
        self.service, self.known, self.faults = case["service"], case["variables"], []

    def filled(self, value):
        if isinstance(value, str):
            whole = re.fullmatch(r"\$\{(\w+)\}", value)
            return self.known[whole[1]] if whole else re.sub(r"\$\{(\w+)\}", lambda found: self.known[found[1]], value)
        if isinstance(value, dict):
            return json.dumps(self.filled(value["$json"])) if "$json" in value else {name: self.filled(inner) for name, inner in value.items()}
        return [self.filled(inner) for inner in value] if isinstance(value, list) else value

    def judge(self, where, wanted, found):
        if isinstance(wanted, dict) and isinstance(found, dict):
            for name, inner in wanted.items():
                self.judge(f"{where}.{name}", inner, found.get(name))
        elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
            for i, inner in enumerate(wanted):
                self.judge(f"{where}[{i}]", inner, found[i])
        elif not (re.search(wanted[1:], str(found)) if isinstance(wanted, str) and wanted.startswith("~") and found is not None else wanted == found):
            self.faults.append(f"{where} is {json.dumps(found)}, not {json.dumps(wanted)}")

    def call(self, step, operation, arguments):
        method = getattr(client(step.get("service", self.service), self.known[step["as"]] if "as" in step else None), xform_name(operation))
        return plain(method(**arguments))

    def live(self, steps, where=""):
        for i, step in enumerate(steps):
            self.step(step, f"{where}{i + 1}. {step.get('call') or step.get('pages')}")

    def step(self, step, where):
        arguments = self.filled(step.get("with", {}))
        if "pages" in step:
            return self.pages(step, arguments, where)
        try:
            answer = self.call(step, step["call"], arguments)
        except ClientError as error:
            response = plain(error.response)
            found = {"code": response["Error"]["Code"], "status": response["ResponseMetadata"]["HTTPStatusCode"], "says": response["Error"].get("Message"), **response}
            return self.judge(where, self.filled(step.get("refused", "success")), found)
        self.judge(where, self.filled(step.get("gives", {})) if "refused" not in step else step["refused"], answer)
        for name, path in step.get("keep", {}).items():
            self.known[name] = at(answer, path)

    def pages(self, step, arguments, where):
        found, between = [], list(step.get("between", []))
        for _ in range(100):
            answer = self.call(step, step["pages"], arguments)
            found += at(answer, step["of"])
            token = next(((asked, answer[given]) for given, asked in TOKENS.items() if given in answer), None)
            if token is None:
                break
            arguments[token[0]] = token[1]
            if between:
                self.live(between.pop(0), f"{where}, ")
        self.judge(where, self.filled(step["are"]), found)
        if between:
            self.faults.append(f"{where} ended early")


for line in sys.stdin:
    case = json.loads(line)
    life = Life(case)
    try:
        life.live(case["steps"])
    except Exception as broken:
        life.faults.append(f"{type(broken).__name__}: {broken}")
    print(json.dumps(life.faults), flush=True)
