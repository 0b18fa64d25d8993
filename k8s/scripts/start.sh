#!/bin/sh
# Brings a platform that stop.sh has stopped back to the replicas that it had: workers first, then the gateway.
#   k8s/scripts/start.sh
set -eu

namespace=documents
ours="-l app.kubernetes.io/part-of=dapr-processing"
gateway=dp-dapr-processing-gateway

scale() { kubectl -n "$namespace" scale deployment "$1" --replicas "$2" </dev/null; }

stopped=$(kubectl -n "$namespace" get deployment $ours \
  -o 'jsonpath={range .items[?(@.spec.replicas==0)]}{.metadata.name} {.metadata.annotations.dapr-processing/replicas}{"\n"}{end}')
echo "$stopped" | while read -r name replicas; do
  # Without a number it was at 0 before: a pool that scales to zero.
  [ -z "$replicas" ] || [ "$name" = "$gateway" ] || scale "$name" "$replicas"
done
kubectl -n "$namespace" rollout status deployment $ours --timeout=600s
echo "$stopped" | while read -r name replicas; do
  [ -z "$replicas" ] || [ "$name" != "$gateway" ] || scale "$name" "$replicas"
done
