#!/usr/bin/env bash
# Builds the programs of real nodes from their pinned Go modules and prints the folder that holds them, with those of the
# control plane. What is built is kept; the folder's name changes with everything that the programs are made from.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-wordpress

say() { printf '%s\n' "$*" >&2; }

control_plane=$("$here/../build.sh")
key=$(cd "$here/programs" && { find . -type f | LC_ALL=C sort | xargs cat && go env GOVERSION && cat "$here/build.sh"; } | sha256sum | cut -c 1-16)
bin=$cache/nodes-$key/bin
mkdir -p "$bin"
exec 9>"$cache/nodes-$key/lock"
flock --nonblock 9 || {
  say 'Another run is building the programs of the nodes: waiting for it.'
  flock 9
}

# build MODULE DURATION PACKAGES PROGRAM...: the programs appear when they are whole.
build() {
  local module=$1 duration=$2 packages=$3 program missing='' begin=$SECONDS
  shift 3
  for program in "$@"; do [[ -x $bin/$program ]] || missing=1; done
  [[ $missing ]] || return 0
  say "Building $* (once; about $duration on two cores with an empty Go cache) ..."
  local unfinished=$cache/nodes-$key/$module.$$ log=$cache/nodes-$key/$module.log
  mkdir -p "$unfinished"
  if ! (cd "$here/programs/$module" && CGO_ENABLED=0 GOFLAGS=-mod=readonly go build -trimpath -buildvcs=false -ldflags='-s -w' -o "$unfinished/" "$packages") >"$log" 2>&1 9>&-; then
    tail -n 20 "$log" >&2
    rm -rf "$unfinished"
    say "Building $* failed; the whole output is in $log."
    exit 1
  fi
  mv "$unfinished"/* "$bin/"
  rmdir "$unfinished"
  rm -f "$log"
  say "  built in $((SECONDS - begin)) s"
}

build cni '20 seconds' tool ptp host-local loopback
build own '1 minute' ./... ingress pause policies volumes
build containerd '5 minutes' tool containerd containerd-shim-runc-v2 ctr
build coredns '2 minutes' . coredns
build metrics-server '3 minutes' tool metrics-server
for program in etcd kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl; do
  ln -sfn "$control_plane/$program" "$bin/$program"
done
printf '%s\n' "$bin"
