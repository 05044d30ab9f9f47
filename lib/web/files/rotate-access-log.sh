#!/bin/sh
# Keeps the access log within two small files in RAM: renames, then asks the server to open a new one (USR1).
# Lines are lost only when they come faster than the log shipper reads; that is said on standard error.
set -u
log=$1
rotate_at=$2
shed_at=$3
pid_file=$4
old=$log.1

size_of() {
  stat -c %s "$1" 2>/dev/null || echo 0
}

while :; do
  sleep 0.1
  [ -s "$pid_file" ] && [ -e "$log" ] || continue
  current=$(size_of "$log")
  previous=$(size_of "$old")
  if [ "$current" -ge "$rotate_at" ]; then
    # The shipper may hold the old file open: only truncation gives its memory back at once.
    [ "$previous" -eq 0 ] || : >"$old"
    mv "$log" "$old"
    kill -USR1 "$(cat "$pid_file")"
  elif [ $((current + previous)) -ge "$shed_at" ]; then
    # Full before it could rotate: without this the log would stand still for ever.
    : >"$old"
    echo "{\"level\":\"warn\",\"event\":\"access-log-shed\",\"bytes\":$previous}" >&2
  fi
done
