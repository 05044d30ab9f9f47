#!/bin/sh
# Copies the schedule's backups that are newer than the newest one there to an object store. It deletes nothing.
#
# BACKUPS   where the backups are mounted, if elsewhere
# STORE_*   see object-store.sh
set -eu
# shellcheck source=lib/database/files/object-store.sh
. "$(dirname "$0")/object-store.sh"
BACKUPS=${BACKUPS:-/backups}

ids=$(there)
newest=$(echo "$ids" | tail -n 1)
for id in $(here "$BACKUPS" | awk -v newest="$newest" '$0 > newest'); do
  say "copying $id to $STORE_ENDPOINT, $STORE_FOLDER"
  rclone copy --exclude 'SHA256SUMS*' "$BACKUPS/$id" "store:$STORE_FOLDER/$id"
  rclone copy --include 'SHA256SUMS*' "$BACKUPS/$id" "store:$STORE_FOLDER/$id"
  rclone check --one-way "$BACKUPS/$id" "store:$STORE_FOLDER/$id"
done
say 'all are there'
