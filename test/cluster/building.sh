# Waits for something that is built in the background. Sourced; `say` and `fail` are the caller's.
# shellcheck shell=bash

# The process that builds; whoever gives up ends it.
builder=''

# finish_build WHAT LOG BEGIN: until $builder has ended. Shows that it goes on, and what went wrong.
finish_build() {
  local what=$1 log=$2 begin=$3 ticks=0
  while kill -0 "$builder" 2>/dev/null; do
    sleep 0.5
    ticks=$((ticks + 1))
    ((ticks % 60)) || say "  $what: $((SECONDS - begin)) s, still building"
  done
  wait "$builder" || {
    builder=''
    tail -n 20 "$log" >&2
    fail "Building $what failed; the whole output is in $log."
  }
  builder=''
}
