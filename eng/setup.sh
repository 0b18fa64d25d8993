#!/usr/bin/env bash
# Installs what the platform needs from the distribution, when it is not there yet.
#   eng/setup.sh runtime|test|bench|quality|charts|samples
#   eng/setup.sh office           LibreOffice, for page images of Office files; no other profile has it
#   eng/setup.sh languages [LANGUAGE...]  data of Tesseract for these (deu, chi_sim); without any, says which are there
#   eng/setup.sh image SERVICE    what native-packages.txt, beside this script, has for one service
# Decides by looking for the libraries, programs and files themselves, so that a machine that has them from
# elsewhere is left alone, and a second run costs some milliseconds.
set -euo pipefail

profile=${1:-runtime}
list=$(dirname "$0")/native-packages.txt
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

# PDFium: of the one Debian package that carries it (29 MB, 204 MB installed) its library alone is kept (4 MB), and
# what the library needs is installed. Where PDFIUM_LIBRARY names a build, or LibreOffice is there, nothing is done.
pdfium_place=/usr/local/lib/dapr-processing/libpdfiumlo.so
pdfium_package=libreoffice-core-nogui
take_pdfium=

pdfium() {
  [ -z "${PDFIUM_LIBRARY:-}" ] || return 0
  [ ! -e /usr/lib/libreoffice/program/libpdfiumlo.so ] || return 0
  need library libjpeg.so.62 libjpeg62-turbo
  need library liblcms2.so.2 liblcms2-2
  need library libicuuc.so.72 libicu72
  need library libopenjp2.so.7 libopenjp2-7
  need library libabsl_bad_optional_access.so.20220623 libabsl20220623
  need library libfreetype.so.6 libfreetype6
  [ -s $pdfium_place ] || take_pdfium=yes
}

fetch_pdfium() {
  local folder
  folder=$(mktemp -d)
  # apt's own user writes the download where it may.
  chmod 755 "$folder"
  (
    cd "$folder"
    apt-get download -q $pdfium_package || { apt-get update -q && apt-get download -q $pdfium_package; }
    dpkg-deb --fsys-tarfile ./*.deb | tar -x ./usr/lib/libreoffice/program/libpdfiumlo.so
  ) >"$folder/log" 2>&1 ||
    { cat "$folder/log" >&2; echo "setup: could not take PDFium out of $pdfium_package" >&2; exit 1; }
  install -D -m 644 "$folder/usr/lib/libreoffice/program/libpdfiumlo.so" $pdfium_place.new
  mv $pdfium_place.new $pdfium_place
  rm -rf "$folder"
}

from_list() { # from_list SERVICE: what the list has for it; for a machine, host, everything
  local kind name package services
  while read -r kind name package services; do
    case $kind in '' | '#'*) continue ;; esac
    [ "$1" = host ] || [[ " $services " == *" $1 "* || $services == all ]] || continue
    case $kind in
      pdfium) pdfium ;;
      *) need "$kind" "$name" "$package" ;;
    esac
  done <"$list"
}

runtime() { from_list host; }

tests() {
  runtime
  need program radosgw radosgw
  need program ceph-mon ceph-mon
  need program ceph-osd ceph-osd
  need program qpdf qpdf
  need program pdftotext poppler-utils
  need program curl curl
  need program ip iproute2
  need file '/usr/lib/postgresql/*/bin/postgres' postgresql
  need file '/usr/lib/*/faketime/libfaketimeMT.so.1' libfaketime
  need program node nodejs
  need program npm npm
  need program python3 python3
  need program chromium chromium
  need program debootstrap debootstrap
}

bench() {
  runtime
  need program pdftoppm poppler-utils
  need program ocrmypdf ocrmypdf
  need program qpdf qpdf
  need program convert-im6.q16 imagemagick
}

quality() {
  runtime
  need program pdftotext poppler-utils
  need program convert-im6.q16 imagemagick
}

charts() {
  need program node nodejs
  need program npm npm
  need program nats-server nats-server
}

samples() {
  need program chromium chromium
  need program convert imagemagick
  need program qpdf qpdf
  need program pdftoppm poppler-utils
  need file /usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf fonts-noto-core
  need file /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf fonts-droid-fallback
}

# The fonts are as wide as Word's, so that lines break where they did.
office() {
  need file '/usr/lib/libreoffice/program/libswlo.so' libreoffice-writer-nogui
  need file '/usr/lib/libreoffice/program/libsclo.so' libreoffice-calc-nogui
  need file '/usr/lib/libreoffice/program/libsdlo.so' libreoffice-impress-nogui
  need file '/usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf' fonts-liberation
  need file '/usr/share/fonts/truetype/crosextra/Carlito-Regular.ttf' fonts-crosextra-carlito
  need file '/usr/share/fonts/truetype/crosextra/Caladea-Regular.ttf' fonts-crosextra-caladea
}

# Debian has a package for each, with dashes: tesseract-ocr-chi-sim.
languages() {
  local language
  [ $# -gt 0 ] || exec tesseract --list-langs
  for language in "$@"; do
    if ! [[ $language =~ ^[a-z]{3}(_[a-z]+)*$ ]]; then
      echo "setup: '$language' is no language as Tesseract names them: deu, chi_sim, ..." >&2
      exit 2
    fi
    need file "/usr/share/tesseract-ocr/*/tessdata/$language.traineddata" "tesseract-ocr-${language//_/-}"
  done
}

case $profile in
  runtime | bench | quality | samples | charts | office) "$profile" ;;
  test) tests ;;
  languages) languages "${@:2}" ;;
  image) from_list "${2:?which service}" ;;
  *) echo "usage: $0 runtime|test|bench|quality|charts|samples|office|languages [LANGUAGE...]|image SERVICE" >&2; exit 2 ;;
esac
[ ${#missing[@]} -gt 0 ] || [ -n "$take_pdfium" ] || exit 0

install=(apt-get install -y -q -o DPkg::Lock::Timeout=300 --no-install-recommends "${missing[@]}")
if ! command -v apt-get >/dev/null; then
  echo "setup: missing here: ${missing[*]} ${take_pdfium:+and libpdfiumlo.so of $pdfium_package} (names of Debian packages);" \
    "install them and start again, PDFIUM_LIBRARY set to the path of a PDFium library where there is one." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "setup: needs root once. Run: sudo $0 $profile" >&2
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

echo "setup: installing ${missing[*]} ${take_pdfium:+libpdfiumlo.so}" >&2
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
[ -z "$take_pdfium" ] || fetch_pdfium
# Without this the broker of the package would start at the next boot, on the standard port.
if [ -d /run/systemd/system ] && [[ " ${missing[*]} " == *" nats-server "* ]]; then
  systemctl disable -q nats-server || true
fi
