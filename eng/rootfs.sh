#!/usr/bin/env bash
# The root file system of an image without a container engine, and its service started in it: a minimal Debian, the packages that
# native-packages.txt has for it and no other image's, the programs, a user of no rights, no network, nothing writable but /tmp.
# What the image lacks shows here. Prints what each service says of its engines (/healthz/report).
#   eng/rootfs.sh FOLDER [SERVICE...]     as root; PROGRAMS=publish, PACKAGES_OF=SERVICE for another's packages. Every image where
#   none is named. The folder is kept for the next time, with the packages in it as they were.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:?which folder} programs=$(realpath "${PROGRAMS:-publish}")
shift
mapfile -t services < <(if [ $# -gt 0 ]; then printf "%s\n" "$@"; else eng/images.sh --list; fi)

for program in debootstrap unshare chroot curl ip nats-server; do
  PATH=$PATH:/sbin:/usr/sbin command -v $program >/dev/null || { echo "rootfs: the program '$program' is not on the PATH" >&2; exit 1; }
done
[ "$(id -u)" -eq 0 ] || { echo "rootfs: needs root" >&2; exit 1; }
mkdir -p "$folder/debs"
folder=$(realpath "$folder")
# Two runs side by side: the second one finds what the first has made.
exec 9>"$folder/lock"
flock 9

base() { # what images stand on, once for all
  [ ! -e "$folder/base/.complete" ] || return 0
  rm -rf "$folder/base"
  local mirror
  mirror=$(grep -rhoE 'https?://[^ ]+/debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -n 1 | tr -d ' ' || true)
  debootstrap --variant=minbase --cache-dir="$folder/debs" bookworm "$folder/base" ${mirror:+"$mirror"} >"$folder/base.log" ||
    { tail -n 20 "$folder/base.log" >&2; exit 1; }
  mkdir -p "$folder/base/app"
  # As Debian's slim image has it: no documentation, and dpkg waits for no disk.
  printf '%s\n' force-unsafe-io path-exclude={/usr/share/doc,/usr/share/info,/usr/share/locale,/usr/share/man}/* \
    >"$folder/base/etc/dpkg/dpkg.cfg.d/slim"
  cp /etc/resolv.conf "$folder/base/etc/resolv.conf"
  touch "$folder/base/.complete"
}

# Images of the same lines of the list have the same packages, and one root file system.
root_of() { # root_of SERVICE: prints its folder, which is made where it is not there
  local key root
  key=$(awk -v service="$1" '!/^#/ && NF { for (i = 4; i <= NF; i++) if ($i == service || $i == "all") print }' eng/native-packages.txt |
    cat - eng/setup.sh | sha256sum | cut -c 1-12)
  root=$folder/root-$key
  if [ ! -e "$root/.complete" ]; then
    base
    rm -rf "$root"
    cp -a "$folder/base" "$root"
    rm "$root/.complete"
    # shellcheck disable=SC2016
    unshare --mount bash -ec '
      mount -t proc proc "$1/proc"; mount --bind "$2" "$1/app"; mount --bind "$3" "$1/var/cache/apt/archives"
      mkdir -p "$3/partial"; chroot "$1" /app/setup.sh image "$4"' - "$root" "$programs" "$folder/debs" "$1" >"$root.log" 2>&1 ||
      { tail -n 20 "$root.log" >&2; exit 1; }
    touch "$root/.complete"
  fi
  echo "$root"
}

# In namespaces of its own: ports are free, nothing outside is reached, and with the script all in it ends.
# shellcheck disable=SC2016
start='
  root=$1 service=$2 log=$1.$2.log
  ip link set lo up
  touch "$log"
  mount --bind "$root" "$root"; mount --bind "$3" "$root/app"
  # Programs without a runtime of their own are shown that of this machine.
  mkdir -p "$root/usr/share/dotnet"
  [ -e "$3/libcoreclr.so" ] || mount --bind "$(dirname "$(readlink -f "$(command -v dotnet)")")" "$root/usr/share/dotnet"
  mount -t proc proc "$root/proc"; mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
  mount -o remount,ro,bind "$root"
  within() {
    chroot "$root" setpriv --reuid=65532 --regid=65532 --clear-groups --no-new-privs --bounding-set=-all \
      env -i PATH=/usr/bin:/bin DOTNET_EnableDiagnostics=0 TMPDIR=/tmp Models__Folder=/app/models ObjectStore__Bucket=none "$@" >"$log" 2>&1
  }
  if [ "$service" = dapr-processing ]; then
    # The hook of the chart is no service: it makes the streams and ends.
    nats-server -a 127.0.0.1 -js -sd "$root/tmp/nats" >/dev/null 2>&1 &
    within NATS_URL=nats://127.0.0.1:4222 /app/dapr-processing streams || exit 1
    echo "made streams"
    exit
  fi
  # Libraries of the programs find theirs: but for what a tracer alone asks for, and what Whisper.net loads before them itself.
  libraries=(/app -name "*.so")
  [ "$service" = audio-transcription ] || libraries+=(! -name "lib*whisper*")
  if chroot "$root" find "${libraries[@]}" -exec ldd {} ";" 2>&1 | grep "not found" | grep -v -e liblttng-ust -e libggml >"$log"; then
    exit 1
  fi
  within Component__HealthPort=8080 "/app/$service" --urls=http://127.0.0.1:8080 &
  for _ in {1..600}; do
    if curl -fsS http://127.0.0.1:8080/healthz/live >/dev/null 2>&1; then break; fi
    kill -0 $! 2>/dev/null || exit 1
    sleep 0.1
  done
  curl -fsS http://127.0.0.1:8080/healthz/live >/dev/null
  report=$(curl -fsS http://127.0.0.1:8080/healthz/report 2>/dev/null || true)
  echo "${report:-live}"
  # Live is before the engine has been asked for its libraries: asked here as the pool asks it (platform/Engines/Protocol), whose
  # end is the engine end, so that the pipe stays open until there is an answer.
  if [[ $report == *document-engine* ]]; then
    log=$root.$service.engine.log
    rm -f "$log"
    {
      printf "\x0f\0\0\0{\"operation\":0}"
      for _ in {1..600}; do [ ! -s "$log" ] || break; sleep 0.1; done
    } | within /app/document-engine
    [ -s "$log" ]
    ! grep -aq failure "$log" || exit 1
  fi'

for service in "${services[@]}"; do
  [ -x "$programs/$service" ] || { echo "rootfs: $programs has no program $service; make publish writes it" >&2; exit 1; }
  root=$(root_of "${PACKAGES_OF:-$service}")
  said=$(unshare --mount --net --pid --fork --kill-child bash -ec "$start" - "$root" "$service" "$programs") ||
    { echo "rootfs: $service does not live in $root:" >&2; grep -avh '^   at ' "$root.$service".*log | tail -n 20 >&2; exit 1; }
  echo "$service: $said"
done
