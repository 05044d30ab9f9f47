#!/usr/bin/env bash
# Starts Chromium where nothing but one site can be reached: port 443 of its own 127.0.0.1 leads to that of SITE, an
# address. Arguments go to Chromium. It ends with Chromium, and Chromium with it.
#
# Chromium breaks off whatever it is doing when any network of its machine changes, and on this one they come and go.
set -euo pipefail

work=$(mktemp -d "${TMPDIR:-/tmp}/cdk8s-wordpress-browser.XXXXXX")
export SOCKET=$work/site
socat "UNIX-LISTEN:$SOCKET,fork" "TCP:$SITE:443" 3>&- 4>&- &
way=$!
trap 'kill "$way" 2>/dev/null; rm -rf "$work"' EXIT

# The link that leads nowhere makes pages believe that they are online; it gets no address of its own accord, and that
# would be a change. 3 and 4 are for those who steer Chromium.
# shellcheck disable=SC2016 # the inner shell expands them
unshare --net --pid --fork --kill-child --mount-proc bash -euc '
  ip link set lo up
  ip link add here type veth peer name nowhere
  ip link set nowhere addrgenmode none up
  ip link set here addrgenmode none up
  ip address add 192.0.2.1/30 dev here
  socat TCP-LISTEN:443,bind=127.0.0.1,reuseaddr,fork "UNIX-CONNECT:$SOCKET" 3>&- 4>&- &
  until ip link show here up | grep "state UP" >/dev/null && ss -Hltn "sport = :443" | grep . >/dev/null; do sleep 0.05; done
  exec "${CHROMIUM:-/usr/bin/chromium}" "$@"
' chromium "$@"
