"""The paths of privilege escalation that are kept by hand, beside those that a package knows."""

import ast
import json

from refreshing.tree import REFERENCE

ESCALATION = REFERENCE.parent / "data/escalation.json"


def tell_escalation(sources, packages):
    table = json.loads(ESCALATION.read_text())
    ours = {frozenset(map(str.lower, actions_of(path))) for path in table["paths"]}
    left_out = {frozenset(map(str.lower, each["actions"])) for each in table["leftOut"]}
    theirs = action_sets(packages.text(sources["escalation"], r"cloudsplaining/shared/constants\.py"))
    print(f"{len(ours)} paths of privilege escalation, kept by hand")
    for actions in sorted(map(sorted, theirs - ours - left_out)):
        print(f"  escalation.json has neither as a path nor as left out: {', '.join(actions)}")


def actions_of(path):
    return [step["action"] for step in path["actions"]]


def action_sets(constants):
    """The values of the table that lists, in lower case, what must be allowed together."""
    for statement in ast.parse(constants).body:
        if isinstance(statement, ast.Assign):
            (target,) = statement.targets
            if isinstance(target, ast.Name) and target.id == "PRIVILEGE_ESCALATION_METHODS":
                return set(map(frozenset, ast.literal_eval(statement.value).values()))
    return set()
