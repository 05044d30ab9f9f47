#!/usr/bin/env bash
# Builds the scanners from their pinned modules and packages, and prints the folder that holds them, with the schemas that one
# of them needs. What is built is kept; the folder's name changes with everything that it is made from.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-wordpress

say() { printf '%s\n' "$*" >&2; }

for program in go python3 node; do
  command -v "$program" >/dev/null || {
    say "The scanners are built with go, python3 and node, but there is no '$program' on the PATH: install it."
    exit 1
  }
done
key=$({
  cat "$here"/programs/*/go.{mod,sum} "$here/requirements.txt" "$here/schemas.ts" "$here/build.sh"
  cat "$repository/scripts/crds.ts" "$repository/imports/sources.json"
  cd "$here/programs/polaris" && go env GOVERSION
  python3 --version
} | sha256sum | cut -c 1-16)
folder=$cache/scanners-$key
mkdir -p "$folder/bin"
exec 9>"$folder/lock"
flock --nonblock 9 || {
  say 'Another run is building the scanners: waiting for it.'
  flock 9
}

unfinished=$folder/unfinished
rm -rf "$unfinished"

# make WHAT DURATION COMMAND...: runs COMMAND, which writes into $unfinished, and keeps that as WHAT when it is whole.
make() {
  local what=$1 duration=$2 begin=$SECONDS log=$folder/log
  shift 2
  [[ ! -e $folder/$what ]] || return 0
  say "Building $what (once; about $duration on two cores with an empty cache) ..."
  if ! "$@" >"$log" 2>&1 9>&-; then
    tail -n 20 "$log" >&2
    rm -rf "$unfinished"
    say "Building $what failed; the whole output is in $log."
    exit 1
  fi
  mv "$unfinished" "$folder/$what"
  rm -f "$log"
  say "  built in $((SECONDS - begin)) s"
}

program() (
  cd "$here/programs/$1"
  CGO_ENABLED=0 GOFLAGS=-mod=readonly go build -trimpath -buildvcs=false -ldflags='-s -w' -o "$unfinished" tool
)

polaris_checks() (
  cd "$here/programs/polaris"
  # Only what has been fetched has a folder.
  go mod download github.com/fairwindsops/polaris
  module=$(go list -m -f '{{.Dir}}' github.com/fairwindsops/polaris)
  find "$module/pkg/config/checks" -name '*.yaml' -printf '%f\n' | sed 's/\.yaml$//' | LC_ALL=C sort >"$unfinished"
)

# A virtual environment knows its own path, so it is made where it stays, and is there when the last step has made its mark.
python() {
  rm -rf "$folder/python"
  python3 -m venv "$folder/python"
  "$folder/python/bin/pip" install --quiet --disable-pip-version-check --no-deps --require-hashes \
    --requirement "$here/requirements.txt"
  touch "$unfinished"
}

schemas() {
  local published
  published=$(find "$folder/python/lib" -type d -name kubernetes-json-schema)
  (
    cd "$repository"
    node -r ./scripts/typescript.js scripts/crds.ts "$folder/crds"
    node -r ./scripts/typescript.js test/scanners/schemas.ts "$published" "$folder/crds" "$unfinished"
  )
}

make python.made '1 minute' python
make schemas '10 seconds' schemas
make bin/kubeconform '1 minute' program kubeconform
make bin/kube-score '3 minutes' program kube-score
make bin/pluto '4 minutes' program pluto
make polaris-checks '1 second' polaris_checks
make bin/polaris '5 minutes' program polaris
make bin/kube-linter '5 minutes' program kube-linter

printf '%s\n' "$folder"
