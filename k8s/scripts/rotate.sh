#!/bin/sh
# Puts new values into a Secret and restarts what reads it. Old credentials are withdrawn where they were made, afterwards.
#   k8s/scripts/rotate.sh SECRET <FILE   FILE has lines KEY=VALUE; keys that it does not name stay as they are
set -eu

namespace=documents
[ $# -eq 1 ] || { sed -n '2,3s/^# *//p' "$0" >&2; exit 2; }
secret=$1
kubectl -n "$namespace" get secret "$secret" >/dev/null

# By standard input: arguments of a process are there for every user of the machine to see.
kubectl -n "$namespace" create secret generic "$secret" --from-env-file=/dev/stdin --dry-run=client -o json |
  kubectl -n "$namespace" patch secret "$secret" --patch-file=/dev/stdin
kubectl -n "$namespace" rollout restart deployment -l app.kubernetes.io/part-of=dapr-processing
kubectl -n "$namespace" rollout status deployment -l app.kubernetes.io/part-of=dapr-processing --timeout=600s
