"""What Copydesk writes for CI services and what it ships for them, held against their published schemas, and run as far as a
machine without those services can.

    python tests/ci/check.py PROGRAM SARIF_SCHEMA

Needs the packages jsonschema, check-jsonschema (GitHub's and GitLab's schemas are in it), pre-commit and PyYAML. Prints a
line a check; leaves with 1 at the first that fails.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SARIF = json.loads(pathlib.Path(sys.argv[2]).read_text())
BIN = pathlib.Path(sys.executable).parent
CACHE = tempfile.TemporaryDirectory()
CASES = 0

OPEN = "Ferry sails again\n\n“The ferry sails again, the captain, Ada Moore, said.\n"
CLEAN = "Ferry sails again\n\nThe ferry to the islands sails again on Monday, the company said.\n"


def passed(what):
    global CASES
    CASES += 1
    print(f"ok {CASES} - {what}", flush=True)


def run(arguments, folder=ROOT, expect=None, **environment):
    env = {**os.environ, "XDG_CACHE_HOME": CACHE.name, **environment}
    done = subprocess.run(arguments, cwd=folder, env=env, capture_output=True, text=True)
    if expect is not None and done.returncode not in expect:
        raise SystemExit(f"{arguments}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def copydesk(*arguments, folder=ROOT, expect=(0, 1)):
    return run([PROGRAM, *arguments], folder, expect).stdout


def validate(instance, schema, what):
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    errors = sorted(validator(schema).iter_errors(instance), key=str)
    if errors:
        raise SystemExit(f"{what}: {errors[0].json_path}: {errors[0].message}")
    passed(what)


def blocks(path, language):
    """The fenced blocks of a language in a document."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```$", path.read_text(), re.M | re.S)
    return [block for _, block in found]


def newsroom(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text)


def git(folder, *arguments):
    identity = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "init.defaultBranch=main"]
    return run(["git", *identity, *arguments], folder, expect=(0,)).stdout


def sarif():
    log = json.loads(copydesk("lint", "--no-cache", "--format", "sarif", "tests/articles"))
    assert log["runs"][0]["results"], "the articles give no findings"
    validate(log, SARIF, "SARIF of the test articles is valid SARIF 2.1.0")
    broken = json.loads(json.dumps(log))
    broken["runs"][0]["results"][0]["level"] = "loud"
    try:
        validate(broken, SARIF, "")
    except SystemExit:
        passed("and the schema would tell if it were not")
    else:
        raise SystemExit("the schema passes anything")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "pears, 100% & “more”.md").write_text(f"# {OPEN}\n\nAdvertisement\n\n𝄞 It is.\n")
        log = json.loads(copydesk("lint", "--format", "sarif", "--fail-on", "never", ".", folder=folder))
        validate(log, SARIF, "SARIF of a file with a strange name, with fixes")
        (folder / "clean").mkdir()
        validate(
            json.loads(copydesk("lint", "--format", "sarif", "clean", folder=folder)), SARIF, "SARIF of nothing"
        )


def settings():
    schema = json.loads(copydesk("schema", "config"))
    template = (ROOT / "src/config/template.toml").read_text()
    validate(tomllib.loads(template), schema, "the file that `init` writes")
    # Each line that is commented out is a setting too: a key, a table or a part of one.
    uncommented = re.sub(r"^# (?=[a-z-]+ = |\[\[?[a-z]+\]?\]$)", "", template, flags=re.M)
    assert uncommented.count("[[") >= 4, "the template shows no tables"
    validate(tomllib.loads(uncommented), schema, "the same with every comment taken away")
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for path in documents:
        for number, block in enumerate(blocks(path, "toml"), 1):
            validate(tomllib.loads(block), schema, f"settings {number} of {path.relative_to(ROOT)}")
    for path in sorted((ROOT / "tests/fixtures").rglob("copydesk.toml")):
        validate(tomllib.loads(path.read_text()), schema, f"{path.relative_to(ROOT)}")
    validator = jsonschema.Draft202012Validator(schema)
    for wrong in ['kind = "poem"', "claim-threshold = 2", "[rules]\nno-such-rule = 'off'", "peeple = []"]:
        assert not validator.is_valid(tomllib.loads(wrong)), wrong
    passed("the schema refuses what the program refuses")


def analysis():
    schema = json.loads(copydesk("schema", "analysis"))
    articles = sorted(str(path) for path in (ROOT / "tests/articles").iterdir())
    for line, path in zip(copydesk("analyze", *articles).splitlines(), articles, strict=True):
        validate(json.loads(line), schema, f"analysis of {pathlib.Path(path).name}")


def schemas_of_services():
    def check(schema, *files):
        run([BIN / "check-jsonschema", "--builtin-schema", schema, *files], expect=(0,))

    check("vendor.github-actions", "action.yml")
    passed("action.yml is an action")
    check("vendor.gitlab-ci", "ci/gitlab.yml")
    passed("ci/gitlab.yml is a GitLab template")
    run([BIN / "pre-commit", "validate-manifest", ".pre-commit-hooks.yaml"], expect=(0,))
    passed(".pre-commit-hooks.yaml is a list of hooks")
    for name, schema in [("github", "vendor.github-workflows"), ("pre-commit", None)]:
        found = [b for b in blocks(ROOT / "README.md", "yaml") if b.startswith(f"# {name}")]
        assert found, f"README has no block for {name}"
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
            file.write(found[0])
            file.flush()
            if schema:
                check(schema, file.name)
            else:
                run([BIN / "pre-commit", "validate-config", file.name], expect=(0,))
        passed(f"README's snippet for {name}")


