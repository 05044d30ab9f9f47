#!/usr/bin/env bash
# image.sh NAME OUT.tar FOLDER CONFIG-JSON: an image archive with one layer, the files of FOLDER, all of them root's.
# CONFIG-JSON is the "config" of an OCI image: {"Entrypoint": [...], "Env": [...], "User": "..."}.
set -euo pipefail

name=$1 out=$2 folder=$3 config=$4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tar --create --file "$work/layer.tar" --directory "$folder" --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 .
layer=$(sha256sum "$work/layer.tar" | cut -d ' ' -f 1)
printf '{"architecture":"%s","os":"linux","config":%s,"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
  "$(dpkg --print-architecture)" "$config" "$layer" >"$work/config.json"
printf '[{"Config":"config.json","RepoTags":["%s"],"Layers":["layer.tar"]}]' "$name" >"$work/manifest.json"
tar --create --file "$out" --directory "$work" manifest.json config.json layer.tar
