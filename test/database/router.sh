#!/usr/bin/env bash
# The proxies' settings in a real HAProxy, before three programs that answer as database nodes do where the proxy looks: one
# says its name to clients, the other where it stands. What becomes of real databases is shown by the drills.
#
# Needs root, and haproxy, socat and curl.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

skip() {
  echo "skipped: $*"
  exit 0
}
((EUID == 0)) || skip 'namespaces need root'
for program in haproxy socat curl ip; do command -v "$program" >/dev/null || skip "$program is not installed"; done

work=$(mktemp -d) && chmod 755 "$work"
nodes=router-nodes-$$
proxy=router-proxy-$$
clean_up() {
  local pids
  mapfile -t pids < <(ip netns pids "$nodes" && ip netns pids "$proxy") 2>/dev/null
  [[ ${#pids[@]} -eq 0 ]] || kill "${pids[@]}" 2>/dev/null || true
  ip netns del "$nodes" 2>/dev/null || true
  ip netns del "$proxy" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

die() {
  echo "FAILED: $*" >&2
  cat "$work/log" >&2
  exit 1
}

# until_it_is SECONDS WHAT EXPECTED COMMAND...
until_it_is() {
  local end=$((SECONDS + $1)) what=$2 expected=$3 got
  shift 3
  while got=$("$@" 2>/dev/null) || true && [[ $got != "$expected" ]]; do
    ((SECONDS < end)) || die "$what: expected '$expected', got '$got'"
    sleep 0.3
  done
  echo "-- $what: $got"
}

ip netns add "$nodes"
ip netns add "$proxy"
ip -n "$nodes" link add nodes type veth peer name proxy netns "$proxy"
ip -n "$nodes" link set nodes up
ip -n "$proxy" link set proxy up
ip -n "$proxy" link set lo up
ip -n "$proxy" addr add 10.213.79.1/24 dev proxy
for node in 0 1 2; do
  address=10.213.79.1$node
  ip -n "$nodes" addr add "$address/24" dev nodes
  echo "$address database-router-node$node.blog.svc" >>"$work/hosts"
  echo "database-$node primary aaaaaaaa-0000-0000-0000-000000000001 -1 1" >"$work/state$node"
  ip netns exec "$nodes" socat -U "TCP-LISTEN:4570,bind=$address,reuseaddr,fork" "SYSTEM:cat $work/state$node" &
  ip netns exec "$nodes" socat "TCP-LISTEN:3306,bind=$address,reuseaddr,fork" "SYSTEM:echo database-$node; cat" &
done

node -r ts-node/register/transpile-only test/database/write-router.ts "$work/haproxy.cfg"
# shellcheck disable=SC2016 # the inner shell expands it
in_proxy() { ip netns exec "$proxy" unshare --mount bash -c 'mount --bind "$0/hosts" /etc/hosts && exec "$@"' "$work" "$@"; }
in_proxy haproxy -c -f "$work/haproxy.cfg"
in_proxy setpriv --reuid nobody --regid nogroup --clear-groups --no-new-privs haproxy -W -db -f "$work/haproxy.cfg" 2>"$work/log" &

writer() { ip netns exec "$proxy" timeout 3 socat -u TCP:127.0.0.1:3306,connect-timeout=2 - | head -n 1; }
health() { ip netns exec "$proxy" curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:8404/$1"; }
stand() { sed -i "s/ [a-z]* aaaa/ $2 aaaa/" "$work/state$1"; }

until_it_is 10 'clients come to the first node' database-0 writer
until_it_is 1 'it is ready' 200 health ready
# Somebody who is connected when the node goes.
ip netns exec "$proxy" timeout 30 socat -u TCP:127.0.0.1:3306 - >"$work/session" &
session=$!
sleep 1
stand 0 nonprimary
until_it_is 10 'the first one has lost its majority: clients come to the second' database-1 writer
wait "$session" && echo '-- who was connected to the first has been sent away'
stand 1 joining
until_it_is 10 'and when that one stops, to the third' database-2 writer
stand 2 joining
until_it_is 10 'nobody is left: it is not ready' 503 health ready
until_it_is 1 'but alive' 200 health alive
stand 0 primary
until_it_is 10 'the first one is back' database-0 writer
until_it_is 1 'it is ready' 200 health ready
ip netns exec "$proxy" curl -s http://127.0.0.1:8404/metrics | grep '^haproxy_server_status' >/dev/null || die 'there are no metrics'
