#!/bin/sh
# Installs an overlay, or brings a running one to it.
#   k8s/scripts/apply.sh OVERLAY         a folder of k8s/overlays, or a path
set -eu

namespace=documents
[ $# -eq 1 ] || { sed -n '2,3s/^# *//p' "$0" >&2; exit 2; }
overlay=$1
[ -d "$overlay" ] || overlay=$(dirname "$0")/../overlays/$1
[ -d "$overlay" ] || { echo "apply: there is no overlay $1" >&2; exit 2; }

# A Job's pods cannot be changed: with another image the one of the last time would refuse the whole apply.
kubectl -n "$namespace" delete job dp-dapr-processing-streams --ignore-not-found --wait
kubectl apply --server-side -k "$overlay"
kubectl -n "$namespace" wait --for=condition=complete job/dp-dapr-processing-streams --timeout=600s
kubectl -n "$namespace" rollout status deployment -l app.kubernetes.io/part-of=dapr-processing --timeout=600s
