#!/bin/sh
# Whether somebody rotates the access log: a current file that is due is another one a second later.
set -u
log=$1
rotate_at=$2
shed_at=$3

size_of() {
  stat -c %s "$1" 2>/dev/null || echo 0
}

# The current file's inode, if it is due.
due() {
  current=$(size_of "$log")
  if [ "$current" -ge "$rotate_at" ] || [ $((current + $(size_of "$log.1"))) -ge "$shed_at" ]; then
    stat -c %i "$log" 2>/dev/null
  fi
}

before=$(due)
[ -n "$before" ] || exit 0
sleep 1
[ "$(due)" != "$before" ]
