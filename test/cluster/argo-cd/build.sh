#!/usr/bin/env bash
# Builds Argo CD from its pinned Go module and prints the folder that holds its programs. What is built is kept; the
# folder's name changes with everything that the programs are made from. Beside it lies Argo CD's default configuration.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-wordpress

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

key=$(cd "$here" && { cat go.mod go.sum main.go build.sh && go env GOVERSION; } | sha256sum | cut -c 1-16)
bin=$cache/argo-cd-$key/bin
mkdir -p "$bin"
exec 9>"$cache/argo-cd-$key/lock"
flock --nonblock 9 || {
  say 'Another run is building Argo CD: waiting for it.'
  flock 9
}

# shellcheck source=test/cluster/building.sh
source "$here/../building.sh"
unfinished=$bin/.argo-cd.$$
give_up() {
  if [[ -n $builder ]]; then kill "$builder" 2>/dev/null || true; fi
  rm -f "$unfinished"
}
trap give_up EXIT
trap 'exit 130' INT TERM

if [[ ! -x $bin/argo-cd ]]; then
  say 'Building Argo CD (once; about 10 minutes on two cores with an empty Go cache) ...'
  log=$cache/argo-cd-$key/build.log begin=$SECONDS
  (cd "$here" && CGO_ENABLED=0 GOFLAGS=-mod=readonly exec go build -trimpath -buildvcs=false -ldflags='-s -w' -o "$unfinished" .) >"$log" 2>&1 9>&- &
  builder=$!
  finish_build 'Argo CD' "$log" "$begin"
  module=$(cd "$here" && GOFLAGS=-mod=readonly go list -m -f '{{.Dir}}' github.com/argoproj/argo-cd/v3)
  install -m 644 "$module/manifests/base/config/argocd-cm.yaml" "$bin/../argocd-cm.yaml"
  install -m 755 "$module/hack/git-verify-wrapper.sh" "$bin/git-verify-wrapper.sh"
  for name in argocd-application-controller argocd-repo-server redis; do
    ln -sfn argo-cd "$bin/$name"
  done
  mv "$unfinished" "$bin/argo-cd"
  rm -f "$log"
  say "  built in $((SECONDS - begin)) s"
fi
printf '%s\n' "$bin"
