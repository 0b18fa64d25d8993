#!/usr/bin/env bash
# Builds and runs every test assembly, then prints one line: how many passed and failed in all. TESTS=all runs the slow ones too.
set -euo pipefail
cd "$(dirname "$0")/.."
configuration=${CONFIGURATION:-Release}

conformance=tests/Conformance
if [ -e $conformance/package-lock.json ] && [ ! $conformance/node_modules/.package-lock.json -nt $conformance/package-lock.json ]; then
  (cd $conformance && npm ci --no-audit --no-fund --loglevel=error)
fi

rm -rf TestResults
# One compiler for all projects, whatever the environment says: a third of the time. It goes as soon as it is not needed any more.
# CI takes the packages of the lock files or none.
dotnet build DaprProcessing.sln -c "$configuration" -v q -p:UseSharedCompilation=true -p:RestoreLockedMode="${CI:-false}"
dotnet build-server shutdown --vbcscompiler >/dev/null
dotnet msbuild tests/EndToEnd -t:CompileAhead -p:Configuration="$configuration" -v:m -nologo
# Programs that live for seconds: code that is compiled once is good enough, and to compile it again is half of their processor
# time. Hexadecimal.
export DOTNET_TC_CallCountThreshold=7530
status=0
run() { # run PROJECT [options...]
  dotnet test "$@" -c "$configuration" --blame-hang-timeout 5m --blame-hang-dump-type none \
    --logger "trx;LogFilePrefix=run" --results-directory TestResults || status=$?
}
# One assembly after the other: several start servers of their own, and two of them at once on two cores measure each other.
run DaprProcessing.sln --no-build -m:1

count() { # count attribute: the sum over all result files
  cat TestResults/*.trx 2>/dev/null | { grep -oE '<Counters [^>]*' || true; } |
    awk -v name="$1" 'match($0, " " name "=\"[0-9]+") { sum += substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) } END { print sum + 0 }'
}
passed=$(count passed) failed=$(count failed)
# Again at the end, where a reader of a long log looks first.
[ "$failed" -eq 0 ] || awk '
  /<UnitTestResult / { left = 0 }
  /<UnitTestResult .*outcome="Failed"/ && match($0, /testName="[^"]*"/) {
    print "failed: " substr($0, RSTART + 10, RLENGTH - 11)
    left = 120
  }
  /<Message>/ { inside = 1 }
  inside && left-- > 0 { line = $0; gsub(/ *<\/?Message>/, "", line); print "    " line }
  /<\/Message>/ { inside = left = 0 }' TestResults/*.trx
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  echo "A test assembly ended without a full result; see above." >&2
fi
echo "$(($(count total) - $(count executed))) skipped: slow (\`make test-all\`), or not to be run on this machine"
echo "$passed passed, $failed failed"
exit "$status"
