#!/usr/bin/env bash
# A real S3 server on one machine for tests and trials: the Ceph object gateway (radosgw) over one monitor and one
# storage daemon, from distribution packages, without root.
#   eng/s3-server.sh start FOLDER [PORT]    prints the endpoint when it answers
#   eng/s3-server.sh stop FOLDER
# Everything lives in FOLDER (keep its path short: Unix sockets). Uses PORT (default 7480), PORT+1 and PORT+10..PORT+19,
# on 127.0.0.1 only (S3 itself on S3_ADDRESS, where that is set); the inner ports are open to every local user. Objects are in memory (S3_STORE=memstore, at
# most 4 GB) or in a file that survives a restart (S3_STORE=bluestore).
# With S3_OWNER=PID it stops by itself when that process is gone, and removes FOLDER.
# Keys: S3_ACCESS_KEY (testaccesskey), S3_SECRET_KEY (testsecretkey).
set -euo pipefail
export PATH=$PATH:/usr/sbin:/sbin

verb=${1:-} folder=$(realpath -m "${2:-.}") port=${3:-7480}
store=${S3_STORE:-memstore} address=${S3_ADDRESS:-127.0.0.1}
cluster=7d0a64f2-6d5c-4f0e-9c55-3b1d6f1f2a10
libraries=$(dirname "$(find /usr/lib /usr/lib64 -maxdepth 3 -type d -name rados-classes -print -quit 2>/dev/null || true)")
configuration=$folder/ceph.conf

is_running() { # a pid file alone proves nothing: the number may belong to another program by now
  [ -s "$folder/$1.pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$(cat "$folder/$1.pid")/cmdline" | grep -qF -- "-c $configuration"
}

stop_all() {
  local daemon
  for daemon in radosgw osd mon; do
    if is_running $daemon; then
      kill "$(cat "$folder/$daemon.pid")" 2>/dev/null || true
      for _ in {1..50}; do is_running $daemon || break; sleep 0.1; done
      ! is_running $daemon || kill -9 "$(cat "$folder/$daemon.pid")" 2>/dev/null || true
    fi
    rm -f "$folder/$daemon.pid"
  done
}

fail() {
  echo "s3-server: $*" >&2
  tail -q -n 5 "$folder"/log/* >&2 || true
  stop_all
  exit 1
}

step() { timeout 60 "$@" -c "$configuration" >>"$folder/log/setup.out" 2>&1 || fail "$1 failed"; }

launch() { # launch name program arguments...
  setsid "$2" -f -c "$configuration" "${@:3}" >"$folder/log/$1.out" 2>&1 </dev/null &
  echo $! >"$folder/$1.pid"
  # Until the shell that was forked has become the daemon, it is none that runs.
  until is_running "$1" || ! kill -0 $! 2>/dev/null; do sleep 0.01; done
}

write_configuration() {
  cat >"$configuration" <<CONF
[global]
fsid = $cluster
mon_host = v2:127.0.0.1:$((port + 1))
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_msgr1 = false
ms_bind_port_min = $((port + 10))
ms_bind_port_max = $((port + 19))
# No keyrings between the daemons; S3 requests are still checked. The gateway asks the monitor for an encrypted
# channel by default, which needs keys.
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
ms_mon_client_mode = crc
run_dir = $folder/run
admin_socket = $folder/run/\$name.asok
log_file = $folder/log/\$name.log
crash_dir = $folder/log
mon_cluster_log_file = $folder/log/cluster.log
plugin_dir = $libraries/ceph
erasure_code_dir = $libraries/ceph/erasure-code
osd_class_dir = $libraries/rados-classes
mon_data = $folder/mon
osd_data = $folder/osd
rgw_data = $folder/run
# One second per pool at start otherwise.
paxos_propose_interval = 0.01
mon_allow_pool_size_one = true
mon_data_avail_crit = 0
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 1
osd_pool_default_pg_autoscale_mode = off
rgw_rados_pool_pg_num_min = 1
osd_crush_chooseleaf_type = 0
osd_objectstore = $store
memstore_device_bytes = 4G
bluestore_block_size = 10G
bluestore_cache_autotune = false
bluestore_cache_size = 64M
# Without tcp_nodelay a small GET waits for a delayed acknowledgement, some 40 ms.
rgw_frontends = beast endpoint=$address:$port tcp_nodelay=1
rgw_enable_apis = s3, admin
rgw_thread_pool_size = 64
rgw_gc_obj_min_wait = 10
rgw_gc_processor_period = 10
CONF
}

start_all() {
  if is_running mon && is_running osd && is_running radosgw; then
    echo "http://$address:$port"
    return
  fi
  stop_all
  mkdir -p "$folder"/{log,run,mon,osd}
  rm -f "$folder"/log/*
  if [ "$store" != bluestore ] || [ ! -e "$folder/osd/user-created" ]; then
    rm -rf "$folder"/{mon,osd}/*
  fi
  write_configuration

  if [ ! -e "$folder/mon/store.db" ]; then
    step monmaptool --create --clobber --fsid $cluster --addv a "[v2:127.0.0.1:$((port + 1))]" "$folder/run/monmap"
    # The first map already knows osd.0, so that nobody has to register it through the ceph command (Python).
    step osdmaptool --createsimple 1 --clobber "$folder/run/osdmap"
    step ceph-mon -i a --mkfs --monmap "$folder/run/monmap" --osdmap "$folder/run/osdmap"
  fi
  launch mon ceph-mon -i a
  [ -e "$folder/osd/whoami" ] || step ceph-osd -i 0 --mkfs
  launch osd ceph-osd -i 0

  # A client that comes before the storage daemon is active waits five seconds before it asks again.
  for _ in {1..400}; do
    grep -qs 'booting -> active' "$folder/log/osd.0.log" && break
    is_running osd || fail "the storage daemon ended"
    sleep 0.05
  done
  if [ ! -e "$folder/osd/user-created" ]; then
    step radosgw-admin user create --uid=test --display-name=test \
      --access-key="${S3_ACCESS_KEY:-testaccesskey}" --secret-key="${S3_SECRET_KEY:-testsecretkey}"
    touch "$folder/osd/user-created"
  fi
  launch radosgw radosgw -n client.rgw
  for _ in {1..600}; do
    if curl -s -o /dev/null "http://$address:$port/"; then
      echo "http://$address:$port"
      return
    fi
    is_running radosgw || break
    sleep 0.05
  done
  fail "the gateway does not answer on port $port"
}

case $verb in
  start)
    start_all
    if [ -n "${S3_OWNER:-}" ]; then
      setsid bash "$0" follow "$folder" "$S3_OWNER" >/dev/null 2>&1 </dev/null &
    fi ;;
  stop) stop_all ;;
  follow) # follow FOLDER PID: what S3_OWNER starts
    while kill -0 "$3" 2>/dev/null && is_running radosgw; do sleep 1; done
    stop_all
    rm -rf "$folder" ;;
  *) sed -n 2,11p "$0" >&2; exit 2 ;;
esac
