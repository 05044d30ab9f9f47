#!/usr/bin/env bash
# Installs and serves a real WordPress with the very scripts and settings that ship, on a real database.
#
# Needs what real-daemons.sh needs, and mariadb-server, nftables, wordpress and wordpress-theme-twentytwentythree from
# Debian, none of them running.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=test/web/like-a-site.sh
source test/web/like-a-site.sh

install() {
  # A restarted init container copies once more.
  "${AS_WEB[@]}" sh /etc/wordpress/copy-core.sh "$image" "$ROOT"
  "${AS_WEB[@]}" sh /etc/wordpress/copy-core.sh "$image" "$ROOT"
  run_php /etc/wordpress/wait-for-installation.php "$ROOT" >"$work/wait.log" 2>&1 &
  local waiting=$!
  sleep 4
  grep -q 'waiting for the database' "$work/wait.log" || die 'nobody waits for the database'
  start_database
  create_database
  sleep 4
  grep -q 'waiting for the installation: the database is at version 0' "$work/wait.log" ||
    die 'nobody waits for the installation'
  kill -0 "$waiting" || die 'the wait ends before the installation'

  copy_content replace
  with_files "$image"
  local started=$SECONDS
  # Timed: an installation that asks itself or the world for something waits for it in vain.
  run_php /etc/wordpress/install.php "$image" >"$work/install.log" 2>&1 || die 'the installation fails'
  ((SECONDS - started <= 15)) || die "the installation took $((SECONDS - started)) s: what does it wait for?"
  grep -qx 'installed WordPress' "$work/install.log" || die 'the installation says nothing'
  wait "$waiting" || die 'the wait for the installation fails'
  [[ $(sql "SELECT option_value FROM wp_options WHERE option_name = 'permalink_structure'") == '/%postname%/' ]] ||
    die 'posts have no names in their addresses'

  local before after
  before=$(sql 'SELECT COUNT(*), MAX(ID) FROM wp_posts')
  run_php /etc/wordpress/install.php "$image" >"$work/install.log" 2>&1 || die 'a second installation fails'
  after=$(sql 'SELECT COUNT(*), MAX(ID) FROM wp_posts')
  [[ $before == "$after" && $(grep -c . "$work/install.log") == 1 ]] || die 'a second installation does something'

  # Cut off before there was an administrator.
  sql 'DELETE FROM wp_users; DELETE FROM wp_usermeta'
  run_php /etc/wordpress/install.php "$image" >"$work/install.log" 2>&1 || die 'a cut-off installation is not finished'
  [[ $(sql 'SELECT user_login FROM wp_users') == administrator ]] || die 'nobody is the administrator'

  # An older WordPress' database.
  sql "UPDATE wp_options SET option_value = option_value - 1 WHERE option_name = 'db_version'"
  run_php /etc/wordpress/install.php "$image" >"$work/install.log" 2>&1 || die 'the upgrade fails'
  grep -q 'upgraded the database' "$work/install.log" || die 'the database is not upgraded'
}

content() {
  local theme=$files/themes/mine item
  mkdir -p "$theme"
  umount "$image/wp-content"
  item=$(basename "$(find "$image/wp-content/themes" -mindepth 1 -maxdepth 1 -type d | head -n 1)")
  echo 'changed' >>"$files/themes/$item/style.css"
  copy_content keep
  grep -qx changed "$files/themes/$item/style.css" || die 'what administrators changed is replaced'
  copy_content replace
  ! grep -qx changed "$files/themes/$item/style.css" || die 'a theme keeps its old version'
  [[ -d $theme ]] || die 'a theme of the administrators is gone'
  with_files "$image"
}

cron() {
  mkdir -p "$files/mu-plugins"
  cat >"$files/mu-plugins/work.php" <<'PHP'
<?php
add_action('init', fn() => get_option('work_done') || wp_next_scheduled('work') || wp_schedule_single_event(time() - 60, 'work'));
add_action('work', fn() => update_option('work_done', 'yes'));
PHP
  local run
  for run in 1 2; do
    run_php /etc/wordpress/cron.php "$image" >"$work/cron.log" 2>&1 || die "run $run of the scheduled work fails"
    [[ ! -s $work/cron.log ]] || die 'the scheduled work complains'
  done
  [[ $(sql "SELECT option_value FROM wp_options WHERE option_name = 'work_done'") == yes ]] ||
    die 'the scheduled work is not done'
}

