#!/usr/bin/env bash
# Compares what a log pipeline gives to operators with what these know: ECK's resources with its published definitions, and
# Strimzi's with the classes of the operator itself, which publishes no definitions in a registry of packages.
#
# Needs node, go, Maven and a JDK of version 17 or newer.
set -euo pipefail
cd "$(dirname "$0")/../../.."
readonly ECK=github.com/elastic/cloud-on-k8s/v3@v3.5.0 ECK_SUM=h1:sR4oj+gNnwI9hgsKhBwjUlx+5F2T/kND40hrzaogtek=
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

node -r ts-node/register/transpile-only test/logging/operators/write-resources.ts "$work/resources"

module=$(cd "$work" && go mod download -json "$ECK")
[[ $(jq -r .Sum <<<"$module") == "$ECK_SUM" ]] || {
  echo "$ECK has another sum" >&2
  exit 1
}
node -r ts-node/register/transpile-only test/logging/operators/check-schemas.ts \
  "$(jq -r .Dir <<<"$module")/config/crds/v1/all-crds.yaml" "$work/resources"

libs=$(test/logging/jars.sh test/logging/operators)
java -cp "$libs/*" test/logging/operators/CheckStrimzi.java "$work"/resources/*.Kafka*.json

# Whoever finds nothing wrong must find this.
mkdir "$work/wrong"
jq '.spec.kafka.listener = []' "$work/resources/least.Kafka.logs.json" >"$work/wrong/Kafka.json"
jq '.spec.counts = 2' "$work/resources/least.Kibana.logs.json" >"$work/wrong/Kibana.json"
if java -cp "$libs/*" test/logging/operators/CheckStrimzi.java "$work/wrong/Kafka.json" >/dev/null ||
  node -r ts-node/register/transpile-only test/logging/operators/check-schemas.ts \
    "$(jq -r .Dir <<<"$module")/config/crds/v1/all-crds.yaml" "$work/wrong" >/dev/null; then
  echo 'FAILED: an unknown field is not found' >&2
  exit 1
fi
