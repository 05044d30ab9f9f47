#!/bin/sh
# Fills a volume with one revision of a git repository: a tag, a branch or a commit.
set -eu
url=$1
revision=$2
target=$3
export HOME=/tmp

# A restarted init container finds what the last try left behind.
find "$target" -mindepth 1 -delete
git init --quiet "$target"
cd "$target"
git fetch --quiet --depth 1 "$url" "$revision"
git -c advice.detachedHead=false checkout --quiet FETCH_HEAD
git log -1 --format='serving %H of %ad' --date=iso
