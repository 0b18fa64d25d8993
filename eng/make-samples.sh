#!/usr/bin/env bash
# Builds the sample documents from samples/src; the results are committed, so this runs only when a source changes.
set -euo pipefail
cd "$(dirname "$0")/../samples"
../eng/setup.sh samples
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

print() { # print HTML PDF
  chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer --disable-pdf-tagging --user-data-dir="$work/profile" \
    --print-to-pdf="$2" "file://$(realpath "$1")" >"$work/chromium.log" 2>&1 || { cat "$work/chromium.log" >&2; exit 1; }
}
# Without dates and with a fixed id, a rebuild changes a file only where the document changed.
finish() { qpdf --deterministic-id --object-streams=generate --recompress-flate --compression-level=9 "$1" "$2"; }
# The dirt of a scanner: turned a little, gray paper, soft edges, noise from a fixed seed.
scan() { # scan IN OUT DEGREES [options...]
  convert "$1" -colorspace Gray -seed 7 -background white -virtual-pixel white -distort SRT "$3" \
    -blur 0x0.6 -attenuate 0.25 +noise Gaussian -level 5%,97% +level 8%,95% "${@:4}" "$2"
}

echo "paper, tables, languages, invoice"
print src/paper-two-column.html "$work/paper.pdf"
finish "$work/paper.pdf" paper-two-column.pdf
node src/tables.mjs "$work"
print "$work/tables.html" "$work/tables.pdf"
finish "$work/tables.pdf" tables.pdf
cp "$work/tables.json" tables.json
print src/report-rtl-cjk.html "$work/report.pdf"
finish "$work/report.pdf" report-rtl-cjk.pdf
for notice in notice-hebrew notice-persian; do
  print "src/$notice.html" "$work/$notice.pdf"
  finish "$work/$notice.pdf" "$notice.pdf"
done
print src/invoice.html "$work/invoice.pdf"
# A random file key is part of the format, so this file differs on every build.
mkdir -p encrypted
qpdf --encrypt secret secret 256 -- "$work/invoice.pdf" encrypted/invoice.pdf

echo "letter, photo, note"
print src/letter-scanned.html "$work/letter.pdf"
pdftoppm -r 200 -gray -singlefile -png "$work/letter.pdf" "$work/letter"
scan "$work/letter.png" "$work/letter.jpg" 0.7 -quality 60 -strip
node src/image-to-pdf.mjs letter-scanned.pdf 200 "$work/letter.jpg"
# The same letter photographed on a table: perspective, uneven light.
pdftoppm -r 170 -singlefile -png "$work/letter.pdf" "$work/photo"
convert "$work/photo.png" -bordercolor '#6b5a48' -border 60 -virtual-pixel edge \
  -distort Perspective '0,0 25,40  1524,0 1500,5  1524,2108 1485,2095  0,2108 10,2060' \
  \( -size 1524x2108 gradient:'#ffffff-#b9b2a4' \) -compose multiply -composite -blur 0x0.5 -quality 62 -strip photo-page.jpg
cp letter-scanned.txt photo-page.txt
chromium --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --window-size=760,520 \
  --screenshot="$work/note.png" "file://$PWD/src/note.html" >"$work/chromium.log" 2>&1
convert "$work/note.png" -strip -define png:exclude-chunk=date,time note.png

echo "office"
python3 src/office.py office

echo "book"
node src/book.mjs "$work"
print "$work/book.html" "$work/book.pdf"
[ "$(qpdf --show-npages "$work/book.pdf")" = 200 ] || { echo "make-samples: the book has $(qpdf --show-npages "$work/book.pdf") pages, not 200" >&2; exit 1; }
scans=() pages=() next=1 count=0
while IFS=, read -r number kind _; do
  [ "$kind" = scanned ] || continue
  pdftoppm -r 150 -gray -singlefile -png -f "$number" -l "$number" "$work/book.pdf" "$work/page-$number"
  scan "$work/page-$number.png" "$work/scan-$number.png" "0.$((number % 7))" -threshold 62% -type bilevel -define png:color-type=0 -define png:bit-depth=1
  scans+=("$work/scan-$number.png")
  count=$((count + 1))
  pages+=("$work/book.pdf" "$next-$((number - 1))" "$work/scans.pdf" "$count")
  # A range that would be empty: two scanned pages in a row.
  [ "$next" -le $((number - 1)) ] || unset 'pages[-4]' 'pages[-3]'
  next=$((number + 1))
done <"$work/book-mixed-200.csv"
pages+=("$work/book.pdf" "$next-200")
node src/image-to-pdf.mjs "$work/scans.pdf" 150 "${scans[@]}"
turns=()
while IFS=, read -r number _ rotate; do
  [ "$rotate" = 0 ] || [ "$rotate" = rotate ] || turns+=("--rotate=+$rotate:$number")
done <"$work/book-mixed-200.csv"
qpdf --empty --pages "${pages[@]}" -- "${turns[@]}" "$work/mixed.pdf"
finish "$work/mixed.pdf" book-mixed-200.pdf
cp "$work"/book-mixed-200.{txt,csv} .

echo "multi-page TIFF"
for number in 13 53 97; do
  convert "$work/scan-$number.png" -compress Group4 -density 150 -units PixelsPerInch "$work/tiff-$number.tif"
done
convert "$work"/tiff-13.tif "$work"/tiff-53.tif "$work"/tiff-97.tif -compress Group4 -strip -density 150 -units PixelsPerInch scan-multipage.tiff
awk 'BEGIN { RS = "\f" } NR == 13 || NR == 53 || NR == 97 { printf "%s%s", separator, $0; separator = "\f" }' book-mixed-200.txt >scan-multipage.txt

du -ch -- *.* | tail -1
