#!/usr/bin/env bash
# For tests that run a real WordPress on a real database as in web pods: both come from Debian, all else is what ships.

# shellcheck source=test/web/like-a-pod.sh
source test/web/like-a-pod.sh

readonly PACKAGE=/usr/share/wordpress
readonly ROOT=/var/www/html
readonly HOST=blog.example.org
readonly BROWSER=(-H "Host: $HOST" -H 'X-Forwarded-Proto: https')

sql() { mariadb --no-defaults --socket="$work/database/socket" --batch --skip-column-names blog -e "$1"; }

# What the image has, and the volumes of the pods.
image_and_volumes() {
  image=$work/image/wordpress
  files=$work/files
  mkdir -p "$image" "$files"
  # The package has a dead link, and settings of its own.
  cp -rL "$PACKAGE"/{wp-admin,wp-content,wp-includes,index.php,wp-[a-z]*.php,xmlrpc.php} "$image"
  rm -f "$image/wp-config.php"
  chown -R 33:33 "$image"
  chown "root:$WEB_USER" "$ROOT"
  chmod 2777 "$ROOT"
  chmod 2777 "$files"
  local folder
  for folder in "$work/image" "$(dirname "$ROOT")"; do
    cp /etc/wordpress/{wp-config,database-connection,known-answers,page-cache,theme-files}.php "$folder"
  done

  local key
  for key in auth-key secure-auth-key logged-in-key nonce-key auth-salt secure-auth-salt logged-in-salt nonce-salt; do
    head -c 32 /dev/urandom | base64 >"/run/secrets/wordpress/$key"
  done
  printf '%s\n' "it's \"secret\" \\1" >/run/secrets/wordpress/admin-password
  echo 'writer' >/run/secrets/database/writer-password
}

# shellcheck disable=SC2034 # who stops it looks there
start_database() {
  mkdir -p "$work/database"
  chown mysql: "$work/database"
  [[ -d $work/database/data ]] ||
    mariadb-install-db --no-defaults --user=mysql --datadir="$work/database/data" >"$work/install-db.log" 2>&1
  mariadbd --no-defaults --user=mysql --datadir="$work/database/data" --socket="$work/database/socket" \
    --skip-name-resolve --pid-file="$work/database/pid" --port=3399 --bind-address=127.0.0.1 >"$work/database.log" 2>&1 &
  database_pid=$!
  local try
  for try in {1..100}; do
    mariadb-admin --no-defaults --socket="$work/database/socket" ping >/dev/null 2>&1 && return
    sleep 0.1
  done
  die "the database takes no connection after $try looks"
}

run_php() { "${AS_WEB[@]}" php "$@"; }

# The volume comes over the image's folder, as the mount of a pod.
with_files() {
  mkdir -p "$1/wp-content"
  mount --bind "$files" "$1/wp-content"
}

copy_content() { "${AS_WEB[@]}" sh /etc/wordpress/copy-content.sh "$image" "$files" "$1" >>"$work/copy-content.log"; }

create_database() {
  mariadb --no-defaults --socket="$work/database/socket" -e \
    "CREATE DATABASE blog; CREATE USER writer@'%' IDENTIFIED BY 'writer'; GRANT ALL ON blog.* TO writer@'%'"
}

# The code as the pod has it: read-only, with the shared volume in it.
serve_root() {
  mount --bind -o ro "$ROOT" "$ROOT"
  mount -o remount,bind,ro "$ROOT"
  with_files "$ROOT"
}

# All that comes before the web pods take requests.
installed_site() {
  image_and_volumes
  "${AS_WEB[@]}" sh /etc/wordpress/copy-core.sh "$image" "$ROOT"
  start_database
  create_database
  copy_content replace
  with_files "$image"
  run_php /etc/wordpress/install.php "$image" >"$work/install.log" 2>&1 || die 'the installation fails'
  serve_root
}

# The cookies of the last answer. curl refuses them itself: they are for TLS, which ends before nginx.
cookies() { tr -d '\r' <"$work/headers" | sed -n 's/^set-cookie: \([^;]*\).*/\1/Ip' | sort -u | paste -sd ';'; }

# Arguments of curl for the administrator, in "administrator".
# shellcheck disable=SC2034
log_in() {
  answer 200 /wp-login.php "${BROWSER[@]}"
  answer 302 /wp-login.php "${BROWSER[@]}" -H 'Cookie: wordpress_test_cookie=WP Cookie check' -D "$work/headers" \
    --data-urlencode log=administrator --data-urlencode "pwd=$(cat /run/secrets/wordpress/admin-password)" -d testcookie=1
  administrator=("${BROWSER[@]}" -H "Cookie: $(cookies)")
}
