#!/bin/sh
# Takes the platform out of use: no new work, then no workers. What is open goes on when the Deployments are scaled up again.
#   k8s/scripts/stop.sh                  after `GET /v1/jobs?status=running` is empty, else open jobs stand still
set -eu

namespace=documents
kubectl -n "$namespace" scale deployment dp-dapr-processing-gateway --replicas 0
kubectl -n "$namespace" scale deployment -l app.kubernetes.io/part-of=dapr-processing --replicas 0
