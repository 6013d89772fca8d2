"""What AWS's SDK for Python knows: regions, and the resources whose policies AWS checks."""

import json

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


def policy_resource_types(sources, packages):
    """The types of resources that AWS's policy validation and its check for public access take."""
    model = rf"botocore/data/accessanalyzer/[^/]+/{SERVICE}"
    shapes = json.loads(packages.text(sources["sdk"], model))["shapes"]
    names = ("ValidatePolicyResourceType", "AccessCheckResourceType")
    return {name for shape in names for name in shapes[shape]["enum"]}
