#!/usr/bin/env bash
# A PostgreSQL of the platform's own, from distribution packages: the state store that several hosts share, in trials, small groups
# and tests.
#   POSTGRES_PASSWORD=... eng/postgres-server.sh FOLDER [ADDRESS] [PORT]    stays in the foreground; SIGTERM ends it
# Data is in FOLDER/data and survives a restart; ADDRESS is 127.0.0.1 where none is given, PORT 5432. User and database are called
# platform; the password is that of the first start. As root it runs as the user postgres, or as nobody where there is none.
set -euo pipefail

folder=$(realpath -m "${1:?"usage: $0 FOLDER [ADDRESS] [PORT]"}") address=${2:-127.0.0.1} port=${3:-5432}
: "${POSTGRES_PASSWORD:?is the password of the user platform}"
programs=$(command -v postgres >/dev/null && dirname "$(realpath "$(command -v postgres)")" ||
  find /usr/lib/postgresql -path '*/bin/postgres' -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || { echo "postgres-server: PostgreSQL is not installed (Debian: postgresql)" >&2; exit 1; }

# Its folder is its own: what is above may belong to others, and has to be passable.
as=()
mkdir -p "$folder"
if [ "$(id -u)" -eq 0 ]; then
  user=postgres
  id postgres >/dev/null 2>&1 || user=nobody
  chown "$user" "$folder"
  as=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups)
fi
if [ ! -s "$folder/data/PG_VERSION" ]; then
  (umask 077; "${as[@]}" tee "$folder/password" <<<"$POSTGRES_PASSWORD" >/dev/null)
  "${as[@]}" "$programs/initdb" -D "$folder/data" -U platform --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync \
    --pwfile="$folder/password" >/dev/null
  rm -f "$folder/password"
  echo "host all all all scram-sha-256" >>"$folder/data/pg_hba.conf"
  # The one user has a database of its name; there is no server yet to ask for it.
  echo 'CREATE DATABASE platform' | "${as[@]}" "$programs/postgres" --single -D "$folder/data" postgres >/dev/null
  sync -f "$folder/data"
fi
unset POSTGRES_PASSWORD
# Few runtimes of four connections each; fsync stays on.
exec "${as[@]}" "$programs/postgres" -D "$folder/data" -h "$address" -p "$port" -k '' -c max_connections=200
