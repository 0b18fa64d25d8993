#!/usr/bin/env bash
# Writes what is in a publish as CycloneDX JSON: the packages of the host's lock file, which is the closure of every program, the .NET
# runtime that is published with them, and the Debian packages that setup.sh installs beside. The same input gives the same file.
#   eng/sbom.sh [publish/sbom.cdx.json]       PLATFORM=linux/arm64 for what is in publish-arm64/: its runtime is another package
set -euo pipefail
cd "$(dirname "$0")/.."
case ${PLATFORM:-linux/amd64} in
  linux/amd64) publish=publish runtime=linux-x64 ;;
  linux/arm64) publish=publish-arm64 runtime=linux-arm64 ;;
  *) echo "sbom: PLATFORM is linux/amd64 or linux/arm64, not '$PLATFORM'" >&2; exit 2 ;;
esac
out=${1:-$publish/sbom.cdx.json}
version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)

component() { # component TYPE NAME VERSION PURL [SHA512]
  printf '%s    {"type": "%s", "name": "%s"' "$separator" "$1" "$2"
  [ -z "$3" ] || printf ', "version": "%s"' "$3"
  printf ', "purl": "%s"' "$4"
  [ -z "${5:-}" ] || printf ', "hashes": [{"alg": "SHA-512", "content": "%s"}]' "$5"
  printf '}'
  separator=$',\n'
}

packages() { # name, version, SHA-512 in base64, of each package of the lock file once
  awk -F'"' '
    /^      "[^"]+": \{$/ { name = $2; version = "" }
    /^        "resolved": / { version = $4 }
    /^        "contentHash": / { if (version != "") print name, version, $4 }' local/Host/packages.lock.json | LC_ALL=C sort -u
}

mkdir -p "$(dirname "$out")"
{
  printf '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.6",\n  "version": 1,\n'
  printf '  "metadata": {"component": {"type": "application", "name": "dapr-processing", "version": "%s"}},\n' "$version"
  printf '  "components": [\n'
  separator=
  while read -r name resolved hash; do
    component library "$name" "$resolved" "pkg:nuget/$name@$resolved" "$(base64 -d <<<"$hash" | od -An -v -tx1 | tr -d ' \n')"
  done < <(packages)
  # Known once there is a publish: which runtime is in it.
  if [ -f "$publish/dapr-processing.runtimeconfig.json" ]; then
    while read -r name resolved; do
      component framework "$name" "$resolved" "pkg:nuget/$name.Runtime.$runtime@$resolved"
    done < <(tr -d ' \n' < "$publish/dapr-processing.runtimeconfig.json" \
      | grep -oE '"name":"[^"]+","version":"[^"]+"' | sed -E 's/"name":"([^"]+)","version":"([^"]+)"/\1 \2/' | LC_ALL=C sort -u)
  fi
  while read -r package; do
    component library "$package" "" "pkg:deb/debian/$package"
  done < <(awk '!/^#/ && NF >= 4 && $3 != "-" { print $3 }' eng/native-packages.txt | LC_ALL=C sort -u)
  printf '\n  ]\n}\n'
} > "$out"
echo "$out: $(grep -c '"purl"' "$out") components"
