#!/usr/bin/env bash
# The platform on the real Dapr, on one machine: placement, scheduler, nats-server, and for each service a daprd beside it.
#   run-dapr.sh [--port 8080] [--data var] [--bin artifacts/bin/Host/release] [--base 7000] [--broker pluggable|builtin]
#               [--replicas SERVICE=N]...
# Beside the gateway's port it takes those from --base to --base + 20 + 10 for each replica: two platforms on one machine need two bases.
# They end below 32768, from where the system gives ports to connections.
# --broker: the JetStream component of this repository, a process beside each daprd, or daprd's own.
# A part that ends is started again; one that ends at every start ends the platform.
# Needs daprd, placement and scheduler of Dapr 1.18 (for --broker builtin one with its jetstream component: the tag "allcomponents") and
# nats-server on the PATH, and an S3 store: S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY, S3_REGION (default us-east-1).
set -euo pipefail
cd "$(dirname "$0")/.."

port=8080 data=var bin=artifacts/bin/Host/release base=7000 broker=pluggable
declare -A replicas
while [ $# -gt 0 ]; do
  case $1 in
    --port) port=$2 ;;
    --data) data=$2 ;;
    --bin) bin=${2%/} ;;
    --base) base=$2 ;;
    --broker) broker=$2 ;;
    --replicas) replicas[${2%%=*}]=${2#*=} ;;
    *) echo "run-dapr: unknown option $1" >&2; exit 2 ;;
  esac
  shift 2
done
case $broker in
  pluggable) components=components/selfhosted ;;
  builtin) components=components/selfhosted-builtin ;;
  *) echo "run-dapr: --broker is pluggable or builtin, not '$broker'" >&2; exit 2 ;;
esac
for service in "${!replicas[@]}"; do
  if [ "$service" = gateway ] || [ ! -d "$components/$service" ] || ! [[ ${replicas[$service]} =~ ^[1-9]$ ]]; then
    echo "run-dapr: --replicas takes SERVICE=1 to 9, and no gateway; services: $(cd $components && echo *)" >&2
    exit 2
  fi
