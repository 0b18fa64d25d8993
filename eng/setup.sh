#!/usr/bin/env bash
# Installs what the platform needs from the distribution, when it is not there yet.
#   eng/setup.sh runtime|test|bench|samples
# Decides by looking for the libraries, programs and files themselves, so that a machine that has them from
# elsewhere is left alone, and a second run costs some milliseconds.
set -euo pipefail

profile=${1:-runtime}
libraries=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true)
missing=()

need() { # need kind name package...
  local kind=$1 name=$2
  shift 2
  case $kind in
    library) [[ $libraries == *"$name "* ]] && return ;;
    program) PATH=$PATH:/sbin:/usr/sbin command -v "$name" >/dev/null && return ;;
    file) compgen -G "$name" >/dev/null && return ;;
  esac
  missing+=("$@")
}

runtime() {
  need library libpoppler-glib.so.8 libpoppler-glib8
  need library libcairo.so.2 libcairo2
  need library libtesseract.so.5 libtesseract5
  need program tesseract tesseract-ocr
  need file '/usr/share/tesseract-ocr/*/tessdata/eng.traineddata' tesseract-ocr-eng
  need program nats-server nats-server
  # A PDF may name the 14 standard fonts and CJK character maps without carrying them.
  need file /usr/share/fonts/opentype/urw-base35 fonts-urw-base35
  need file /usr/share/poppler/cMap poppler-data
  need program fc-match fontconfig
}

tests() {
  runtime
  need program radosgw radosgw
  need program ceph-mon ceph-mon
  need program ceph-osd ceph-osd
  need program qpdf qpdf
  need program pdftotext poppler-utils
  need program curl curl
  need file '/usr/lib/*/faketime/libfaketimeMT.so.1' libfaketime
  need program node nodejs
  need program npm npm
  need program python3 python3
}

bench() {
  runtime
  need program pdftoppm poppler-utils
  need program ocrmypdf ocrmypdf
  need program qpdf qpdf
}

samples() {
  need program chromium chromium
  need program convert imagemagick
  need program qpdf qpdf
  need program pdftoppm poppler-utils
  need file /usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf fonts-noto-core
  need file /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf fonts-droid-fallback
}

case $profile in
  runtime | bench | samples) "$profile" ;;
  test) tests ;;
  *) echo "usage: $0 runtime|test|bench|samples" >&2; exit 2 ;;
esac
[ ${#missing[@]} -gt 0 ] || exit 0

install=(apt-get install -y -q -o DPkg::Lock::Timeout=300 --no-install-recommends "${missing[@]}")
if ! command -v apt-get >/dev/null; then
  echo "setup: missing here: ${missing[*]} (names of Debian packages); install them and start again." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "setup: needs root once. Run: sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends ${missing[*]}'" >&2
  exit 1
fi

# Servers are started by the platform and its tests on ports of their choice, never by the package.
exec 9>/run/lock/dapr-processing-setup
flock 9
policy=/usr/sbin/policy-rc.d
[ ! -e $policy ] || mv $policy $policy.before-setup
restore() {
  rm -f $policy
  [ ! -e $policy.before-setup ] || mv $policy.before-setup $policy
}
trap restore EXIT
printf '#!/bin/sh\nexit 101\n' >$policy
chmod +x $policy

echo "setup: installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { apt-get install -s --no-install-recommends "${missing[@]}" >/dev/null 2>&1 && "${install[@]}" >"$log" 2>&1; }; then
  # Package lists absent or older than the mirror.
  if ! { apt-get update -q >"$log" 2>&1 && "${install[@]}" >>"$log" 2>&1; }; then
    tail -n 20 "$log" >&2
    echo "setup: apt-get failed; the whole log is $log" >&2
    exit 1
  fi
fi
rm -f "$log"
# Without this the broker of the package would start at the next boot, on the standard port.
if [ -d /run/systemd/system ] && [[ " ${missing[*]} " == *" nats-server "* ]]; then
  systemctl disable -q nats-server || true
fi
