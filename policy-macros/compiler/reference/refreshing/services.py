"""Services, from what packages say of them."""

import re
import sys

ACCESS_LEVELS = {
    "List": "List",
    "Read": "Read",
    "Write": "Write",
    "Tagging": "Tagging",
    "Tagging, Write": "Tagging",
    "Permissions management": "PermissionsManagement",
    "Permissions management, Write": "PermissionsManagement",
}
KEY_TYPES = {"ARN", "Bool", "Date", "IPAddress", "Numeric", "String"}


def read_services(sources, global_keys, packages):
    source = sources["set"]
    names = packages.facts(source, "serviceNames")
    dependent = dependent_actions(sources, packages)
    not_own = {key["key"] for key in global_keys["conditionKeys"]}

    def is_own(key):
        return key not in not_own and not key.startswith("aws:")

    services = {}
    for prefix in sorted(packages.facts(source, "services")):
        actions = packages.facts(source, f"actions/{prefix}").values()
        resources = packages.facts(source, f"resourceTypes/{prefix}").values()
        keys = map(normal_key, packages.facts(source, f"conditionKeys/{prefix}").values())
        # By name, since two spellings of a placeholder become the same key.
        keys = {key["key"]: key for key in keys if is_own(key["key"])}
        service = {
            "service": prefix,
            "name": names[prefix],
            "actions": [normal_action(prefix, action, dependent) for action in actions],
            "resources": [normal_resource(resource) for resource in resources],
            "conditionKeys": list(keys.values()),
        }
        for entries in (service["actions"], service["resources"], service["conditionKeys"]):
            entries.sort(key=name_of)
        services[prefix] = without_empty(service)
    return services


def multi_valued_keys(sources, global_keys, packages):
    """The keys that requests carry as lists, also those that are global beside a service's own."""
    source = sources["set"]
    keys = list(global_keys["conditionKeys"])
    for prefix in packages.facts(source, "services"):
        keys += map(normal_key, packages.facts(source, f"conditionKeys/{prefix}").values())
    found = {(key["key"], f"ArrayOf{key['type']}") for key in keys if key.get("multi")}
    return sorted(found, key=lambda key: key[0].upper())


def dependent_actions(sources, packages):
    """The actions that an action needs beside itself, from the first source that knows of any.

    AWS's pages had them until July 2026.
    """
    dependent = {}
    for source in [sources["set"], *sources["dependent"]]:
        for name, action in packages.actions(source).items():
            if action["dependent"]:
                dependent.setdefault(name, sorted(action["dependent"]))
    return dependent


def normal_action(prefix, action, dependent):
    resources = {}
    for resource in action["resourceTypes"]:
        resources[resource["name"]] = resources.get(resource["name"], False) or resource["required"]
    keys = {key for each in [action, *action["resourceTypes"]] for key in each["conditionKeys"]}
    return without_empty({
        "name": action["name"],
        "access": access_level(action["accessLevel"]),
        "resources": sorted(name + "*" * required for name, required in resources.items()),
        "conditionKeys": sorted(set(map(normal_placeholder, keys))),
        "dependent": dependent.get(f"{prefix}:{action['name']}"),
    })


def access_level(name):
    if name not in ACCESS_LEVELS:
        sys.exit(f"the access level {name} is not one that this program knows")
    return ACCESS_LEVELS[name]


def normal_resource(resource):
    # `{Name}` without its `$` is a slip of one page.
    arn, *others = re.sub(r"(?<!\$)\{", "${", resource["arn"]).split(", ")
    keys = set(map(normal_placeholder, resource.get("conditionKeys", [])))
    return without_empty(
        {"name": resource["key"], "arn": arn, "altArns": others, "conditionKeys": sorted(keys)}
    )


def normal_key(key):
    key_type = key["type"].removeprefix("ArrayOf")
    if key_type not in KEY_TYPES:
        sys.exit(f"{key['key']} has the type {key['type']}, which this program does not know")
    normal = {"key": normal_placeholder(key["key"]), "type": key_type}
    return normal | ({"multi": True} if key["type"] != key_type else {})


def normal_placeholder(key):
    """The key with AWS's usual placeholder for the key of a tag."""
    return re.sub(r"/(<key>|tag-key)$", "/${TagKey}", key)


def without_empty(entry):
    return {member: value for member, value in entry.items() if value not in (None, [])}


def name_of(entry):
    return entry.get("name") or entry["key"]


def all_entries(services, member):
    return (
        (service["service"], entry)
        for service in services.values()
        for entry in service.get(member, [])
    )


def all_actions(services):
    actions = all_entries(services, "actions")
    return {f"{prefix}:{action['name']}": action for prefix, action in actions}
