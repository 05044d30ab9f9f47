#!/bin/sh
# Keeps the access log within two small files in RAM: renames, then asks the server to open a new one (USR1).
# Lines are lost only when they come faster than the log shipper reads; that is said on standard error.
set -u
log=$1
rotate_at=$2
shed_at=$3
# Where nginx says its process id, and has a byte for each line that it left out.
run=$4
pid_file=$run/nginx.pid
left_out=$run/left-out.log
# A file that is gone sooner may be one that the shipper never found, in milliseconds.
unread=$5
old=$log.1
# Reports at once, so that there are metrics from the start.
rounds=500
shed=0
all_shed=0
all_left_out=0
last=0
written=0
# Looks that are still to come quickly.
eager=0
# How long the current file has been that, and how long the old one was, in hundredths of a second of sleep.
age=0
old_age=0

reopen() {
  read -r pid <"$pid_file"
  kill -USR1 "$pid"
}

# Empties the old file when this command has taken its name: the shipper may hold it open, and only truncation gives its
# memory back at once. One that sees it shrink under its name opens that name again, which may be the next file's by then,
# and reads that twice.
drop_old() {
  if [ "$previous" -eq 0 ]; then
    "$@"
    return
  fi
  exec 3<"$old"
  "$@"
  : >/proc/self/fd/3
  exec 3<&-
}

report() {
  [ "$shed" -eq 0 ] || echo "{\"level\":\"warn\",\"event\":\"access-log-shed\",\"bytes\":$shed}" >&2
  all_shed=$((all_shed + shed))
  shed=0
  if [ -e "$left_out" ] && { [ -s "$left_out" ] || [ -s "$left_out.1" ]; }; then
    # Nothing is added to the one before any more: nginx opened the next one at the last report.
    if [ -s "$left_out.1" ]; then
      lines=$(stat -c %s "$left_out.1")
      echo "{\"level\":\"warn\",\"event\":\"access-log-left-out\",\"lines\":$lines}" >&2
      all_left_out=$((all_left_out + lines))
    fi
    mv "$left_out" "$left_out.1"
    reopen
  fi
  cat >"$run/rotation.metrics.new" <<END
# HELP access_log_left_out_lines_total Lines that nginx left out, because they came faster than the log in RAM bears.
# TYPE access_log_left_out_lines_total counter
access_log_left_out_lines_total $all_left_out
# HELP access_log_shed_bytes_total Bytes of lines that were dropped, perhaps before the log shipper read them.
# TYPE access_log_shed_bytes_total counter
access_log_shed_bytes_total $all_shed
END
  mv "$run/rotation.metrics.new" "$run/rotation.metrics"
}

while :; do
  # Each look costs two processes: few while nothing is written. A burst must not fill the volume in between: nginx would
  # write nothing for the rest of the second, and nobody would know how much. So it is waited for longer than that.
  if [ "$eager" -gt 0 ]; then
    eager=$((eager - 1))
    pause=3
    sleep 0.03
  elif [ "$written" -ne 0 ]; then
    pause=10
    sleep 0.1
  else
    pause=25
    sleep 0.25
  fi
  age=$((age + pause))
  rounds=$((rounds + pause))
  if [ ! -s "$pid_file" ] || [ ! -e "$log" ]; then continue; fi
  if [ "$rounds" -ge 500 ]; then
    rounds=0
    report
  fi
  # shellcheck disable=SC2046 # one number each
  set -- $(stat -c %s "$log" "$old" 2>/dev/null)
  current=${1:-0}
  previous=${2:-0}
  written=$((current - last))
  last=$current
  [ "$written" -lt $((rotate_at / 3)) ] || eager=67
  full=$((current + previous >= shed_at))
  if [ "$current" -lt "$rotate_at" ] && [ "$full" -eq 0 ]; then continue; fi
  # Lines have come too fast for the shipper, or for the volume.
  if [ "$full" -eq 1 ] || [ $(((age + old_age) * 10)) -lt "$unread" ]; then shed=$((shed + previous)); fi
  # It may be full before it can rotate: then room for the current file is all that is needed.
  if [ "$current" -ge "$rotate_at" ]; then
    drop_old mv "$log" "$old"
    reopen
    last=0
    old_age=$age
    age=0
  else
    drop_old rm "$old"
  fi
done
