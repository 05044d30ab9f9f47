# How backups lie on their volume. Sourced by those that write and read them.
# shellcheck shell=bash
#
# Each one is a folder, named after the moment of its beginning:
#
#   20260115T220003Z/database.sql.gz   the dump
#   20260115T220003Z/files.tar.gz      the files, if there are any
#   20260115T220003Z/JOB               the Job that made it
#   20260115T220003Z/REASON            what for, if it is not one of the schedule
#   20260115T220003Z/SHA256SUMS        checksums of all these
#
# An encrypted one has .enc behind the names of dump and files, and SHA256SUMS.hmac, which only the key's owner can write.
#
# BACKUPS          where the volume is mounted, if elsewhere
# ENCRYPTION_KEY   file with the key; empty for none
# UNENCRYPTED      "yes": where there is a key, take a backup that was made without one

readonly BACKUPS=${BACKUPS:-/backups}
readonly ENCRYPTION_KEY=${ENCRYPTION_KEY:-}
# The key is stretched, so that one that people chose takes long to guess.
readonly CIPHER=(-aes-256-ctr -md sha256 -pbkdf2 -iter 600000)

log() { echo "${0##*/}: $*" >&2; }

fail() {
  log "$*"
  exit 1
}

# Finished backups, oldest first.
finished() { find "$BACKUPS" -mindepth 1 -maxdepth 1 -type d -name '20*Z' -printf '%f\n' | sort; }

# Those of the schedule.
regular() {
  local id
  for id in $(finished); do
    [[ -e $BACKUPS/$id/REASON ]] || echo "$id"
  done
}

# Compresses, and encrypts where there is a key.
pack() {
  if [[ -n $ENCRYPTION_KEY ]]; then
    gzip | openssl enc -e "${CIPHER[@]}" -pass "file:$ENCRYPTION_KEY"
  else
    gzip
  fi
}

# packed FOLDER PART: the part's file.
packed() { echo "$1/$2${ENCRYPTION_KEY:+.enc}"; }

# unpack FOLDER PART
unpack() {
  if [[ -e $1/$2.enc ]]; then
    openssl enc -d "${CIPHER[@]}" -pass "file:$ENCRYPTION_KEY" -in "$1/$2.enc" | gzip -dc
  else
    gzip -dc "$1/$2"
  fi
}

# has_part FOLDER PART
has_part() { [[ -e $1/$2 || -e $1/$2.enc ]]; }

# A keyed checksum of the standard input. The key is neither in the environment nor on the command line.
mark() {
  # shellcheck disable=SC2016
  perl -MDigest::SHA=hmac_sha256_hex -e '
    local $/;
    open my $file, "<", $ARGV[0] or die "$ARGV[0]: $!\n";
    my ($key) = split /\n/, <$file>;
    print hmac_sha256_hex(<STDIN>, "backup checksums\0$key"), "\n"' "$ENCRYPTION_KEY"
}

# seal FOLDER: checksums of all that is in it.
seal() {
  (cd "$1" && sha256sum -- * >SHA256SUMS)
  [[ -z $ENCRYPTION_KEY ]] || mark <"$1/SHA256SUMS" >"$1/SHA256SUMS.hmac"
}

# verify ID: whether it is as it was written, and by whom.
verify() {
  local folder=$BACKUPS/$1
  [[ -e $folder/SHA256SUMS ]] || fail "$1 has no checksums, so it is no backup"
  if [[ -e $folder/SHA256SUMS.hmac ]]; then
    [[ -n $ENCRYPTION_KEY ]] || fail "$1 is encrypted, and there is no key here"
    [[ $(mark <"$folder/SHA256SUMS") == "$(<"$folder/SHA256SUMS.hmac")" ]] ||
      fail "$1 was made with another key, or changed since"
  elif [[ -n $ENCRYPTION_KEY && ${UNENCRYPTED:-} != yes ]]; then
    fail "$1 was made without a key: set UNENCRYPTED=yes if you know where it comes from"
  fi
  (cd "$folder" && sha256sum --check --strict --quiet SHA256SUMS >&2) || fail "$1 is damaged"
}

# A dump that any account may load into any schema, in steps that a cluster takes: mariadb-dump 11.8 makes one transaction
# of each table, and views, triggers and routines belong to accounts that may not be here.
portable() {
  # shellcheck disable=SC2016
  LC_ALL=C sed -E -e '/^set autocommit=0;$/d' \
    -e '/^(\/\*!|CREATE )/ s/ ?DEFINER=`([^`]|``)+`@`([^`]|``)*`//'
}
