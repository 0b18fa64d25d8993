#!/bin/sh
# Takes the platform out of use: no new work, then no workers. What is open goes on after start.sh.
#   k8s/scripts/stop.sh                  after `GET /v1/jobs?status=running` is empty, else open jobs stand still
set -eu

namespace=documents
ours="-l app.kubernetes.io/part-of=dapr-processing"
gateway=dp-dapr-processing-gateway

# No manifest has the numbers, so each Deployment keeps its own. One that is at 0 keeps what it had before.
kubectl -n "$namespace" get deployment $ours -o 'jsonpath={range .items[*]}{.metadata.name} {.spec.replicas}{"\n"}{end}' |
  while read -r name replicas; do
    [ "$replicas" -eq 0 ] || kubectl -n "$namespace" annotate deployment "$name" --overwrite "dapr-processing/replicas=$replicas" </dev/null
  done
kubectl -n "$namespace" scale deployment "$gateway" --replicas 0
kubectl -n "$namespace" scale deployment $ours --replicas 0
