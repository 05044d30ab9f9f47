#!/bin/sh
# Copies a backup from an object store to the volume if it is not there: for when the volume was lost, or keeps fewer.
#
# BACKUP    id of the backup, or "newest", which is fetched only if the volume has none; empty to list them
# BACKUPS   where the backups are mounted, if elsewhere
# STORE_*   see object-store.sh
set -eu
# shellcheck source=lib/database/files/object-store.sh
. "$(dirname "$0")/object-store.sh"
BACKUPS=${BACKUPS:-/backups}

ids=$(there)
id=${BACKUP:-}
if [ -z "$id" ]; then
  say "backups in $STORE_ENDPOINT, $STORE_FOLDER, of which BACKUP may name one:"
  echo "$ids"
  exit
fi
if [ "$id" = newest ]; then
  [ -z "$(here "$BACKUPS")" ] || exit 0
  id=$(echo "$ids" | tail -n 1)
fi
if [ -z "$id" ] || [ -d "$BACKUPS/$id" ]; then exit 0; fi
if ! echo "$ids" | grep -qFx -- "$id"; then
  say "there is no $id in $STORE_ENDPOINT, $STORE_FOLDER, either"
  exit 1
fi
say "fetching $id"
rm -rf "$BACKUPS/.$id.fetched"
rclone copy "store:$STORE_FOLDER/$id" "$BACKUPS/.$id.fetched"
mv "$BACKUPS/.$id.fetched" "$BACKUPS/$id"
