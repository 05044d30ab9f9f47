#!/usr/bin/env bash
# Runs the drills on the cluster of ../nodes, which it starts, with environment "testing" in it. Arguments go to Jest.
# The cluster stays: 'npm run cluster -- down' stops it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../../.."
state=${CLUSTER_STATE:-/var/tmp/cdk8s-wordpress-nodes}
# A synth in the middle of the drills must not change what they apply.
DIST=$(mktemp -d "${TMPDIR:-/tmp}/cdk8s-wordpress-drills.XXXXXX")
trap 'rm -rf "$DIST"' EXIT
cp -R dist/testing "$DIST"
export DIST

test/cluster/nodes/cluster.sh up
export KUBECONFIG=$state/kubeconfig PATH=$state/bin:$PATH
if ! kubectl get statefulset --namespace wordpress-testing database >/dev/null 2>&1; then
  mapfile -t archives < <(test/cluster/images/build.sh)
  test/cluster/nodes/cluster.sh load "${archives[@]}"
fi
kubectl apply --server-side --filename "$DIST/testing/cluster.k8s.yaml"
secrets=$(npm run --silent secrets -- testing)
# What exists is not made again.
if [[ $secrets ]]; then kubectl apply --filename - <<<"$secrets"; fi
kubectl apply --server-side --filename "$DIST/testing"
node node_modules/jest/bin/jest.js --ci --config jest.drills.config.js --runInBand "$@"
