#!/usr/bin/env bash
# Measures what it costs that clients write on all nodes: three real nodes, and clients that write the same rows as a
# busy WordPress does, balanced over the nodes and all on one of them. Prints a table.
#
#   galera-writers.sh [SECONDS]     for each of its lines, 30 unless given
#
# GALERA_IMAGE and GALERA_NAME as in galera-local.sh, whose functions this uses. It needs PHP besides.
set -euo pipefail
# shellcheck source=test/database/galera-local.sh
source "$(dirname "$0")/galera-local.sh" --source

readonly PERIOD=${1:-30}
php -m | grep -x mysqli >/dev/null || skip 'PHP with mysqli is not installed'

# load NAME CLIENTS ORDINAL...
load() {
  local name=$1 clients=$2 ordinal hosts=''
  shift 2
  for ordinal in "$@"; do hosts+=",$SUBNET.1$ordinal"; done
  ip netns exec "$NAME-0" php test/database/write-load.php "$name" "${hosts#,}" "$clients" "$PERIOD"
}

main() {
  local ordinal retries table
  fresh
  start_all
  wait_ready 0 1 2
  for table in \
    'database wp' \
    "user wp@'%'" \
    'table wp.options (option_id bigint unsigned auto_increment primary key, option_name varchar(191) not null unique, option_value longtext)' \
    'table wp.posts (ID bigint unsigned auto_increment primary key, post_content longtext, post_title text, comment_count bigint default 0)' \
    'table wp.postmeta (meta_id bigint unsigned auto_increment primary key, post_id bigint unsigned, meta_key varchar(255), meta_value longtext, key (post_id), key (meta_key(191)))' \
    'table wp.comments (comment_ID bigint unsigned auto_increment primary key, comment_post_ID bigint unsigned, comment_content text, key (comment_post_ID))'; do
    sql 0 "create $table"
  done
  sql 0 "grant all on wp.* to wp@'%'"
  sql 0 "insert into wp.options (option_name, option_value) values ('option_1', ''), ('option_2', ''), ('option_3', ''), ('option_4', '')"
  # Numbers as auto_increment would not give them on three nodes.
  sql 0 "insert into wp.posts (ID, post_content) values (1, ''), (2, ''), (3, ''), (4, '')"
  echo '| routing | clients | writes a second | errors | median | 99th percentile |'
  echo '| --- | --- | --- | --- | --- | --- |'
  # The limits of a small node are not what is measured.
  for ordinal in 0 1 2; do sql "$ordinal" 'set global max_connections = 200, max_user_connections = 0'; done
  for retries in 0 4 16; do
    for ordinal in 0 1 2; do sql "$ordinal" "set global wsrep_retry_autocommit = $retries"; done
    for clients in 4 16; do
      load "balanced, $retries retries" "$clients" 0 1 2
      load "one writer, $retries retries" "$clients" 0
    done
  done
  expect 'copies are equal' 1 "$(for ordinal in 0 1 2; do
    sql "$ordinal" 'checksum table wp.options, wp.posts, wp.postmeta, wp.comments' | tr '\n' ' '
    echo
  done | sort -u | wc -l)"
  end TERM 0 1 2
}

main