serve_site() {
  serve_root
  start

  answer 200 / "${BROWSER[@]}"
  body '<title>blog.example.org'
  answer 200 /hello-world/ "${BROWSER[@]}"
  answer 301 /hello-world "${BROWSER[@]}"
  answer 404 /no-such-post/ "${BROWSER[@]}"
  answer 200 /wp-includes/css/dashicons.min.css "${BROWSER[@]}"
  answer 200 '/wp-json/wp/v2/posts' "${BROWSER[@]}"
  answer 200 /feed/ "${BROWSER[@]}"
  answer 404 /wp-admin/install.php "${BROWSER[@]}"
  # An entrance that ends the encryption and says nothing.
  answer 200 / -H "Host: $HOST"
}

administrate() {
  local nonce
  log_in
  answer 200 /wp-admin/ "${administrator[@]}"
  body 'wp-admin-bar'
  answer 200 /wp-admin/site-health.php "${administrator[@]}"
  nonce=$(curl -s "${administrator[@]}" 'localhost:8080/wp-admin/admin-ajax.php?action=rest-nonce')
  # WordPress looks at the content, and what is nothing but random sometimes looks like something else.
  { printf '%%PDF-1.7\n' && head -c 3000000 /dev/urandom; } >"$work/scratch/a.pdf"
  answer 201 /wp-json/wp/v2/media "${administrator[@]}" -H "X-WP-Nonce: $nonce" \
    -H 'Content-Type: application/pdf' -H 'Content-Disposition: attachment; filename="a.pdf"' \
    --data-binary "@$work/scratch/a.pdf"
  local upload
  upload=$(cd "$files" && find uploads -name a.pdf)
  answer 200 "/wp-content/$upload" "${BROWSER[@]}"
  cmp -s "$work/body" "$work/scratch/a.pdf" || die 'the upload is not what was sent'
  # The code is the image's, whoever asks.
  answer 403 '/wp-admin/plugin-install.php' "${administrator[@]}"
  [[ $(cached "${administrator[@]}" localhost:8080/) == BYPASS ]] || die 'an administrator sees a cached page'
}

cached() { curl -s -o "$work/body" -D - "$@" | tr -d '\r' | sed -n 's/^x-page-cache: //Ip'; }

# Each question is a way to the database and back. Which of them a page needs is WordPress' business; not those about the
# connection, and about options of which it only learns that there are none.
questions() {
  local log=$work/database/questions
  cat >"$work/scratch/connections.php" <<'PHP'
<?php
require "$argv[1]/wp-load.php";
$own = new wpdb(DB_USER, DB_PASSWORD, DB_NAME, DB_HOST);
$state = 'SELECT DATABASE(), @@character_set_client, @@character_set_connection, @@character_set_results,'
    . " @@collation_connection, REPLACE(@@sql_mode, 'NO_AUTO_CREATE_USER,', '')";
foreach ([$own, $wpdb] as $connection) {
    echo implode(' ', $connection->get_row($state, ARRAY_N)), "\n";
}
PHP
  run_php "$work/scratch/connections.php" "$image" >"$work/connections.log" || die 'a connection cannot be looked at'
  [[ $(grep -c . "$work/connections.log") == 2 && $(sort -u "$work/connections.log" | wc -l) == 1 ]] ||
    die "a connection is not like WordPress' own"

  answer 200 / "${BROWSER[@]}" -H 'Cookie: wordpress_logged_in_0=visitor'
  sql "SET GLOBAL general_log_file = '$log', GLOBAL general_log = ON"
  answer 200 / "${BROWSER[@]}" -H 'Cookie: wordpress_logged_in_0=visitor'
  sql 'SET GLOBAL general_log = OFF'
  echo "   a page asks the database $(grep -c $'Query\t' "$log") questions"
  grep -A2 $'Connect\t.*writer' "$log" | tail -n 1 | grep 'Query.*SELECT option_name' >/dev/null ||
    die "a connection takes more than one question: $(head -n 12 "$log")"
  local missing
  missing=$(grep -o "option_name = .*" "$log" | grep -vE "'(_transient|_site_transient)" || true)
  [[ ! $missing ]] || die "options without a row: $missing"
  ! grep '0 = 1' "$log" || die 'the database is asked for nothing'
}

