# Programs that go on in the background. Sourced; $state is a folder with their logs and process ids.
# shellcheck shell=bash disable=SC2154

# A process id may have been given to another process since: each of ours carries the folder in its arguments.
running() {
  local pid
  pid=$(cat "$state/run/$1.pid" 2>/dev/null) || return 1
  { tr '\0' '\n' <"/proc/$pid/cmdline"; } 2>/dev/null | grep -F -- "$state" >/dev/null
}

# start NAME COMMAND...: setsid, so that Ctrl-C reaches the caller alone, which stops them in their order.
start() {
  local name=$1
  shift
  setsid "$@" >>"$state/log/$name.log" 2>&1 9>&- </dev/null &
  echo $! >"$state/run/$name.pid"
}
