#!/bin/sh
# Keeps the access log within two small files in RAM: renames, then asks the server to open a new one (USR1).
# Lines are lost only when they come faster than the log shipper reads; that is said on standard error.
set -u
log=$1
rotate_at=$2
shed_at=$3
pid_file=$4
old=$log.1
rounds=0
shed=0
current=0
last=0

while :; do
  # Each look costs two processes: fewer while nothing is written. A burst must not fill the volume in between.
  if [ "$last" -eq "$current" ]; then sleep 0.25; else sleep 0.1; fi
  last=$current
  rounds=$((rounds + 1))
  if [ "$rounds" -ge 50 ]; then
    rounds=0
    [ "$shed" -eq 0 ] || echo "{\"level\":\"warn\",\"event\":\"access-log-shed\",\"bytes\":$shed}" >&2
    shed=0
  fi
  if [ ! -s "$pid_file" ] || [ ! -e "$log" ]; then continue; fi
  # shellcheck disable=SC2046 # one number each
  set -- $(stat -c %s "$log" "$old" 2>/dev/null)
  current=${1:-0}
  previous=${2:-0}
  # So near to full, lines have come too fast for the shipper, or for the volume.
  [ $((current + previous)) -lt "$shed_at" ] || shed=$((shed + previous))
  if [ "$current" -ge "$rotate_at" ]; then
    # The shipper may hold the old file open: only truncation gives its memory back at once.
    [ "$previous" -eq 0 ] || : >"$old"
    mv "$log" "$old"
    kill -USR1 "$(cat "$pid_file")"
  elif [ $((current + previous)) -ge "$shed_at" ]; then
    # Full before it could rotate: without this the log would stand still for ever.
    : >"$old"
  fi
done
