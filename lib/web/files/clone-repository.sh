#!/bin/sh
# Fills a volume with the files of one revision of a git repository: a tag or a commit. Its history stays in /tmp.
set -eu
url=$1
revision=$2
target=$3

export HOME=/tmp GIT_DIR=/tmp/repository GIT_WORK_TREE="$target"
# A restarted init container finds what the last try left behind.
rm -rf "$GIT_DIR"
find "$target" -mindepth 1 -delete
git init --quiet
git fetch --quiet --depth 1 "$url" "$revision"
git -c advice.detachedHead=false checkout --quiet --force FETCH_HEAD
git log -1 --format='serving %H of %ad' --date=iso
