#!/usr/bin/env bash
# Runs every test and closes with "N passed, N failed". Installs what the tests need when it is missing: Debian's chromium, its headless shell, postgresql and curl.
#   ./test.sh                 all tests
#   ./test.sh UnitTests …     the named test projects
# CONFIGURATION chooses the build (Release). Results are left in artifacts/test-results.
set -uo pipefail
cd "$(dirname "$0")"
configuration=${CONFIGURATION:-Release}
results=$PWD/artifacts/test-results
projects=("$@")
[ ${#projects[@]} -gt 0 ] || projects=(UnitTests ComponentTests E2E)

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
command -v chromium >/dev/null 2>&1 || [ -n "${CHROMIUM:-}" ] || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v curl >/dev/null 2>&1 || missing+=(curl)
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing ${missing[*]} for the tests"
  as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || {
    echo "Could not install ${missing[*]}. Install them by hand (Debian: apt-get install ${missing[*]}) and run this again." >&2
    echo "0 passed, 1 failed"
    exit 1
  }
fi

# The browser without its windows, as far as it can be had: the tests take it when it is there, for it is lighter.
if [ -z "${CHROMIUM:-}" ] && ! command -v chromium-headless-shell >/dev/null 2>&1; then
  quick=(-o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 -o Acquire::Retries=0)
  (as_root apt-get "${quick[@]}" update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get "${quick[@]}" install -y -qq --no-install-recommends chromium-headless-shell) >/dev/null 2>&1 ||
    echo "Without chromium-headless-shell: the tests drive chromium itself"
fi

rm -rf "$results"
mkdir -p "$results"
if ! dotnet build App.sln -c "$configuration" -v quiet --nologo; then
  echo "0 passed, 1 failed"
  exit 1
fi

status=0
for project in "${projects[@]}"; do
  echo "== $project"
  dotnet test "tests/$project" -c "$configuration" --no-build --nologo \
    --logger "trx;LogFileName=$project.trx" --results-directory "$results" || status=1
done

count() { # attribute: summed over the result files
  local sum=0 value
  for value in $(grep -ho "<Counters [^>]*" "$results"/*.trx 2>/dev/null | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*'); do
    sum=$((sum + value))
  done
  echo "$sum"
}

passed=$(count passed)
failed=$(($(count failed) + $(count error) + $(count timeout) + $(count aborted)))
executed=$(count executed)
skipped=$(($(count total) - executed))

# A runner that died leaves no count: that is a failure, not a success of nothing.
for project in "${projects[@]}"; do
  [ -s "$results/$project.trx" ] || { echo "$project left no result" >&2; failed=$((failed + 1)); }
done
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] || status=1
if [ "$skipped" -gt 0 ]; then
  echo "$passed passed, $failed failed, $skipped skipped"
else
  echo "$passed passed, $failed failed"
fi
exit "$status"
