#!/bin/sh
# Makes the namespace and the Secrets that an overlay names. Safe to run again: a Secret that is there is kept.
#   k8s/scripts/secrets.sh trial|gpu     all of them random
#   k8s/scripts/secrets.sh production    NATS_TOKEN, S3_ACCESS_KEY, S3_SECRET_KEY, STATE_CONNECTION_STRING from the environment
set -eu

namespace=documents
case ${1:-} in
  trial | gpu)
    # A letter first: the server's configuration would read what looks like a number as one.
    NATS_TOKEN=nats-$(openssl rand -hex 24)
    S3_ACCESS_KEY=platform
    S3_SECRET_KEY=$(openssl rand -hex 20)
    state="password=$(openssl rand -hex 24)"
    ;;
  production)
    for name in NATS_TOKEN S3_ACCESS_KEY S3_SECRET_KEY STATE_CONNECTION_STRING; do
      eval "[ -n \"\${$name:-}\" ]" || { echo "secrets: $name is not set" >&2; exit 2; }
    done
    state="connection-string=$STATE_CONNECTION_STRING"
    ;;
  *) sed -n '2,4s/^# *//p' "$0" >&2; exit 2 ;;
esac

# By standard input: arguments of a process are there for every user of the machine to see.
make() { # make NAME, with KEY=VALUE lines
  if kubectl -n "$namespace" get secret "$1" >/dev/null 2>&1; then
    echo "secret/$1 is there and kept"
    return
  fi
  kubectl -n "$namespace" create secret generic "$1" --from-env-file=/dev/stdin --dry-run=client -o yaml | kubectl apply --server-side -f -
}

kubectl get namespace "$namespace" >/dev/null 2>&1 || kubectl create namespace "$namespace"
printf 'token=%s\n' "$NATS_TOKEN" | make nats
printf 'access-key=%s\nsecret-key=%s\n' "$S3_ACCESS_KEY" "$S3_SECRET_KEY" | make s3
printf '%s\n' "$state" | make state
printf 'key=%s\n' "$(openssl rand -hex 24)" | make admin
