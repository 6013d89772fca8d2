"""The files of the data set, and those that are made from it."""

import collections
import hashlib
import json
import pathlib
import subprocess

from refreshing.services import all_entries

REFERENCE = pathlib.Path(__file__).resolve().parent.parent
FILES_RS = REFERENCE.parent / "src/reference/files.rs"
MULTI_VALUED = REFERENCE.parent / "data/multi_valued_keys.tsv"
REGIONS = REFERENCE.parent / "data/regions.tsv"
RCP_SERVICES = REFERENCE.parent / "data/rcp_services.txt"


def read_tree():
    def read(name):
        return json.loads((REFERENCE / f"{name}.json").read_text())

    paths = sorted(REFERENCE.glob("services/*.json"))
    services = {path.stem: json.loads(path.read_text()) for path in paths}
    lists = {name: read(name) for name in ("sources", "global", "newer", "retired")}
    return {**lists, "services": services, "regions": read_regions()}


def write_tree(tree):
    (REFERENCE / "services").mkdir(exist_ok=True)
    for path in REFERENCE.glob("services/*.json"):
        if path.stem not in tree["services"]:
            path.unlink()
    for prefix, service in tree["services"].items():
        (REFERENCE / f"services/{prefix}.json").write_text(in_lines(service))
    for name in ("sources", "newer", "retired"):
        (REFERENCE / f"{name}.json").write_text(in_lines(tree[name]))
    write_fingerprints()
    write_files_rs(tree)
    write_multi_valued(tree)
    write_regions(tree)


def in_lines(entry):
    """JSON with one line for each entry, so that a diff shows what changed."""
    members = []
    for name, value in entry.items():
        text = compact(value)
        if isinstance(value, list):
            text = "[\n" + ",\n".join(map(compact, value)) + "\n]"
        members.append(f"{compact(name)}:{text}")
    return "{\n" + ",\n".join(members) + "\n}\n"


def rcp_services():
    """The services under resource control policies, from the list that is kept by hand."""
    lines = RCP_SERVICES.read_text().splitlines()
    return {line for line in lines if not line.startswith("#")}


def read_fingerprints():
    path = REFERENCE / "FINGERPRINTS"
    lines = path.read_text().splitlines() if path.exists() else []
    return {tuple(line.split("  ")) for line in lines}


def write_fingerprints():
    paths = sorted(path.relative_to(REFERENCE).as_posix() for path in REFERENCE.rglob("*.json"))
    digests = [hashlib.sha256((REFERENCE / path).read_bytes()).hexdigest() for path in paths]
    lines = (f"{digest}  {path}\n" for digest, path in zip(digests, paths))
    (REFERENCE / "FINGERPRINTS").write_text("".join(lines))


def write_files_rs(tree):
    services = tree["services"]
    embedded = "".join(
        f'Embedded::new("{prefix}", include_str!("../../reference/services/{prefix}.json")),\n'
        for prefix in services
    )
    FILES_RS.write_text(f"""\
//! The texts of AWS's services and tables across them, sorted. Written by `reference/refresh`.

use super::embedded::Embedded;

/// The day that the facts about AWS's services are of.
pub const DATE: &str = "{tree["sources"]["set"]["date"]}";

pub(super) static SERVICES: [Embedded; {len(services)}] = [
{embedded}];

/// The prefixes of condition keys that are not the prefix of the service that has the key, and the
/// services that have such keys. From `${{` to `}}` a prefix stands for any text.
pub(crate) static KEYS_ELSEWHERE: &[(&str, &[&str])] = &[
{table_rows(keys_elsewhere(services))}];

/// What ARNs name as their service that is not the prefix of the service which has such resource
/// types, and the services that have them. From `${{` to `}}` it stands for any text.
pub(crate) static ARNS_ELSEWHERE: &[(&str, &[&str])] = &[
{table_rows(arns_elsewhere(services))}];
""")
    subprocess.run(["rustfmt", "--edition", "2024", FILES_RS], check=True)


def table_rows(table):
    def row(name):
        prefixes = ", ".join(f'"{prefix}"' for prefix in sorted(table[name]))
        return f'("{name}", &[{prefixes}]),\n'

    return "".join(map(row, sorted(table)))


def write_multi_valued(tree):
    source = tree["sources"]["set"]
    header = f"""\
# Condition keys whose value may be a list (docs/semantics.md, Appendix C).
# Written by `reference/refresh`: the keys whose type is a list in AWS's service authorization
# reference of {source["date"]} ({source["package"]} {source["version"]}, MIT), and the
# global keys with `multi` in reference/global.json.
# key<TAB>type
"""
    rows = (f"{key}\t{key_type}\n" for key, key_type in tree["multi-valued"])
    MULTI_VALUED.write_text(header + "".join(rows))


def write_regions(tree):
    source = tree["sources"]["sdk"]
    header = f"""\
# AWS's regions, each with its partition, as of {source["date"]}.
# Written by `reference/refresh`, from the partitions of AWS's SDK for Python ({source["package"]}
# {source["version"]}, Apache-2.0).
# region<TAB>partition
"""
    rows = (f"{region}\t{partition}\n" for region, partition in tree["regions"])
    REGIONS.write_text(header + "".join(rows))


def read_regions():
    lines = REGIONS.read_text().splitlines() if REGIONS.exists() else []
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]


def keys_elsewhere(services):
    """Which services have the keys whose prefix is not that of their service."""
    table = collections.defaultdict(set)
    for prefix, key in all_entries(services, "conditionKeys"):
        of_key = key["key"].split(":")[0]
        if of_key != prefix:
            table[of_key].add(prefix)
    return table


def arns_elsewhere(services):
    """Which services have resource types whose ARNs name another service."""
    table = collections.defaultdict(set)
    for prefix, resource in all_entries(services, "resources"):
        for arn in [resource["arn"], *resource.get("altArns", [])]:
            of_arn = arn.split(":")[2]
            if of_arn != prefix:
                table[of_arn].add(prefix)
    return table


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
