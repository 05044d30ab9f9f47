#!/usr/bin/env bash
# Runs the tests on real nodes: from nothing to a site, then visitors, updates, load, strangers, and a lost machine.
# Arguments go to Jest. With KUBECONFIG set, that cluster is used: nothing is started, no machine is killed.
# KEEP_NODES=1 leaves the nodes running.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../../.."
state=${CLUSTER_STATE:-/var/tmp/cdk8s-wordpress-nodes}

work=$(mktemp -d "${TMPDIR:-/tmp}/cdk8s-wordpress-nodes.XXXXXX")
# shellcheck source=test/cluster/jest.sh
source "$here/../jest.sh"
# shellcheck disable=SC2317 # the traps call it
stop() {
  trap '' INT TERM
  stop_jest
  if [[ -n ${OWN_NODES:-} && -z ${KEEP_NODES:-} ]]; then "$here/cluster.sh" down || true; fi
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A synth in the middle of the tests must not change what they test.
cp -R dist "$work/dist"
export DIST=$work/dist

if [[ -n ${KUBECONFIG:-} ]]; then
  echo "Using the cluster of KUBECONFIG=$KUBECONFIG." >&2
  echo 'Skipped there: starting it, images under other names, lost machines.' >&2
else
  # The first time it takes longer than any test may.
  "$here/build.sh" >/dev/null
  "$here/../images/build.sh" >/dev/null
  # Whatever is left of another run would not be "from nothing".
  if [[ -d $state/run ]]; then "$here/cluster.sh" down; fi
  export OWN_NODES=1 KUBECONFIG=$state/kubeconfig PATH=$state/bin:$PATH
fi

run_jest -c jest.nodes.config.js "$@"
