#!/usr/bin/env bash
# Parses the pipelines of dist/ by the grammar of Logstash, and breaks each to see that the parser refuses it.
#
# Logstash itself is in no registry of packages. This is a translation of its grammar, which knows no option of any plug-in.
#
# Needs Python 3 with pip, and node.
set -euo pipefail
cd "$(dirname "$0")/../.."
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-wordpress
recipe=test/logging/logstash
parser=$cache/pipeline-parser-$(sha256sum "$recipe/requirements.txt" | cut -c 1-16)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [[ ! -d $parser ]]; then
  mkdir -p "$cache"
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps --require-hashes \
    --target "$work/parser" --requirement "$recipe/requirements.txt"
  mv "$work/parser" "$parser"
fi

parse() { PYTHONPATH=$parser python3 "$recipe/parse.py" "$@"; }

node -r ts-node/register/transpile-only test/web/write-rendered.ts "$work/dist"
for conf in "$work"/dist/*/logs-logstash-config/*.conf; do
  parse "$conf" | sed "s,$work/,,"
  sed '0,/=>/s//=/' "$conf" >"$work/broken.conf"
  if parse "$work/broken.conf" >/dev/null 2>&1; then
    echo "FAILED: the parser takes a broken ${conf#"$work/"}" >&2
    exit 1
  fi
done
