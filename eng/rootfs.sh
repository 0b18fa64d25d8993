#!/usr/bin/env bash
# The root file system of one image without a container engine, and the service started in it: a minimal Debian, the packages that
# native-packages.txt has for it, the programs, a user of no rights, nothing writable but /tmp. What the image lacks shows here.
#   eng/rootfs.sh SERVICE FOLDER [PROGRAMS]     as root; PROGRAMS is publish/ by default. The folder is kept for the next time.
set -euo pipefail
cd "$(dirname "$0")/.."
service=${1:?which service} root=${2:?which folder} programs=$(realpath "${3:-publish}")

for program in debootstrap unshare chroot curl; do
  command -v $program >/dev/null || { echo "rootfs: the program '$program' is not on the PATH" >&2; exit 1; }
done
[ "$(id -u)" -eq 0 ] || { echo "rootfs: needs root" >&2; exit 1; }
[ -x "$programs/$service" ] || { echo "rootfs: $programs has no program $service; make publish writes it" >&2; exit 1; }

if [ ! -e "$root/.complete" ]; then
  rm -rf "$root"
  mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -n 1 | tr -d ' ' || true)
  debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} >/dev/null
  touch "$root/.complete"
fi
mkdir -p "$root/app"
cp -r "$programs/." "$root/app/"
cp eng/setup.sh eng/native-packages.txt "$root/app/"
cp /etc/resolv.conf "$root/etc/resolv.conf"
unshare --mount bash -c 'mount -t proc proc "$1/proc"; chroot "$1" /app/setup.sh image "$2"' - "$root" "$service"

port=$((20000 + RANDOM % 10000))
# shellcheck disable=SC2016
unshare --mount bash -c '
  mount --bind "$1" "$1"; mount -t proc proc "$1/proc"; mount -t tmpfs -o mode=1777 tmpfs "$1/tmp"
  mount -o remount,ro,bind "$1"
  exec chroot --userspec=65532:65532 "$1" /usr/bin/env -i PATH=/usr/bin:/bin DOTNET_EnableDiagnostics=0 TMPDIR=/tmp \
    Models__Folder=/app/models Component__HealthPort="$3" "/app/$2" --urls="http://127.0.0.1:$3"' - "$root" "$service" "$port" >"$root.log" 2>&1 &
running=$!
trap 'kill $running 2>/dev/null || true; wait $running 2>/dev/null || true' EXIT
for _ in {1..300}; do
  if curl -fsS "http://127.0.0.1:$port/healthz/live" >/dev/null 2>&1; then
    echo "rootfs: $service is alive in $root ($(du -sh "$root" | cut -f1)), as user $(stat -c %u /proc/$running), root file system read-only"
    exit 0
  fi
  kill -0 $running 2>/dev/null || break
  sleep 0.2
done
echo "rootfs: $service does not live in $root:" >&2
tail -n 20 "$root.log" >&2
exit 1
