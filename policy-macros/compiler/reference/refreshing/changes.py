"""What changed from one data set to another, in words."""

from refreshing.services import all_actions, all_entries, name_of
from refreshing.tree import compact


def tell_changes(before, after):
    def entries(tree, member):
        found = all_entries(tree["services"], member)
        return {f"{prefix}  {name_of(entry)}": entry for prefix, entry in found}

    def names(tree):
        return {prefix: {"name": service["name"]} for prefix, service in tree["services"].items()}

    def facts(tree, name, fact):
        return {action: {fact: value} for action, value in tree[name].items()}

    def regions(tree):
        return {region: {"partition": partition} for region, partition in tree["regions"]}

    tell("services", names(before), names(after))
    tell("actions", all_actions(before["services"]), all_actions(after["services"]))
    tell("resource types", entries(before, "resources"), entries(after, "resources"))
    tell("condition keys", entries(before, "conditionKeys"), entries(after, "conditionKeys"))
    tell("newer names", facts(before, "newer", "access"), facts(after, "newer", "access"))
    tell("retired names", facts(before, "retired", "date"), facts(after, "retired", "date"))
    tell("regions", regions(before), regions(after))
    known = {key["key"] for key in after["global"]["conditionKeys"]}
    actions = all_actions(after["services"]).values()
    used = {key for action in actions for key in action.get("conditionKeys", [])}
    print(f"{len(known)} global condition keys, kept by hand")
    for key in sorted(key for key in used - known if key.startswith("aws:")):
        print(f"  global.json lacks {key}, which actions have")


def tell(kind, before, after):
    added, removed = after.keys() - before.keys(), before.keys() - after.keys()
    changed = {name for name in after.keys() & before.keys() if after[name] != before[name]}
    counts = [(added, "added"), (removed, "removed"), (changed, "changed")]
    told = ", ".join(f"{len(which)} {word}" for which, word in counts if which)
    print(f"{len(after)} {kind}: {told or 'as before'}")
    for which, word in counts:
        for name in sorted(which):
            differences = difference(before[name], after[name]) if word == "changed" else ""
            print(f"  {word} {name}{differences}")


def difference(before, after):
    told = []
    for member in sorted(before.keys() | after.keys()):
        old, new = before.get(member), after.get(member)
        if isinstance(old or new, list):
            old, new = set(old or []), set(new or [])
            told += [f"{member} +{one}" for one in sorted(new - old)]
            told += [f"{member} -{one}" for one in sorted(old - new)]
        elif old != new:
            told.append(f"{member} was {compact(old)}, is {compact(new)}")
    return ": " + "; ".join(told)


def tell_rcp_services(ours, theirs):
    print(f"{len(ours)} services under resource control policies, kept by hand")
    for word, services in (("lacks", theirs - ours), ("alone has", ours - theirs)):
        if services:
            listed = ", ".join(sorted(services))
            print(f"  rcp_services.txt {word} {listed}: compare with AWS's list")
