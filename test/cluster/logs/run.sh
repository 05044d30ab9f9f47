#!/usr/bin/env bash
# Runs the log path on the cluster of ../nodes, which it starts: web servers, Filebeat, and Kafka on three machines.
# Arguments go to Jest. The cluster stays: 'npm run cluster -- down' stops it.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../../.."
state=${CLUSTER_STATE:-/var/tmp/cdk8s-wordpress-nodes}
work=$(mktemp -d "${TMPDIR:-/tmp}/cdk8s-wordpress-logs.XXXXXX")
trap 'rm -rf "$work"' EXIT

test/cluster/nodes/cluster.sh up
export KUBECONFIG=$state/kubeconfig PATH=$state/bin:$PATH
if ! kubectl get namespace logs-on-pods >/dev/null 2>&1; then
  mapfile -t archives < <(test/cluster/images/build.sh nginx filebeat kafka)
  test/cluster/nodes/cluster.sh load "${archives[@]}"
fi
node -r ./scripts/typescript.js test/cluster/logs/stack.ts "$work"
kubectl apply --server-side --filename "$work/platform.k8s.yaml"
kubectl apply --server-side --filename "$work"
# What is being replaced is none of what is tested.
kubectl rollout status --namespace logs-on-pods --timeout 300s deployment/web statefulset/kafka
node node_modules/jest/bin/jest.js --ci --config jest.logs.config.js --runInBand "$@"
