#!/usr/bin/env bash
# Builds the programs of the test control plane from their pinned Go modules and prints the folder that holds them.
# What is built is kept; the folder's name changes with everything that the programs are made from. Beside it, in crds,
# lie the custom resource definitions that the manifests need.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-wordpress

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

wanted=$(sed -n 's/^go //p' "$here/kubernetes/go.mod")
command -v go >/dev/null ||
  fail "The cluster tests build a real Kubernetes control plane and need Go $wanted or newer, but there is no 'go' on the PATH: install it from https://go.dev/dl/."
# GOTOOLCHAIN=local: which Go is installed, not which one go.mod would make it download.
version=$(cd / && GOTOOLCHAIN=local go env GOVERSION)
[[ "$(printf '%s\n' "$wanted" "${version#go}" | sort -V | head -n 1)" == "$wanted" ]] ||
  fail "The cluster tests need Go $wanted or newer, but 'go' on the PATH is ${version#go}: install a newer one from https://go.dev/dl/."

checksum() { cat "$@" | sha256sum | cut -c 1-16; }
key=$(cat "$here"/{kubernetes,kwok}/go.{mod,sum} "$here/kubernetes/main.go" "${BASH_SOURCE[0]}" <(printf '%s' "$version") | checksum)
bin=$cache/$key/bin
mkdir -p "$bin"

# Two runs that start together would otherwise build everything twice.
exec 9>"$cache/$key/lock"
flock --nonblock 9 || {
  say "Another run is building the control plane: waiting for it."
  flock 9
}

# shellcheck source=test/cluster/building.sh
source "$here/building.sh"
unfinished=''
give_up() {
  if [[ -n $builder ]]; then kill "$builder" 2>/dev/null || true; fi
  if [[ -n $unfinished ]]; then rm -rf "$unfinished"; fi
}
trap give_up EXIT
trap 'exit 130' INT TERM

# build NAME MODULE PACKAGE DURATION [LINKER FLAGS]: the program appears under its name only when it is whole.
build() {
  local name=$1 module=$2 package=$3 duration=$4 flags=${5:-}
  [[ ! -x $bin/$name ]] || return 0
  local log=$cache/$key/$name.log begin=$SECONDS
  say "Building $name (once; about $duration on two cores with an empty Go cache) ..."
  unfinished=$bin/.$name.$$
  (cd "$here/$module" && CGO_ENABLED=0 GOFLAGS=-mod=readonly exec go build -trimpath -buildvcs=false -ldflags="-s -w $flags" -o "$unfinished" "$package") >"$log" 2>&1 9>&- &
  builder=$!
  finish_build "$name" "$log" "$begin"
  mv "$unfinished" "$bin/$name"
  unfinished=''
  rm -f "$log"
  say "  $name: built in $((SECONDS - begin)) s"
}

# The version a released binary carries; without it the server calls itself v0.0.0 and clients mistrust it.
release=$(sed -n 's|^\tk8s.io/kubernetes ||p' "$here/kubernetes/go.mod")
IFS=. read -r major minor _ <<<"${release#v}"
stamp=''
for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  stamp+=" -X $package.gitVersion=$release -X $package.gitMajor=$major -X $package.gitMinor=$minor"
  stamp+=" -X $package.gitCommit=$release -X $package.gitTreeState=clean"
done

build etcd kubernetes go.etcd.io/etcd/server/v3 '1 minute'
build kwok kwok sigs.k8s.io/kwok/cmd/kwok '2 minutes'
build kubernetes kubernetes . '8 minutes' "$stamp"
for name in kube-apiserver kube-controller-manager kube-scheduler kube-proxy kubelet kubectl; do
  ln -sfn kubernetes "$bin/$name"
done

# Custom resource definitions: the same kinds that imports/ has bindings for.
crds=$cache/$key/crds-$(checksum "$repository/scripts/crds.ts" "$repository/imports/sources.json")
if [[ ! -d $crds ]]; then
  say 'Fetching the custom resource definitions ...'
  unfinished=$crds.$$
  mkdir "$unfinished"
  (cd "$repository" && node -r ts-node/register/transpile-only scripts/crds.ts "$unfinished") >/dev/null
  mv "$unfinished" "$crds"
  unfinished=''
fi
ln -sfn "$crds" "$cache/$key/crds"

printf '%s\n' "$bin"
