#!/usr/bin/env bash
# Builds an image for each program of the platform from publish/, or says what is missing.
#   eng/images.sh [SERVICE...]       PREFIX=dapr-processing TAG=0.2.0 ENGINE=docker|podman PLATFORM=linux/amd64|linux/arm64
#   eng/images.sh --list             which programs those are
#   OFFICE=1 puts LibreOffice into the image of pdf-to-png; BASE=image is what they stand on, Debian 12 where empty
set -euo pipefail
cd "$(dirname "$0")/.."

# A folder of services/ is a program. dapr-processing is the chart's hook (streams).
programs() { eng/programs.sh services/*/*.csproj; echo dapr-processing; }
[ "${1:-}" != --list ] || { programs; exit; }

version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
prefix=${PREFIX:-dapr-processing} tag=${TAG:-$version}
engine=${ENGINE:-}
for candidate in docker podman; do
  [ -n "$engine" ] || ! command -v $candidate >/dev/null || engine=$candidate
done

# A publish is for one processor, and an image must not say that it is for another.
case ${PLATFORM:-linux/amd64} in
  linux/amd64) publish=publish ;;
  linux/arm64) publish=publish-arm64 ;;
  *) echo "images: PLATFORM is linux/amd64 or linux/arm64, not '$PLATFORM'" >&2; exit 2 ;;
esac

missing=()
if [ -z "$engine" ]; then
  missing+=("a container engine: docker (with buildx) or podman on the PATH")
elif ! "$engine" info >/dev/null 2>&1; then
  missing+=("a container engine that answers: '$engine info' fails")
fi
[ -x $publish/gateway ] || missing+=("the programs: make publish${PLATFORM:+ PLATFORM=$PLATFORM}")
if [ ${#missing[@]} -gt 0 ]; then
  printf 'images: missing %s\n' "${missing[@]}" >&2
  exit 1
fi

if [ $# -gt 0 ]; then services=("$@"); else mapfile -t services < <(programs); fi
for service in "${services[@]}"; do
  "$engine" build ${PLATFORM:+--platform "$PLATFORM"} --build-arg "SERVICE=$service" --build-arg "PUBLISH=$publish" \
    --build-arg "OFFICE=${OFFICE:-}" ${BASE:+--build-arg "BASE=$BASE"} -t "$prefix/$service:$tag" .
done
