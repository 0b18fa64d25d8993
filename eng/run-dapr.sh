#!/usr/bin/env bash
# The platform on the real Dapr, on one machine: placement, scheduler, nats-server, and for each service a daprd beside it.
#   run-dapr.sh [--port 8080] [--data var] [--bin artifacts/bin/Host/release] [--base 7000]
# Beside the gateway's port it takes those from --base to --base + 20 + 10 for each service: two platforms on one machine need two bases.
# A trial: it ends as soon as one part ends.
# Needs daprd, placement and scheduler of Dapr 1.18 (daprd with its jetstream component: the tag "allcomponents") and nats-server on the
# PATH, and an S3 store: S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION (default us-east-1).
set -euo pipefail
cd "$(dirname "$0")/.."

port=8080 data=var bin=artifacts/bin/Host/release base=7000
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=$2 ;;
    --data) data=$2 ;;
    --bin) bin=${2%/} ;;
    --base) base=$2 ;;
    *) echo "run-dapr: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done

# --- What is missing is said at once, all of it.
missing=()
PATH=$PATH:/usr/sbin
for program in daprd placement scheduler nats-server; do
  command -v "$program" >/dev/null || missing+=("the program '$program' is not on the PATH")
done
for setting in S3_ENDPOINT S3_BUCKET S3_ACCESS_KEY S3_SECRET_KEY; do
  [ -n "${!setting:-}" ] || missing+=("the environment variable $setting is not set")
done
if [ ${#missing[@]} -gt 0 ]; then
  printf 'run-dapr: %s\n' "${missing[@]}" >&2
  echo "run-dapr: without a Dapr installation, 'make run' uses the runtime in this repository" >&2
  exit 1
fi

mkdir -p "$data/dapr/log"
data=$(realpath "$data")
# daprd tells the others this address of itself, and not one of the network's.
export DAPR_HOST_IP=127.0.0.1
export S3_REGION=${S3_REGION:-us-east-1} STATE_FILE=$data/dapr/state.db NATS_URL=nats://127.0.0.1:$base
export ObjectStore__LargeWrites=s3 ObjectStore__Bucket=$S3_BUCKET ObjectStore__Endpoint=$S3_ENDPOINT ObjectStore__Region=$S3_REGION
export ObjectStore__AccessKey=$S3_ACCESS_KEY ObjectStore__SecretKey=$S3_SECRET_KEY

declare -A names
started=() backing=()
start() { # name program args...
  local name=$1; shift
  "$@" >"$data/dapr/log/$name.log" 2>&1 &
  started+=($!)
  names[$!]=$name
}
end() {
  [ $# -eq 0 ] || { kill "$@" 2>/dev/null || true; wait "$@" || true; }
}
stop() {
  trap - EXIT
  trap '' INT TERM
  # Services and their daprd together, then what they stand on: with the broker gone they could not hand their messages back.
  end "${started[@]}"
  end "${backing[@]}"
}
trap stop EXIT
trap 'exit 0' INT TERM

start nats-server nats-server --addr 127.0.0.1 --port "$base" --jetstream --store_dir "$data/dapr/nats"
loopback=(--listen-address 127.0.0.1 --healthz-listen-address 127.0.0.1 --metrics-listen-address 127.0.0.1)
start placement placement --port $((base + 1)) --healthz-port $((base + 2)) --metrics-port $((base + 3)) "${loopback[@]}" \
  --initial-cluster "dapr-placement-0=127.0.0.1:$((base + 4))"
start scheduler scheduler --port $((base + 5)) --healthz-port $((base + 6)) --metrics-port $((base + 7)) "${loopback[@]}" \
  --etcd-data-dir "$data/dapr/scheduler" --etcd-client-port $((base + 8)) --etcd-client-listen-address 127.0.0.1 \
  --etcd-initial-cluster "dapr-scheduler-server-0=http://127.0.0.1:$((base + 9))" --override-broadcast-host-port "127.0.0.1:$((base + 5))"
backing=("${started[@]}") started=()

# daprd looks streams up and never makes them.
"$bin/dapr-processing" streams --url "$NATS_URL"

app=$((base + 10))
for folder in components/selfhosted/*/; do
  service=$(basename "$folder")
  app=$((app + 10))
  url=http://127.0.0.1:$app
  [ "$service" = gateway ] && url=http://localhost:$port
  DAPR_HTTP_PORT=$((app + 1)) DAPR_GRPC_PORT=$((app + 2)) start "$service" "$bin/$service" --urls="$url"
  start "$service-daprd" daprd --app-id "$service" --app-port "${url##*:}" --dapr-http-port $((app + 1)) --dapr-grpc-port $((app + 2)) \
    --dapr-internal-grpc-port $((app + 3)) --metrics-port $((app + 4)) \
    --dapr-listen-addresses 127.0.0.1 --dapr-internal-grpc-listen-address 127.0.0.1 --metrics-listen-address 127.0.0.1 \
    --resources-path "$folder" --placement-host-address "127.0.0.1:$((base + 1))" --scheduler-host-address "127.0.0.1:$((base + 5))"
done
echo "The platform is starting on the real Dapr at http://localhost:$port; logs are in $data/dapr/log (Ctrl-C stops it)"
wait -n -p ended || true
echo "run-dapr: a part has ended: ${names[$ended]}; see $data/dapr/log" >&2
exit 1
