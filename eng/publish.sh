#!/usr/bin/env bash
# Writes publish/: the whole platform for linux-x64 with its own .NET runtime, compiled ahead for a quick start.
#   eng/publish.sh [FOLDER]       PLATFORM=linux/arm64 writes publish-arm64/, for that processor; it runs on one only
# One folder for all programs: dapr-processing (everything in one process), each service by itself, dproc (the command line),
# LocalRuntime and document-engine share the same libraries and runtime.
set -euo pipefail
cd "$(dirname "$0")/.."
platform=${PLATFORM:-linux/amd64}
# MSBuild would take the variable for a property of its own.
unset PLATFORM
case $platform in
  linux/amd64) out=publish runtime=linux-x64 arm64= machine='x86-64' ;;
  linux/arm64) out=publish-arm64 runtime=linux-arm64 arm64=-p:Arm64=true machine='AArch64' ;;
  *) echo "publish: PLATFORM is linux/amd64 or linux/arm64, not '$platform'" >&2; exit 2 ;;
esac
out=${1:-$out}
# CUDA=1: ONNX Runtime with CUDA in place of the one for processors; CUDA and cuDNN are the machine's.
cuda=${CUDA:+-p:Cuda=true}
if [ -n "$cuda" ] && [ -n "$arm64" ]; then
  echo "publish: ONNX Runtime with CUDA is there for linux/amd64 alone; take CUDA or PLATFORM away" >&2
  exit 2
fi

# The packages of the lock files, by their hashes, and no others. CUDA and arm64 have some more, of which no lock file tells.
[ -n "$cuda$arm64" ] && locked= || locked=-p:RestoreLockedMode=true

rm -rf "$out"
# The host references every program, so its publish output holds them all.
dotnet publish local/Host -c Release -r $runtime --self-contained -p:PublishReadyToRun=true -p:DebugType=none $locked $cuda $arm64 -o "$out" -v q
for folder in components samples; do
  [ ! -d $folder ] || cp -r $folder "$out/"
done
rm -rf "$out/samples/src"
cp eng/setup.sh eng/native-packages.txt "$out/"
cp LICENSE "$out/"
# Models that `make models` has brought: images are made of this folder, and nothing is downloaded at run time. Not those of
# layout, unless KINDS names them: their authors' terms are to be read first (eng/models.sh).
models=${MODELS:-models}
for kind in ${KINDS:-piper whisper ocr}; do
  [ ! -d "$models/$kind" ] || { mkdir -p "$out/models" && cp -rL "$models/$kind" "$out/models/"; }
done

for program in dapr-processing dproc LocalRuntime $(eng/programs.sh platform/*Engine/*.csproj services/*/*.csproj); do
  [ -x "$out/$program" ] || { echo "publish: $out/$program is missing" >&2; exit 1; }
done
# What is for another processor was copied, not made: it would show at the first call only. The ELF header names the machine.
find "$out" -type f -not -path "$out/models/*" -print0 | while IFS= read -r -d '' file; do
  [ "$(head -c 4 "$file" | tr -d '\0')" = $'\177ELF' ] || continue
  code=$(od -An -j18 -N2 -tu2 "$file" | tr -d ' ')
  case $machine.$code in x86-64.62 | AArch64.183) ;; *) echo "publish: $file is not for $machine (ELF machine $code)" >&2; exit 1 ;; esac
done
echo "$out: $(du -sh "$out" | cut -f1), models: $(ls "$out/models" 2>/dev/null | xargs); start it with $out/dapr-processing run"