# What is not asked has the answer that the database would have given, and what might have another one is asked.
known_answers() {
  cat >"$work/scratch/answers.php" <<'PHP'
<?php
require "$argv[1]/wp-load.php";
function ask(string $what, array $terms): void
{
    global $wpdb;
    $asked = $wpdb->num_queries;
    $query = new WP_Query([
        'tax_query' => $terms,
        'update_post_term_cache' => false,
        'update_post_meta_cache' => false,
    ]);
    echo $what, ': ', count($query->posts), ' of ', $query->found_posts, $wpdb->num_queries === $asked ? ', not asked' : '', "\n";
}
$nothing = ['taxonomy' => 'category', 'field' => 'term_id', 'terms' => []];
$hello = ['taxonomy' => 'category', 'field' => 'slug', 'terms' => ['uncategorized']];
get_term_by('slug', 'uncategorized', 'category');
ask('nothing', [$nothing]);
ask('nothing and something', [$nothing, $hello]);
ask('nothing or something', ['relation' => 'OR', $nothing, $hello]);
add_filter('posts_where', fn ($where) => "$where OR ID = 1");
ask('nothing, or the first', [$nothing]);
remove_all_filters('posts_where');
add_filter('posts_fields', fn () => 'COUNT(*) AS ID');
add_filter('posts_groupby', fn () => '');
echo 'counted: ', count((new WP_Query(['tax_query' => [$nothing], 'fields' => 'ids']))->posts), "\n";
echo 'logo: ', var_export(get_option('site_logo'), true), ' ', var_export(update_option('site_logo', 7), true), ' ',
    var_export(get_option('site_logo'), true), ' ', var_export(delete_option('site_logo'), true), "\n";
PHP
  run_php "$work/scratch/answers.php" "$image" >"$work/answers.log" 2>&1 || die 'queries cannot be tried'
  diff - "$work/answers.log" <<'ANSWERS' || die 'an answer is another one'
nothing: 0 of 0, not asked
nothing and something: 0 of 0
nothing or something: 1 of 1
nothing, or the first: 1 of 1
counted: 1
logo: false true 7 true
ANSWERS
}

# They are read once, and again when they have changed; who edits one sees that a minute later, as with code.
theme_files() {
  local theme
  theme=$files/themes/$(sql "SELECT option_value FROM wp_options WHERE option_name = 'stylesheet'")
  # The installation has just put them there.
  sleep 6
  rendered
  [[ -s /tmp/theme-files.php ]] || die 'no file of a theme is kept'
  sed -i '0,/#[0-9a-fA-F]\{6\}/s//#123abc/' "$theme/theme.json"
  rendered
  ! grep -q '#123abc' "$work/body" || die "a theme's files are read for each page"
  touch --date='1 minute ago' /tmp/theme-files.time
  rendered
  body '#123abc'
  [[ ! -e /tmp/theme-files.php ]] || die 'a file is kept that may be changing'
  sleep 6
  rendered
  [[ -s /tmp/theme-files.php ]] || die 'what has changed is not kept'
  rendered
  body '#123abc'
  : >/tmp/theme-files.php
  rendered
  body '#123abc'
}

# The home page, made now: some versions of WordPress keep a theme's styles for a minute themselves.
rendered() {
  sql "DELETE FROM wp_options WHERE option_name LIKE '%transient%global_styles%'"
  answer 200 / "${BROWSER[@]}" -H 'Cookie: wordpress_logged_in_0=visitor'
}

# While a restore has its mark, and no longer than ten minutes after it last renewed it.
while_restored() {
  touch "$files/.maintenance"
  answer 503 /no-page-that-is-kept/ "${BROWSER[@]}"
  body 'This site is being restored'
  answer 503 /wp-login.php "${BROWSER[@]}"
  answer 200 /-/php
  run_php /etc/wordpress/install.php "$image" >"$work/install.log" 2>&1 || die 'a closed site is not brought up to date'
  touch --date='11 minutes ago' "$files/.maintenance"
  answer 404 /no-page-that-is-kept/ "${BROWSER[@]}"
  rm "$files/.maintenance"
  answer 404 /no-page-that-is-kept/ "${BROWSER[@]}"
}

without_database() {
  cached "${BROWSER[@]}" localhost:8080/ >/dev/null
  kill "$database_pid"
  wait "$database_pid" || true
  sleep 11
  answer 200 /-/php
  answer 200 /-/nginx
  local status
  status=$(cached "${BROWSER[@]}" localhost:8080/)
  [[ $status == STALE || $status == UPDATING ]] || die "without a database, the home page is $status"
  body '<title>blog.example.org'
  answer 500 /no-such-post-either/ "${BROWSER[@]}"
  ! timeout 3 "${AS_WEB[@]}" php /etc/wordpress/cron.php "$image" >/dev/null 2>&1 ||
    die 'scheduled work succeeds without a database'
  start_database
  answer 200 '/?s=hello' "${BROWSER[@]}"
}

