#!/usr/bin/env bash
# Writes publish/: the whole platform for linux-x64 with its own .NET runtime, compiled ahead for a quick start.
# One folder for all programs: dapr-processing (everything in one process), each service by itself, LocalRuntime and
# document-engine share the same libraries and runtime.
set -euo pipefail
cd "$(dirname "$0")/.."
out=${1:-publish}
# CUDA=1: ONNX Runtime with CUDA in place of the one for processors; CUDA and cuDNN are the machine's.
cuda=${CUDA:+-p:Cuda=true}

rm -rf "$out"
# The host references every program, so its publish output holds them all.
dotnet publish local/Host -c Release -r linux-x64 --self-contained -p:PublishReadyToRun=true -p:DebugType=none $cuda -o "$out" -v q
for folder in components samples; do
  [ ! -d $folder ] || cp -r $folder "$out/"
done
rm -rf "$out/samples/src"
cp eng/setup.sh eng/native-packages.txt "$out/"
cp LICENSE "$out/"

for program in dapr-processing LocalRuntime $(eng/programs.sh platform/*Engine/*.csproj services/*/*.csproj); do
  [ -x "$out/$program" ] || { echo "publish: $out/$program is missing" >&2; exit 1; }
done
echo "$out: $(du -sh "$out" | cut -f1), start it with $out/dapr-processing run"
