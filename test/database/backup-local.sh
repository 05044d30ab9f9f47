#!/usr/bin/env bash
# Backup, restore and drill by the scripts that ship, on three real nodes that are written to without a pause and asked by
# their probes all the time. GALERA_IMAGE and GALERA_NAME as in galera-local.sh, whose functions this uses.
#
# RCLONE   program with which a backup also goes to an object store and back; that part is skipped without it
set -euo pipefail
export GALERA_NAME=${GALERA_NAME:-backup}
# shellcheck source=test/database/galera-local.sh
source "$(dirname "$0")/galera-local.sh" --source

readonly CLIENT_NODE=1
writer=''
store=''
readonly RCLONE=${RCLONE:-$(command -v rclone || true)}

# run NODE SCRIPT [NAME=VALUE...]: a script of the pods for backup, restore and drill, with what the constructs give it.
run() {
  local node=$1 script=$2
  shift 2
  in_node "$node" env DATABASE=word_press DATABASE_HOST="$PREFIX-0.$PREFIX-nodes" DATABASE_PORT=3306 FILES=/files \
    KEEP=2 KEEP_DAYS= ENCRYPTION_KEY=/etc/database-accounts/key SETTLE=1 SCRATCH=/tmp/drill WITH_FILES=yes \
    MAX_AGE=3600 CHECKS="select option_value from wp_options where option_name = 'siteurl'" "$@" \
    bash "/opt/galera/$script" >"$ROOT/said" 2>&1
}

# refused WORDS NODE SCRIPT [NAME=VALUE...]: it must fail, and say why.
refused() {
  local words=$1
  shift
  if run "$@"; then die "$2 succeeded, and should say '$words'"; fi
  grep -q -- "$words" "$ROOT/said" || die "$2 does not say '$words': $(cat "$ROOT/said")"
  say "$2 refuses: $(tail -n 1 "$ROOT/said")"
}

succeeds() {
  run "$@" || die "$2: $(cat "$ROOT/said")"
  say "$(tail -n 1 "$ROOT/said")"
}

newest() {
  local folder
  for folder in "$ROOT"/backups/20*Z; do [[ -e $folder/REASON ]] || echo "${folder##*/}"; done | tail -n 1
}

fill() {
  sql 0 '' word_press <<'SQL'
set names utf8mb4;
create table wp_options (option_name varchar(64) primary key, option_value longtext);
insert into wp_options values ('siteurl', 'https://blog.example.org'), ('letters', 'ñ 😀 \\ '' " \n `x`');
create table t (n int primary key);
create table log (id int primary key auto_increment, n int);
create table parent (id int primary key);
create table child (id int primary key, parent int, constraint its_parent foreign key (parent) references parent (id));
insert into parent values (1);
insert into child values (1, 1);
create table big (id int primary key auto_increment, v mediumblob);
insert into big (v) select repeat(md5(rand()), 30000);
insert into big (v) select repeat(md5(rand()), 30000) from big;
insert into big (v) select repeat(md5(rand()), 30000) from big;
insert into big (v) select repeat(md5(rand()), 30000) from big limit 3;
insert into big (v) select repeat(md5(rand()), 30000) from big limit 3;
create view newest as select max(n) as n from t;
create trigger each_row after insert on t for each row insert into log (n) values (new.n);
create function counted() returns int reads sql data return (select count(*) from t);
create event never on schedule every 1 year do do 1;
SQL
}

