#!/usr/bin/env bash
# Builds an image for each program of the platform from publish/, or says what is missing.
#   eng/images.sh [SERVICE...]       PREFIX=dapr-processing TAG=0.2.0 ENGINE=docker|podman PLATFORM=linux/amd64
set -euo pipefail
cd "$(dirname "$0")/.."

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
prefix=${PREFIX:-dapr-processing} tag=${TAG:-$version}
engine=${ENGINE:-}
for candidate in docker podman; do
  [ -n "$engine" ] || ! command -v $candidate >/dev/null || engine=$candidate
done

# The publish is for one platform, and an image must not say that it is for another.
if [ -n "${PLATFORM:-}" ] && [ "$PLATFORM" != linux/amd64 ]; then
  echo "images: PLATFORM=$PLATFORM: publish/ holds programs for linux/amd64 alone (RuntimeIdentifiers in Directory.Build.props)" >&2
  exit 1
fi

missing=()
if [ -z "$engine" ]; then
  missing+=("a container engine: docker (with buildx) or podman on the PATH")
elif ! "$engine" info >/dev/null 2>&1; then
  missing+=("a container engine that answers: '$engine info' fails")
fi
[ -x publish/gateway ] || missing+=("the programs: make publish")
if [ ${#missing[@]} -gt 0 ]; then
  printf 'images: missing %s\n' "${missing[@]}" >&2
  exit 1
fi

# A folder of services/ is a program. dapr-processing is the chart's hook (streams).
if [ $# -gt 0 ]; then services=("$@"); else
  mapfile -t services < <(eng/programs.sh services/*/*.csproj; echo dapr-processing)
fi
for service in "${services[@]}"; do
  "$engine" build ${PLATFORM:+--platform "$PLATFORM"} --build-arg "SERVICE=$service" -t "$prefix/$service:$tag" .
done
