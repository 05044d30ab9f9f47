#!/bin/sh
# Copies WordPress from the image into the pod's own volume, where nginx finds it too. What visitors and
# administrators add lives in wp-content, which is another volume.
set -eu
source=$1
target=$2

mkdir -p "$target/wp-content"
cd "$source"
find . -mindepth 1 -maxdepth 1 ! -name wp-content -exec cp -R {} "$target/" \;
