# Backups in an object store: rclone's settings, under the name "store", and what is there. Sourced.
# shellcheck shell=sh
#
# STORE_ENDPOINT, STORE_PROVIDER, STORE_REGION   the store
# STORE_FOLDER   bucket and folder
# STORE_SECRET   folder with access-key-id and secret-access-key, if elsewhere

temporary=${TMPDIR:-/tmp}
secret=${STORE_SECRET:-/etc/object-store}
export RCLONE_CONFIG="$temporary/rclone.conf" RCLONE_CACHE_DIR="$temporary" RCLONE_STATS=60s RCLONE_STATS_ONE_LINE=true
(
  umask 077
  cat >"$RCLONE_CONFIG" <<SETTINGS
[store]
type = s3
provider = $STORE_PROVIDER
endpoint = $STORE_ENDPOINT
region = $STORE_REGION
access_key_id = $(cat "$secret/access-key-id")
secret_access_key = $(cat "$secret/secret-access-key")
no_check_bucket = true
SETTINGS
)

say() { echo "$(basename "$0" .sh): $*" >&2; }

# Ids of the backups there, oldest first. Their checksums are copied last, so what has none is not whole.
there() {
  rclone lsf --files-only --recursive --include '/20*Z/SHA256SUMS' "store:$STORE_FOLDER" >"$temporary/there"
  sed 's,/.*,,' "$temporary/there" | sort
}

# here FOLDER: ids of the schedule's backups on the volume, oldest first.
here() {
  for backup in "$1"/20*Z; do
    if [ -d "$backup" ] && [ ! -e "$backup/REASON" ]; then echo "${backup##*/}"; fi
  done
}
