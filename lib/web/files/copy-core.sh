#!/bin/sh
# Copies WordPress from the image into the pod's own volume, where nginx finds it too. What visitors and
# administrators add lives in wp-content, which is another volume.
set -eu
source=$1
target=$2

mkdir -p "$target/wp-content"
cd "$source"
find . -mindepth 1 -maxdepth 1 ! -name wp-content -exec cp -R {} "$target/" \;
# Compressed once and as well as it goes, for nginx to send as they are.
find "$target/wp-admin" "$target/wp-includes" -type f -size +1k \( -name '*.css' -o -name '*.js' -o -name '*.svg' \) \
  -exec gzip -9 -kfn {} +
