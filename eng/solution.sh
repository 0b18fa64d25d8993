#!/usr/bin/env bash
# Writes DaprProcessing.sln, and Cluster.slnf (what a cluster runs: everything outside local/ and tests/), from the project files.
# Run it after adding or removing a project; a test compares. `dotnet sln add` would do, but for the x64 and x86 rows it puts in.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

mapfile -t projects < <(find clients local platform services tests -name '*.csproj' -not -path '*/node_modules/*' 2>/dev/null | sort)
id() { # id NAME: the same GUID for the same name
  local hash
  hash=$(printf %s "$1" | md5sum | tr a-f A-F)
  echo "{${hash:0:8}-${hash:8:4}-${hash:12:4}-${hash:16:4}-${hash:20:12}}"
}

{
  printf '\n%s\n%s\n' 'Microsoft Visual Studio Solution File, Format Version 12.00' '# Visual Studio Version 17'
  for folder in $(printf '%s\n' "${projects[@]%%/*}" | sort -u); do
    printf 'Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "%s", "%s", "%s"\nEndProject\n' "$folder" "$folder" "$(id "$folder")"
  done
  for project in "${projects[@]}"; do
    printf 'Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "%s", "%s", "%s"\nEndProject\n' \
      "$(basename "$project" .csproj)" "${project//\//\\}" "$(id "$project")"
  done
  printf 'Global\n\tGlobalSection(SolutionConfigurationPlatforms) = preSolution\n'
  printf '\t\t%s|Any CPU = %s|Any CPU\n' Debug Debug Release Release
  printf '\tEndGlobalSection\n\tGlobalSection(ProjectConfigurationPlatforms) = postSolution\n'
  for project in "${projects[@]}"; do
    for configuration in Debug Release; do
      for step in ActiveCfg Build.0; do
        printf '\t\t%s.%s|Any CPU.%s = %s|Any CPU\n' "$(id "$project")" $configuration $step $configuration
      done
    done
  done
  printf '\tEndGlobalSection\n\tGlobalSection(NestedProjects) = preSolution\n'
  for project in "${projects[@]}"; do
    printf '\t\t%s = %s\n' "$(id "$project")" "$(id "${project%%/*}")"
  done
  printf '\tEndGlobalSection\nEndGlobal\n'
} >DaprProcessing.sln

{
  printf '{\n  "solution": {\n    "path": "DaprProcessing.sln",\n    "projects": [\n'
  printf '%s\n' "${projects[@]}" | grep -vE '^(local|tests)/' | sed 's#/#\\\\#g; s#.*#      "&"#; $!s/$/,/'
  printf '    ]\n  }\n}\n'
} >Cluster.slnf