# As with a lost machine among those behind a Service, every other connection goes to where nobody answers.
lost_address() {
  nft 'table inet lost {
    set dead { type inet_service; flags dynamic; size 1000; }
    chain input {
      type filter hook input priority 0
      tcp dport 3399 tcp sport @dead counter drop
      tcp dport 3399 tcp flags & (syn | ack) == syn numgen inc mod 2 == 0 add @dead { tcp sport } counter drop
    }
  }'
  local visit started=${EPOCHREALTIME/./}
  for visit in {1..10}; do answer 200 "/?s=lost-$visit" "${BROWSER[@]}"; done
  echo "   10 pages in $(((${EPOCHREALTIME/./} - started) / 1000)) ms"
  nft list table inet lost | grep 'packets [1-9]' >/dev/null || die 'every connection reached the database'
  nft delete table inet lost
}

# As of a server that is told to stop: connections end in the middle of a page, and the page comes all the same.
lost_connections() {
  local pages=0 lost=0 killer before
  before=$(connections)
  while :; do
    echo 'KILL USER writer;'
    sleep 0.1
  done | mariadb --no-defaults --socket="$work/database/socket" --force >"$work/killer.log" 2>&1 &
  killer=$!
  while ((lost < 10)); do
    ((pages < 400)) || die "with $pages pages only $lost connections were lost"
    for _ in {1..20}; do
      answer 200 "/?s=killed-$((++pages))" "${BROWSER[@]}"
      body '</html>'
    done
    # Whoever counts is counted, too.
    lost=$(($(connections) - ++before - pages))
  done
  kill "$killer"
  wait "$killer" 2>/dev/null || true
  echo "   $pages pages with $lost connections more than pages"
}

connections() { sql "SHOW GLOBAL STATUS LIKE 'Connections'" | cut -f 2; }

# What the server refused or undid is asked for again until it is done, and done once; in a transaction it is not.
refused_writes() {
  sql "CREATE TABLE refusals (reason INT) ENGINE=Aria TRANSACTIONAL=0; CREATE TABLE tries (reason INT);
    DELIMITER //
    CREATE TRIGGER refuse BEFORE INSERT ON tries FOR EACH ROW IF (SELECT COUNT(*) FROM refusals WHERE reason = NEW.reason) < 2 THEN
      INSERT INTO refusals VALUES (NEW.reason);
      SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = NEW.reason, MESSAGE_TEXT = 'refused';
    END IF //"
  cat >"$work/scratch/writes.php" <<'PHP'
<?php
require "$argv[1]/wp-load.php";
$wpdb->suppress_errors();
foreach ([1047, 1213, 1053, 1062] as $reason) {
    $done = $wpdb->insert('tries', ['reason' => $reason]);
    printf("%d %s %d\n", $reason, var_export($done, true), $wpdb->get_var("SELECT COUNT(*) FROM tries WHERE reason = $reason"));
}
foreach (['START TRANSACTION', 'SET autocommit = 0'] as $beginning) {
    $wpdb->query('TRUNCATE refusals');
    $wpdb->query($beginning);
    $done = $wpdb->insert('tries', ['reason' => 1213]);
    $wpdb->query('ROLLBACK');
    printf("%s %s\n", $beginning, var_export($done, true));
}
PHP
  run_php "$work/scratch/writes.php" "$image" >"$work/writes.log" 2>&1 || die 'writes cannot be tried'
  diff - "$work/writes.log" <<<$'1047 1 1\n1213 1 1\n1053 false 0\n1062 false 0\nSTART TRANSACTION false\nSET autocommit = 0 false' ||
    die 'other writes are repeated than should be'
  sql 'DROP TABLE tries, refusals'
}

inside() {
  work=$2
  # shellcheck disable=SC2034
  fpm=$3
  like_a_pod
  image_and_volumes
  say 'installation'
  install
  content
  say 'scheduled work'
  cron
  say 'pages'
  serve_site
  say 'administration'
  administrate
  say 'questions to the database'
  questions
  say 'known answers'
  known_answers
  say "a theme's files"
  theme_files
  say 'while it is restored'
  while_restored
  say 'a lost address of the database'
  lost_address
  say 'lost connections'
  lost_connections
  say 'refused writes'
  refused_writes
  say 'without a database'
  without_database
  if [[ ${REPORT_MEMORY-} ]]; then memory; fi
  say 'done'
}

# What each child of php-fpm holds of its own, in kilobytes.
memory() {
  local child
  for child in $(pgrep -P "$(pgrep -o "$(basename "$fpm")")"); do
    awk '/^Private_(Clean|Dirty)/ { sum += $2 } END { printf "   a child holds %d kB of its own\n", sum }' \
      "/proc/$child/smaps_rollup"
  done
}

if [[ ${1-} == inside ]]; then
  inside "$@"
else
  [[ -e $PACKAGE/wp-load.php ]] || skip 'the package wordpress is not installed'
  in_namespaces test/web/real-wordpress.sh mariadbd mariadb-install-db mariadb nft
fi
