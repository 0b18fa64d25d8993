# One command for each thing one does with this repository; `make` alone lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo run test test-all bench quality publish sbom images rootfs catalogue charts models languages samples clean

FILE ?= samples/paper-two-column.pdf
PIPELINE ?= document
OPTIONS ?= {}
OUT ?= out
PORT ?= 8080
DATA ?= var
MODELS ?= models
FROM ?=
QUALITY_DATA ?= quality-data
# local: the runtime in this repository; dapr: the daprd on the PATH.
RUNTIME ?= local

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
export CONFIGURATION ?= Release
export Models__Folder ?= $(abspath $(MODELS))

ARTIFACTS := artifacts
HOST := $(ARTIFACTS)/bin/Host/release/dapr-processing
# Folders are listed too: a deleted file changes only its folder.
SOURCES := $(shell find local services platform components $(wildcard clients) -not -path '*/node_modules*' -newermt @0 2>/dev/null) \
  $(wildcard Directory.* global.json)

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16
	@echo "Settings: FILE=$(FILE) PIPELINE=$(PIPELINE) OUT=$(OUT) PORT=$(PORT) DATA=$(DATA) RUNTIME=$(RUNTIME)"

demo: runtime-packages $(HOST) ## process one document (FILE=, PIPELINE=, OPTIONS=) and write the result to out/
	@$(HOST) demo --file "$(FILE)" --pipeline "$(PIPELINE)" --options '$(OPTIONS)' --out "$(OUT)"

run: runtime-packages $(HOST) ## start the platform on http://localhost:8080 and keep it running (RUNTIME=dapr for a real daprd)
ifeq ($(RUNTIME),dapr)
	@eng/run-dapr.sh --bin "$(dir $(HOST))" --port "$(PORT)" --data "$(DATA)"
else
	@exec $(HOST) run --port "$(PORT)" --data "$(DATA)"
endif

test: ## run the tests; the slow ones are left to test-all
	@eng/setup.sh test
	@eng/test.sh

test-all: export TESTS := all
test-all: test ## run every test: all kills, neural models, images, documented commands; for a release, and for what they test

bench: runtime-packages ## measure, as ratios against the usual tools, and an earlier publish (BASE=folder) and tools from npm (PEERS=1, BOOK=file), in the same run
	@eng/setup.sh bench
	@dotnet build tests/Bench -c Release -v q
	@# Like with like: a publish is compiled ahead, a build is not.
	@$(if $(BASE),eng/publish.sh)
	@$(ARTIFACTS)/bin/Bench/release/Bench $(if $(BASE),--build publish --base "$(BASE)") \
	  $(if $(PEERS),--peers) $(if $(BOOK),--book "$(BOOK)") $(BENCH)

quality: ## score what is read against public truth (SETS=icdar,csv,docling,olmocr,scan,bulk; PEERS=1; QUALITY_DATA=folder of clones)
	@eng/setup.sh quality
	@dotnet build tests/Quality -c Release -v q
	@$(ARTIFACTS)/bin/Quality/release/Quality --data "$(QUALITY_DATA)" $(SETS) $(if $(PEERS),--peers) $(QUALITY)

publish: ## write publish/: the platform for linux-x64, runnable without the SDK (PLATFORM=linux/arm64 for publish-arm64/)
	@eng/publish.sh

sbom: ## write publish/sbom.cdx.json: what is in a publish, as CycloneDX (PLATFORM=linux/arm64 for publish-arm64/)
	@eng/sbom.sh

images: ## a container image of each service, from publish/ (SERVICE=name for one; PREFIX=, TAG=, ENGINE=, PLATFORM=)
	@eng/images.sh $(SERVICE)

rootfs: ## what each image (SERVICE=name for one) holds, as a folder, and its service started in it; needs root, debootstrap and publish/
	@eng/rootfs.sh "$(or $(ROOTFS),$(ARTIFACTS)/rootfs)" $(SERVICE)

catalogue: $(HOST) ## write what follows from the catalogue and the stages: component files, dapr.yaml, option schemas, the chart's list
	@$(HOST) catalogue

charts: ## lint and render the chart and k8s/ with the real Helm, and compare (REFRESH=1 writes what is rendered anew)
	@eng/setup.sh charts
	@# Cases are rendered under the schema, so it is written before them.
	@$(if $(REFRESH),dotnet test tests/Charts.Tests -c Release -v q --filter FullyQualifiedName~ValuesTests)
	@dotnet test tests/Charts.Tests -c Release -v q

models: ## bring the models of the neural engines into models/ (MODELS=), by checksum; FROM=folder copies them
	@eng/models.sh "$(MODELS)" "$(FROM)"

languages: ## install what Tesseract needs for more languages (L="deu fra"); without L, list those that are there
	@eng/setup.sh languages $(L)

samples: ## build the sample documents again from samples/src
	@eng/make-samples.sh

clean: ## remove what was built
	rm -rf artifacts publish TestResults

.PHONY: runtime-packages
runtime-packages:
	@eng/setup.sh runtime

$(HOST): $(SOURCES)
	@command -v dotnet >/dev/null || { echo "make: the .NET 10 SDK is needed: https://dotnet.microsoft.com/download" >&2; exit 1; }
	@echo "Building (only after a change) ..."
	@dotnet build local/Host -c Release -v q
	@touch $@
