#!/usr/bin/env python3
"""Makes platform/Engines/Quality/letter-pairs.txt: how usual a letter is after another, in each language of which Debian has enough
translated manual pages here, and in English. A line is a language and 27 x 27 hexadecimal digits: the cost of a letter (column; first the
end of a word, then a to z) after another (row; first the beginning), in steps of 0.8 bits, 15 at most.
  eng/letter-pairs.py > platform/Engines/Quality/letter-pairs.txt"""
import collections
import glob
import gzip
import math
import os
import re
import unicodedata

LANGUAGES = "ca cs da de es fr gl hr hu id it nl pl pt ro sk sv tr vi".split()
LEAST_WORDS = 1500
PLAIN = str.maketrans({"ß": "s", "ø": "o", "ł": "l", "Ł": "l", "đ": "d", "ı": "i", "æ": "a"})


def fold(text):
    return "".join(c for c in unicodedata.normalize("NFD", text.translate(PLAIN)) if unicodedata.category(c) != "Mn")


def of_manual(source):
    lines = []
    for line in source.split("\n"):
        request = re.match(r"^[.'](\S+)\s*(.*)$", line)
        if request and request.group(1) not in ("SH", "SS", "IP", "TP", "B", "I", "Nd", "Sh"):
            continue
        lines.append(re.sub(r"\\f\[?\w+\]?|\\f.|\\[a-z]|\\\(..|\\[-&|^%e]", " ", request.group(2) if request else line))
    return "\n".join(lines)


def read(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as file:
        return file.read(300_000).decode("utf-8", "ignore")


def texts():
    for language in LANGUAGES:
        pages = [page for tail in ("", ".*", "_*") for page in glob.glob(f"/usr/share/man/{language}{tail}/man*/*.gz")]
        yield language, "\n".join(of_manual(read(page)) for page in pages)
    documents = [path for path in glob.glob("/usr/share/doc/**/*", recursive=True)
                 if os.path.isfile(path) and re.search(r"README|copyright|NEWS|\.txt|\.md", path)]
    yield "en", "\n".join(read(path)[:20_000] for path in documents[:400])


def words(text):
    return [word for word in re.findall(r"[^\W\d_]+", fold(text))
            if re.fullmatch("[A-Za-z]{2,}", word) and not (word.isupper() and len(word) < 5)]


def table(found):
    # No word counts for more than half a percent: names of options are English everywhere.
    counts = [[0.3] * 27 for _ in range(27)]
    for word, times in collections.Counter(word.lower() for word in found).items():
        times, before = min(times, max(3, len(found) // 200)), 0
        for letter in word:
            counts[before][ord(letter) - 96] += times
            before = ord(letter) - 96
        counts[before][0] += times
    return [max(0, min(15, round(-math.log2(count / sum(row)) * 1.25 - 0.5))) for row in counts for count in row]


for name, text in texts():
    if len(found := words(text)) >= LEAST_WORDS:
        print(name, "".join(f"{cost:x}" for cost in table(found)))
