#!/usr/bin/env bash
# The step of action.yml: lints, prints annotations, writes a SARIF report and a summary of the job.
#
# Comes in: COPYDESK_PATHS, COPYDESK_CHANGED_ONLY, COPYDESK_FAIL_ON, COPYDESK_BASELINE, COPYDESK_ARGUMENTS and
# COPYDESK_SARIF as action.yml describes them, and what GitHub sets: GITHUB_BASE_REF, GITHUB_OUTPUT, GITHUB_STEP_SUMMARY.
# Goes out: the exit code of `copydesk lint`.
set -euo pipefail

sarif=${COPYDESK_SARIF:-copydesk.sarif}
report=$(mktemp)
trap 'rm -f "$report"' EXIT

arguments=(--format github --output-file "sarif=$sarif" --output-file "jsonl=$report")
arguments+=(--fail-on "${COPYDESK_FAIL_ON:-warning}")
if [ -n "${COPYDESK_BASELINE:-}" ]; then arguments+=(--baseline "$COPYDESK_BASELINE"); fi
if [ "${COPYDESK_CHANGED_ONLY:-true}" = true ] && [ -n "${GITHUB_BASE_REF:-}" ]; then
    # The usual check-out has one commit: the pull request merged into its base. So the base alone is what to compare with.
    git fetch --quiet --no-tags --depth=1 origin "$GITHUB_BASE_REF"
    arguments+=(--diff-base FETCH_HEAD)
fi
# Lists separated by spaces, as the inputs of an action are.
read -r -a more <<<"${COPYDESK_ARGUMENTS:-}"
read -r -a paths <<<"${COPYDESK_PATHS:-.}"

code=0
copydesk lint "${arguments[@]}" ${more[@]+"${more[@]}"} -- "${paths[@]}" || code=$?

findings=$(wc -l <"$report" | tr -d ' ')
if [ -n "${GITHUB_OUTPUT:-}" ]; then
    printf 'sarif=%s\nfindings=%s\n' "$sarif" "$findings" >>"$GITHUB_OUTPUT"
fi
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    {
        printf '### Copydesk: %s findings\n\n' "$findings"
        if [ "$findings" != 0 ]; then
            printf '| rule | findings |\n|---|---|\n'
            sed -n 's/.*"rule":"\([a-z-]*\)".*/\1/p' "$report" | sort | uniq -c | sort -rn |
                while read -r count rule; do printf '| `%s` | %s |\n' "$rule" "$count"; done
        fi
    } >>"$GITHUB_STEP_SUMMARY"
fi
exit "$code"