def github_action():
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    step = next(step for step in action["runs"]["steps"] if step.get("id") == "lint")
    defaults = {name: str(given.get("default", "")) for name, given in action["inputs"].items()}

    def act(folder, expect, base="", **inputs):
        given = {**defaults, **inputs}
        resolved = {
            key: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda m: given[m[1]], value)
            for key, value in step["env"].items()
        }
        out, summary = folder / ".output", folder / ".summary"
        for file in (out, summary):
            file.write_text("")
        path = f"{PROGRAM.parent}:{os.environ['PATH']}"
        done = run(
            ["bash", "-c", step["run"]],
            folder,
            expect,
            PATH=path,
            GITHUB_ACTION_PATH=str(ROOT),
            GITHUB_OUTPUT=str(out),
            GITHUB_STEP_SUMMARY=str(summary),
            GITHUB_BASE_REF=base,
            CI="true",
            **resolved,
        )
        outputs = dict(line.split("=", 1) for line in out.read_text().splitlines())
        return done, outputs, summary.read_text()

    with tempfile.TemporaryDirectory() as name:
        origin, folder = pathlib.Path(name) / "origin", pathlib.Path(name) / "clone"
        origin.mkdir()
        newsroom(origin, old=OPEN)
        git(origin, "init", "--quiet")
        git(origin, "add", ".")
        git(origin, "commit", "--quiet", "--message", "start")
        git(origin, "checkout", "--quiet", "-b", "branch")
        newsroom(origin, new=OPEN, clean=CLEAN)
        git(origin, "add", ".")
        git(origin, "commit", "--quiet", "--message", "new")
        git(pathlib.Path(name), "clone", "--quiet", "--depth=1", "--branch", "branch", f"file://{origin}", "clone")

        done, outputs, summary = act(folder, (1,))
        assert done.stdout.count("::warning file=") == 2, done.stdout
        assert outputs == {"sarif": "copydesk.sarif", "findings": "2"}, outputs
        assert "| `unbalanced-quote` | 2 |" in summary, summary
        validate(json.loads((folder / "copydesk.sarif").read_text()), SARIF, "the action's step, on a push")

        done, outputs, _ = act(folder, (1,), base="main")
        assert done.stdout.count("::warning file=new.txt") == 1 and outputs["findings"] == "1", done
        passed("the action's step in a pull request reports on its lines alone")

        _, outputs, _ = act(folder, (0,), paths="clean.txt")
        assert outputs["findings"] == "0"
        act(folder, (0,), **{"fail-on": "never"})
        act(folder, (2,), arguments="--no-such-flag")
        passed("the action's step leaves with the code of the program")


def gitlab_job():
    job = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text())[".copydesk"]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        newsroom(folder, old=OPEN, clean=CLEAN)
        script = "\n".join(["set -e", *job["script"]])
        path = f"{PROGRAM.parent}:{os.environ['PATH']}"
        run(["bash", "-c", script], folder, (1,), PATH=path, **{k: str(v) for k, v in job["variables"].items()})
        issues = json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text())
        assert [issue["location"]["path"] for issue in issues] == ["old.txt"], issues
        assert "<testsuites" in (folder / job["artifacts"]["reports"]["junit"]).read_text()
        assert (folder / job["cache"]["paths"][0]).is_dir()
        passed("the GitLab job writes both of its reports")


def pre_commit():
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    for hook in hooks:
        # The same hook with the program that is built already; `language: rust` would build another.
        hook["language"] = "system"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        newsroom(folder, old=OPEN, furniture=CLEAN + "\nAdvertisement\n\nThey wait.\n")
        (folder / "code.py").write_text("print('“')\n")
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
        git(folder, "init", "--quiet")
        git(folder, "add", ".")
        path = f"{PROGRAM.parent}:{os.environ['PATH']}"

        def hook(which, expect):
            command = [BIN / "pre-commit", "run", which, "--all-files"]
            return run(command, folder, expect, PATH=path, PRE_COMMIT_HOME=str(folder / ".pre-commit"))

        out = hook("copydesk", (1,)).stdout
        assert "old.txt:3:1: warning[unbalanced-quote]" in out and "code.py" not in out, out
        hook("copydesk-fix", (1,))
        assert "Advertisement" not in (folder / "furniture.txt").read_text()
        (folder / "old.txt").unlink()
        git(folder, "add", "--all")
        hook("copydesk", (0,))
        passed("both hooks of pre-commit check, fix and pass")


if __name__ == "__main__":
    for part in (sarif, settings, analysis, schemas_of_services, github_action, gitlab_job, pre_commit):
        part()
    print(f"{CASES} passed, 0 failed")
