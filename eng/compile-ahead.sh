#!/usr/bin/env bash
# Compiles the libraries of a folder of programs for this processor, in place, as a publish has them.
#   eng/compile-ahead.sh FOLDER COMPILER RUNTIME...    COMPILER: crossgen2; RUNTIME: folders of the runtimes they run on
set -euo pipefail
export folder=$1 compiler=$2
shift 2
export references="$(printf -- '-r %s/*.dll ' "$@" "$folder")"
export made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

compile() { # compile LIBRARY; one that is compiled already, or holds no code, stays as it is
  set -f
  if "$compiler" "$1" -o "$made/${1##*/}" -O $references >"$made/${1##*/}.log" 2>&1; then
    mv "$made/${1##*/}" "$1"
    echo "${1##*/}"
  fi
}
export -f compile
# Not the tests and what runs them: they start once. Nor large libraries that hardly a start comes to.
count=$(find "$folder" -maxdepth 1 -name '*.dll' ! -name 'xunit*' ! -name 'testhost*' ! -name '*Test*' \
  ! -name 'OpenAI.dll' ! -name 'AngleSharp.dll' ! -name 'Npgsql.dll' ! -name 'UglyToad.*' ! -name 'Spectre.*' -print0 |
  xargs -0 -P "$(nproc)" -I {} bash -c 'compile {}' | wc -l)
echo "$folder: $count libraries compiled ahead"