# A client that never pauses; it notes each row that it was told is there, and how long its slowest one took.
write_rows() {
  # shellcheck disable=SC2016
  in_node $CLIENT_NODE bash -c '
    n=0 slowest=0 failed=0
    printf "[client]\nuser=root\npassword=\"%s\"\nsocket=/run/mysqld/mysqld.sock\n" \
      "$(sed "s/[\\\\\"]/\\\\&/g" /etc/galera-accounts/root)" >/tmp/writer.cnf
    coproc mariadb { exec mariadb --defaults-file=/tmp/writer.cnf --force --unbuffered -N -B word_press 2>&1; }
    while [[ ! -e /tmp/stop ]]; do
      n=$((n + 1))
      begun=$EPOCHREALTIME
      echo "insert into t values ($n); select \"done\";" >&"${mariadb[1]}"
      while read -r answer <&"${mariadb[0]}" && [[ $answer != done ]]; do failed=$((failed + 1)); done
      took=$(((${EPOCHREALTIME/./} - ${begun/./}) / 1000))
      ((took <= slowest)) || slowest=$took
      echo "$n $slowest $failed" >/tmp/written.new
      mv /tmp/written.new /tmp/written
    done' &
  writer=$!
  until [[ -s $ROOT/node$CLIENT_NODE/tmp/written ]]; do sleep 0.2; done
}

written() { cut -d ' ' -f "$1" "$ROOT/node$CLIENT_NODE/tmp/written"; }

stop_writing() {
  touch "$ROOT/node$CLIENT_NODE/tmp/stop"
  wait "$writer" || true
  writer=''
  rm "$ROOT/node$CLIENT_NODE/tmp/stop"
}

# Asks every node what the kubelet asks, and looks whether the site is closed, until there is a file "asked".
ask_probes() {
  local ordinal asked=0 failed=0 closed=0
  while [[ ! -e $ROOT/asked ]]; do
    for ordinal in 0 1 2; do
      for question in alive ready; do
        asked=$((asked + 1))
        probe "$ordinal" "$question" >>"$ROOT/probes" 2>&1 || failed=$((failed + 1))
      done
    done
    [[ ! -e $ROOT/files/.maintenance ]] || closed=1
  done
  echo "$failed $closed $asked" >"$ROOT/asked"
}

# What the container with rclone runs, against a store that rclone itself makes of a folder.
stored() {
  local script=$1
  shift
  env PATH="$ROOT/bin:$PATH" STORE_ENDPOINT=http://127.0.0.1:9877 STORE_PROVIDER=Rclone STORE_REGION=us-east-1 \
    STORE_FOLDER=blog/production STORE_SECRET="$ROOT/store-key" TMPDIR="$ROOT/store-tmp" BACKUPS="$ROOT/backups" "$@" \
    sh "$ROOT/scripts/$script" >"$ROOT/said" 2>&1 || die "$script: $(cat "$ROOT/said")"
  say "$(tail -n 1 "$ROOT/said")"
}

object_store() {
  local id
  if [[ -z $RCLONE ]]; then
    say 'skipped: a copy in an object store, for which there is no rclone'
    return
  fi
  say 'a copy in an object store'
  mkdir -p "$ROOT"/{bin,store/blog,store-key,store-tmp}
  ln -s "$RCLONE" "$ROOT/bin/rclone"
  echo key >"$ROOT/store-key/access-key-id"
  echo secret >"$ROOT/store-key/secret-access-key"
  "$RCLONE" serve s3 --addr 127.0.0.1:9877 --auth-key key,secret "$ROOT/store" >"$ROOT/store.log" 2>&1 &
  store=$!
  until (: </dev/tcp/127.0.0.1/9877) 2>/dev/null; do sleep 0.2; done
  stored upload-backup.sh
  expect 'copied' "$(cd "$ROOT/backups" && find 20* -type f | sort | paste -sd ' ')" \
    "$(cd "$ROOT/store/blog/production" && find 20* -type f | sort | paste -sd ' ')"
  stored upload-backup.sh
  expect 'what is there already is not copied again' 'upload-backup: all are there' "$(<"$ROOT/said")"
  id=$(newest)
  rm -r "$ROOT"/backups/20*Z
  stored fetch-backup.sh BACKUP=
  expect 'the list' "$(ls "$ROOT/store/blog/production")" "$(grep '^20' "$ROOT/said")"
  stored fetch-backup.sh BACKUP=newest
  expect 'fetched' "$id" "$(newest)"
  chown -R "$OWNER:$OWNER" "$ROOT/backups"
  succeeds drill restore-drill.sh
  stored fetch-backup.sh BACKUP=newest
  kill "$store"
  store=''
}