done
# A connection of anybody's may have a port from there up at any moment, and a part that is started again would not get it back.
highest=$((32767 - 14))
for folder in "$components"/*/; do
  highest=$((highest - 10 * ${replicas[$(basename "$folder")]:-1}))
done
if ! [[ $base =~ ^[1-9][0-9]{0,4}$ ]] || [ "$base" -gt $highest ]; then
  echo "run-dapr: --base is a number up to $highest, or a port would reach 32768, where those of connections begin: '$base'" >&2
  exit 2
fi

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
# The path of a Unix socket is short.
sockets=$(mktemp -d)
# daprd tells the others this address of itself, and not one of the network's.
export DAPR_HOST_IP=127.0.0.1
export S3_REGION=${S3_REGION:-us-east-1} STATE_FILE=$data/dapr/state.db NATS_URL=nats://127.0.0.1:$base NATS_TOKEN=
export ObjectStore__LargeWrites=s3 ObjectStore__Bucket=$S3_BUCKET ObjectStore__Endpoint=$S3_ENDPOINT ObjectStore__Region=$S3_REGION
export ObjectStore__AccessKey=$S3_ACCESS_KEY ObjectStore__SecretKey=$S3_SECRET_KEY
# What a component that comes back knows before its daprd does: where to publish.
export JetStream__natsURL=$NATS_URL
# daprd calls a service with one message at a time for each subscription to a pluggable component.
[ "$broker" = builtin ] || export PubSub__SubscriptionPerSlot=true

declare -A names
backing=() helpers=() sidecars=() services=()

# keep NAME PROGRAM ARGUMENTS...: runs it, and again when it ends, until this keeper is told to stop; its id is in $!.
keep() {
  local name=$1; shift
  (
    trap - EXIT INT
    stopping='' child='' quick=0
    trap 'stopping=yes; [ -z "$child" ] || kill -TERM "$child" 2>/dev/null || true' TERM
    while [ -z "$stopping" ]; do
      began=$SECONDS code=0
      "$@" >>"$data/dapr/log/$name.log" 2>&1 &
      child=$!
      # A signal ends a wait as well.
      while kill -0 "$child" 2>/dev/null; do wait "$child" || code=$?; done
      [ -z "$stopping" ] || break
      [ $((SECONDS - began)) -lt 10 ] && quick=$((quick + 1)) || quick=0
      [ $quick -lt 5 ] || exit 1
      echo "run-dapr: $name has ended ($code) and is started again" >&2
      child=''
      sleep 1 &
      wait $! || true
    done
  ) &
  names[$!]=$name
}
end() {
  [ $# -eq 0 ] || { kill "$@" 2>/dev/null || true; wait "$@" || true; }
}
stop() {
  trap - EXIT
  trap '' INT TERM
  # A service finishes what it has, or gives it back, while its daprd still listens; with the broker gone nobody could give back.
  end "${services[@]}"
  end "${sidecars[@]}"
  end "${helpers[@]}"
  end "${backing[@]}"
  rm -rf "$sockets"
}
trap stop EXIT
trap 'exit 0' INT TERM

keep nats-server nats-server --addr 127.0.0.1 --port "$base" --jetstream --store_dir "$data/dapr/nats"
backing+=($!)
loopback=(--listen-address 127.0.0.1 --healthz-listen-address 127.0.0.1 --metrics-listen-address 127.0.0.1)
keep placement placement --port $((base + 1)) --healthz-port $((base + 2)) --metrics-port $((base + 3)) "${loopback[@]}" \
  --initial-cluster "dapr-placement-0=127.0.0.1:$((base + 4))"
backing+=($!)
keep scheduler scheduler --port $((base + 5)) --healthz-port $((base + 6)) --metrics-port $((base + 7)) "${loopback[@]}" \
  --etcd-data-dir "$data/dapr/scheduler" --etcd-client-port $((base + 8)) --etcd-client-listen-address 127.0.0.1 \
  --etcd-initial-cluster "dapr-scheduler-server-0=http://127.0.0.1:$((base + 9))" --override-broadcast-host-port "127.0.0.1:$((base + 5))"
backing+=($!)

# daprd looks streams up and never makes them.
"$bin/dapr-processing" streams --url "$NATS_URL"

# daprd looks for sockets once, at its start.
daprd_beside() { # daprd_beside SOCKET ARGUMENTS...
  local socket=$1 tries=0; shift
  until [ -z "$socket" ] || [ -S "$socket" ] || [ $((tries++)) -gt 600 ]; do sleep 0.1; done
  exec daprd "$@"
}

app=$((base + 10))
replica() { # replica SERVICE NAME REPLICAS
  local service=$1 name=$2 socket=
  app=$((app + 10))
  local url=http://127.0.0.1:$app
  [ "$service" = gateway ] && url=http://localhost:$port
  # Ports stay with a part when it is started again.
  export DAPR_HTTP_PORT=$((app + 1)) DAPR_GRPC_PORT=$((app + 2)) MAX_ACK_PENDING=$((2 * $3 < 4 ? 4 : 2 * $3))
  export DAPR_COMPONENTS_SOCKETS_FOLDER=$sockets/$app
  mkdir "$DAPR_COMPONENTS_SOCKETS_FOLDER"
  if [ "$broker" = pluggable ] && [ -e "$components/$service/pubsub.yaml" ]; then
    socket=$DAPR_COMPONENTS_SOCKETS_FOLDER/jetstream-pull.sock
    keep "$name-component" "$bin/jetstream-component"
    helpers+=($!)
  fi
  keep "$name" "$bin/$service" --urls="$url"
  services+=($!)
  keep "$name-daprd" daprd_beside "$socket" --app-id "$service" --app-port "${url##*:}" --dapr-http-port $((app + 1)) \
    --dapr-grpc-port $((app + 2)) --dapr-internal-grpc-port $((app + 3)) --metrics-port $((app + 4)) \
    --dapr-listen-addresses 127.0.0.1 --dapr-internal-grpc-listen-address 127.0.0.1 --metrics-listen-address 127.0.0.1 \
    --resources-path "$components/$service/" --placement-host-address "127.0.0.1:$((base + 1))" \
    --scheduler-host-address "127.0.0.1:$((base + 5))"
  sidecars+=($!)
}
for folder in "$components"/*/; do
  service=$(basename "$folder")
  count=${replicas[$service]:-1}
  replica "$service" "$service" "$count"
  for ((number = 2; number <= count; number++)); do replica "$service" "$service-$number" "$count"; done
done
echo "The platform is starting on the real Dapr at http://localhost:$port; logs are in $data/dapr/log (Ctrl-C stops it)"
wait -n -p ended || true
echo "run-dapr: a part has ended: ${names[$ended]} ends at every start; see $data/dapr/log" >&2
exit 1
