#!/bin/sh
# Installs nats-server's configuration on this machine: /etc/nats/nats-server.conf, a random token in
# /etc/nats/nats-server.env, and a systemd unit. Safe to run again: an existing token is kept.
#
#   sudo infrastructure/nats-server/setup.sh            install and start
#   PREFIX=/tmp/try infrastructure/nats-server/setup.sh write everything below PREFIX and only check it
#   NATS_TOKEN=... NATS_SERVER_NAME=...                 of the first run: where one token is to be the same on several hosts
#   NATS_ROUTES=nats://host:6222,nats://other:6222,...  the servers of one cluster, this one among them
set -eu

here=$(cd "$(dirname "$0")" && pwd)
prefix=${PREFIX:-}
etc=$prefix/etc/nats
store=$prefix/var/lib/nats
server=$(command -v nats-server || ls /usr/sbin/nats-server 2>/dev/null) || {
  echo "nats-server is not installed: see https://docs.nats.io/running-a-nats-service/introduction/installation" >&2
  exit 1
}

mkdir -p "$etc" "$store"
chmod 700 "$store"

if [ ! -s "$etc/nats-server.env" ]; then
  umask 077
  {
    echo "NATS_SERVER_NAME=${NATS_SERVER_NAME:-$(hostname)}"
    # Letters first: an unquoted value that looks like a number would be read as one.
    echo "NATS_TOKEN=${NATS_TOKEN:-t$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')}"
  } > "$etc/nats-server.env"
  umask 022
fi

# 2.9 and older do not know `sync_interval: always` and refuse to start with it.
version=$("$server" --version | sed 's/[^0-9]*//')
minor=$(echo "$version" | cut -d. -f2)
edit="s#/var/lib/nats#$store#"
if [ "${version%%.*}" -eq 2 ] && [ "$minor" -lt 10 ]; then
  edit="$edit; s/^ *sync_interval:/  # needs nats-server 2.10: &/"
  echo "nats-server $version: sync_interval is left out; acknowledged messages of the last two minutes may not survive a power loss" >&2
fi
sed "$edit" "$here/nats-server.conf" > "$etc/nats-server.conf"

# The servers of a cluster know each other by the same token. Written anew each time: no routes, a server of its own.
: > "$etc/cluster.conf"
if [ -n "${NATS_ROUTES:-}" ]; then
  . "$etc/nats-server.env"
  umask 077
  {
    echo 'cluster {'
    echo '  name: dapr-processing'
    echo '  listen: "0.0.0.0:6222"'
    echo '  authorization { user: route, password: $NATS_TOKEN, timeout: 2 }'
    echo '  routes: ['
    echo "$NATS_ROUTES" | tr ', ' '\n\n' | sed -n "s#^nats://\(..*\)#    \"nats://route:$NATS_TOKEN@\1\"#p"
    echo '  ]'
    echo '}'
  } > "$etc/cluster.conf"
  umask 022
fi

set -a
. "$etc/nats-server.env"
set +a
"$server" -t -c "$etc/nats-server.conf"

if [ -n "$prefix" ]; then
  echo "checked below $prefix; nothing was installed"
  exit 0
fi

id nats >/dev/null 2>&1 || useradd --system --home-dir /var/lib/nats --shell /usr/sbin/nologin nats
chown -R nats: "$store"
chgrp nats "$etc/nats-server.env" "$etc/cluster.conf"
chmod 640 "$etc/nats-server.env" "$etc/cluster.conf"
cat > /etc/systemd/system/nats-server.service <<UNIT
[Unit]
Description=NATS server with JetStream
After=network-online.target
Wants=network-online.target

[Service]
User=nats
EnvironmentFile=/etc/nats/nats-server.env
ExecStart=$server -c /etc/nats/nats-server.conf
ExecReload=/bin/kill -s HUP \$MAINPID
KillSignal=SIGUSR2
TimeoutStopSec=60
Restart=always
RestartSec=2
LimitNOFILE=65536
NoNewPrivileges=true
ProtectSystem=strict
ReadWritePaths=/var/lib/nats
PrivateTmp=true

[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --now nats-server
echo "nats-server runs on port 4222; the token is NATS_TOKEN in /etc/nats/nats-server.env"
