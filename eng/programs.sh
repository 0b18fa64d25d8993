#!/usr/bin/env bash
# Prints the program of each project: its name with dashes, so that PngToText is png-to-text.
#   eng/programs.sh services/*/*.csproj
set -euo pipefail
for project in "$@"; do
  basename "$project" .csproj | sed -E 's/([a-z0-9])([A-Z])/\1-\2/g' | tr '[:upper:]' '[:lower:]'
done