checksums() { sql "$1" 'checksum table wp_options, parent, child, big' word_press | cut -f 2 | paste -sd ' '; }

# Ends what this script alone has started, then the nodes.
clean_up_all() {
  touch "$ROOT/asked" "$ROOT/node$CLIENT_NODE/tmp/stop" 2>/dev/null || true
  [[ -z $writer ]] || { pkill -KILL -P "$writer" && wait "$writer"; } 2>/dev/null || true
  [[ -z $store ]] || kill "$store" 2>/dev/null || true
  ip netns del "$NAME-drill" 2>/dev/null || true
  clean_up
}

main() {
  local ordinal backed_up before rows asking folder first
  clean_up_all
  fresh
  trap clean_up_all EXIT
  printf 'a key that nobody guesses' >"$ROOT/accounts/key"
  printf 'another one' >"$ROOT/accounts/other-key"
  echo 'old theme' >"$ROOT/files/theme"
  chown -R "$OWNER:$OWNER" "$ROOT/files"
  mkdir -p "$ROOT"/nodedrill/{data,run,socket,tmp/drill}
  chown -R "$OWNER:$OWNER" "$ROOT/nodedrill"
  cp lib/database/files/{object-store,upload-backup,fetch-backup}.sh "$ROOT/scripts"
  ip netns add "$NAME-drill"
  start_all
  wait_ready 0 1 2
  # So that a table is larger than what the cluster takes in one transaction.
  for ordinal in 0 1 2; do sql "$ordinal" 'set global wsrep_max_ws_size = 4194304'; done
  fill

  say 'a backup while rows are written'
  write_rows
  refused 'there is no backup' drill restore-drill.sh
  backed_up=$(written 1)
  succeeds 2 backup.sh JOB=first
  first=$(newest)
  folder=$ROOT/backups/$first
  expect 'what is in it' 'JOB SHA256SUMS SHA256SUMS.hmac database.sql.gz.enc files.tar.gz.enc' "$(cd "$folder" && echo *)"
  expect 'it begins as encrypted files do' 'Salted__' "$(head -c 8 "$folder/database.sql.gz.enc")"
  succeeds 2 backup.sh JOB=first
  expect 'a Job makes one backup' "$first" "$(newest)"
  before=$(checksums 1)

  say 'a drill of it, in a pod without a network'
  succeeds drill restore-drill.sh
  grep -q 'passed:.* 6 tables with .* rows and 2 files' "$ROOT/said" || die "$(cat "$ROOT/said")"

  say 'what a drill finds'
  sleep 1
  refused 'is 0 h old' drill restore-drill.sh MAX_AGE=0
  refused 'made with another key' drill restore-drill.sh ENCRYPTION_KEY=/etc/database-accounts/other-key
  refused 'there is no key here' drill restore-drill.sh ENCRYPTION_KEY=
  refused 'lacks what it must have' drill restore-drill.sh CHECKS='select 1 from wp_options where option_name = "home"'
  cp -a "$folder" "$ROOT/kept"
  truncate --size=-100 "$folder/database.sql.gz.enc"
  refused 'is damaged' drill restore-drill.sh
  (cd "$folder" && sha256sum -- J* d* f* >SHA256SUMS)
  refused 'or changed since' drill restore-drill.sh
  rm -r "$folder" && cp -a "$ROOT/kept" "$folder"
  printf x | dd of="$folder/files.tar.gz.enc" bs=1 seek=40 conv=notrunc status=none
  refused 'is damaged' drill restore-drill.sh
  refused 'is damaged' $CLIENT_NODE restore.sh BACKUP=newest
  rm -r "$folder" && mv "$ROOT/kept" "$folder"

  say 'somebody spoils everything, and goes on writing'
  sql 0 'drop table child, parent; update wp_options set option_value = "spoilt"; truncate big; drop view newest; drop function counted; create table newcomer (id int primary key)' word_press
  rm "$ROOT/files/theme"
  echo spoilt >"$ROOT/files/uploads/picture"
  echo 'newcomer' >"$ROOT/files/newcomer"
  succeeds 2 restore.sh BACKUP=
  grep -q "^$first  " "$ROOT/said" || die "the list lacks $first"
  refused 'there is no backup 20250101T000000Z' 2 restore.sh BACKUP=20250101T000000Z

  say 'the restore'
  rows=$(written 1)
  ask_probes &
  asking=$!
  succeeds 2 restore.sh BACKUP=newest
  touch "$ROOT/asked"
  wait "$asking"
  stop_writing
  say "probes asked $(cut -d ' ' -f 3 "$ROOT/asked") times; the slowest of $(written 1) rows took $(written 2) ms, $(written 3) failed"
  expect 'probes that failed, and whether the site was closed meanwhile' '0 1' "$(cut -d ' ' -f 1,2 "$ROOT/asked")"
  for ordinal in 0 1 2; do expect "tables on node $ordinal" "$before" "$(checksums "$ordinal")"; done
  local last
  last=$(sql 1 "select min(n) - 1 from word_press.t a where not exists (select 1 from word_press.t b where b.n = a.n + 1)" || true)
  last=$((last + 1))
  ((last >= backed_up && last < rows)) || die "rows up to $last are restored, $backed_up were there before the backup and $rows before the restore"
  expect 'rows of the moment of the backup, without a gap' "$last" "$(sql 1 "select count(*) from word_press.t where n <= $last")"
  expect 'rows between the backup and the restore' 0 "$(sql 1 "select count(*) from word_press.t where n between $last + 1 and $rows")"
  expect 'the tables' 'big,child,log,newest,parent,t,wp_options' "$(sql 1 "select group_concat(table_name order by 1) from information_schema.tables where table_schema = 'word_press'")"
  expect 'view, function, event' "$(sql 1 'select max(n) from word_press.t') $(sql 1 'select count(*) from word_press.t') never" \
    "$(sql 1 "select concat_ws(' ', (select n from word_press.newest), word_press.counted(), (select event_name from information_schema.events))")"
  sql 1 'insert into word_press.t values (1000000000)'
  expect 'trigger' 1 "$(sql 1 'select count(*) from word_press.log where n = 1000000000')"
  if sql 0 'insert into word_press.child values (2, 2)' 2>/dev/null; then die 'the foreign key is lost'; fi
  expect 'schemas beside it' 0 "$(sql 1 "select count(*) from information_schema.schemata where schema_name like 'word\_press\_%'")"
  expect 'files' 'old theme a picture' "$(cat "$ROOT/files/theme" "$ROOT/files/uploads/picture" | paste -sd ' ')"
  expect 'the folder' 'theme uploads' "$(find "$ROOT/files" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | paste -sd ' ')"
  expect 'the newest backup of the schedule' "$first" "$(newest)"
  expect 'the one made before' "before the restore of $first" "$(cat "$ROOT"/backups/*/REASON)"

  say 'and back again'
  local safety
  safety=$(basename "$(dirname "$ROOT"/backups/*/REASON)")
  succeeds 2 restore.sh "BACKUP=$safety" ONLY=files SAFETY=no
  expect 'files' 'newcomer spoilt' "$(cat "$ROOT/files/newcomer" "$ROOT/files/uploads/picture" | paste -sd ' ')"
  expect 'the database was not asked for' "$before" "$(checksums 1)"

  say 'backups without a key'
  sleep 1
  succeeds 2 backup.sh ENCRYPTION_KEY=
  refused 'was made without a key' drill restore-drill.sh
  succeeds drill restore-drill.sh UNENCRYPTED=yes
  sleep 1
  succeeds 2 backup.sh
  expect 'the oldest two are gone, and with them what was made between' 2 "$(find "$ROOT/backups" -name '20*Z' | wc -l)"
  object_store
  end TERM 0 1 2
  say 'all good'
}

main
