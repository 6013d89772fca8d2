"""What AWS's SDK for Python knows: regions, and the resources whose policies AWS checks."""

import json

from refreshing.tree import REFERENCE

POLICY_RESOURCE_TYPES = REFERENCE.parent / "data/policy_resource_types.tsv"
# A policy type here, and no resource.
TRUST_POLICY = "AWS::IAM::AssumeRolePolicyDocument"
SERVICE = r"service-2\.json(\.gz)?"


def regions(sources, packages):
    """The regions, each with its partition.

    The SDK counts `aws-global` and the like among them: endpoints that are in no region.
    """
    partitions = json.loads(packages.text(sources["sdk"], r"botocore/data/partitions\.json"))
    return sorted(
        (region, partition["id"])
        for partition in partitions["partitions"]
        for region in partition["regions"]
        if region != f"{partition['id']}-global"
    )


def tell_policy_resource_types(sources, packages):
    lines = POLICY_RESOURCE_TYPES.read_text().splitlines()
    ours = {line.split("\t")[0] for line in lines if not line.startswith("#")}
    print(f"{len(ours)} types of resources with policies, kept by hand")
    for name in sorted(policy_resource_types(sources, packages) - ours - {TRUST_POLICY}):
        print(f"  policy_resource_types.tsv lacks {name}, which AWS checks")


def policy_resource_types(sources, packages):
    """The types of resources that AWS's policy validation and its check for public access take."""
    model = rf"botocore/data/accessanalyzer/[^/]+/{SERVICE}"
    shapes = json.loads(packages.text(sources["sdk"], model))["shapes"]
    names = ("ValidatePolicyResourceType", "AccessCheckResourceType")
    return {name for shape in names for name in shapes[shape]["enum"]}
