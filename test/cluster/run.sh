#!/usr/bin/env bash
# Runs the cluster tests: builds what is missing, starts a control plane, tests, and leaves nothing behind.
# Arguments go to Jest. With KUBECONFIG set, that cluster is used and none is started. KEEP_LOGS=1 keeps the programs' logs.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."

work=$(mktemp -d "${TMPDIR:-/tmp}/cdk8s-wordpress-cluster.XXXXXX")
state=$work/control-plane
# shellcheck source=test/cluster/jest.sh
source "$here/jest.sh"
# shellcheck disable=SC2317 # the traps call it
stop() {
  trap '' INT TERM
  stop_jest
  if [[ -n $state && -d $state ]]; then "$here/control-plane.sh" down "$state"; fi
  rm -rf "$work/dist"
  rmdir --ignore-fail-on-non-empty "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

bin=$("$here/build.sh")
CRDS=$(realpath "$bin/../crds")
# npm run secrets asks kubectl, too.
export PATH=$bin:$PATH CRDS
# A synth in the middle of the tests must not change what they test.
cp -R dist "$work/dist"
export DIST=$work/dist
if [[ -n ${KUBECONFIG:-} ]]; then
  echo "Using the cluster of KUBECONFIG=$KUBECONFIG." >&2
  echo 'Skipped there: what needs fake nodes, invents volumes, halts controllers, deletes namespaces or empties machines.' >&2
else
  # When it does not start it has stopped what did, and kept the logs that say why.
  "$here/control-plane.sh" up "$state" || {
    state=''
    exit 1
  }
  export KUBECONFIG=$state/kubeconfig CONTROL_PLANE=$state
fi

run_jest -c "${JEST_CONFIG:-jest.cluster.config.js}" "$@"
