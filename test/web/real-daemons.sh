#!/usr/bin/env bash
# Runs nginx, php-fpm and the log rotation with the very files that ship, as one user without privileges, on paths like
# those of the pod, and looks at what they do. Nothing of it stays on the machine.
#
# Needs root, and nginx, php-fpm with php-cli and php-mysql, curl, git and node.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=test/web/like-a-pod.sh
source test/web/like-a-pod.sh

readonly RATE=${RATE:-200} RATE_SECONDS=${RATE_SECONDS:-5}
readonly FLOOD=${FLOOD:-4000} FLOOD_SECONDS=${FLOOD_SECONDS:-3}

# A site as small as it goes, in the place of WordPress.
site() {
  local root=/var/www/html
  mkdir -p "$root/wp-admin" "$root/wp-content/uploads" "$root/.git"
  # shellcheck disable=SC2016
  echo '<?php if (isset($_GET["cookie"])) setcookie("wp_own", "1");
    if (isset($_GET["frames"])) header("X-Frame-Options: " . $_GET["frames"]);
    echo "php ", $_SERVER["HTTPS"] ?? "plain", " ", $_SERVER["SERVER_NAME"], " ", hrtime(true);' >"$root/index.php"
  echo '<?php echo "admin";' >"$root/wp-admin/index.php"
  # shellcheck disable=SC2016
  echo '<?php sleep((int) $_GET["seconds"]); echo "slept";' >"$root/slow.php"
  local file
  for file in xmlrpc.php wp-cron.php wp-config.php wp-config-docker.php wp-admin/install.php wp-admin/setup-config.php \
    wp-content/uploads/x.php wp-content/uploads/x.PHP .git/config readme.html; do
    echo 'secret' >"$root/$file"
  done
  echo 'picture' >"$root/wp-content/uploads/x.png"
}

syntax() {
  local application file
  for application in static proxy wordpress; do
    serve "$application"
    "${AS_WEB[@]}" nginx -t -q -e stderr -c /etc/web/nginx.conf || die "nginx -t of $application"
  done
  : >"$work/fpm-test.log"
  chown "$WEB_USER" "$work/fpm-test.log"
  "${AS_WEB[@]}" "$fpm" --test --force-stderr --fpm-config /etc/wordpress/php-fpm.conf 2>"$work/fpm-test.log" || die 'php-fpm --test'
  for file in /etc/wordpress/*.php; do php -l "$file" >/dev/null || die "php -l $file"; done
  # shellcheck disable=SC2016
  [[ $(php -n -r 'echo json_decode(file_get_contents($argv[1]))->title;' "$work/config/odd/install.json") == $'"it\'s" <?php exit(1); ?> \\ $(id) {{port}} #' ]] ||
    die 'the title is another one'
  php -n -r 'exit(parse_ini_file("/etc/wordpress/wordpress.ini") ? 0 : 1);' || die 'wordpress.ini'
}

requests() {
  answer 200 /-/nginx
  answer 200 /-/php
  body pong
  answer 200 / -H 'Host: blog.example.org' -H 'X-Forwarded-Proto: https'
  body 'php on blog.example.org'
  answer 200 / -H 'X-Forwarded-Proto: http'
  body 'php plain'
  answer 200 /any/post
  body php
  answer 200 /wp-admin/
  body admin
  answer 200 /wp-content/uploads/x.png
  answer 404 /missing.php
  local path
  for path in /xmlrpc.php //xmlrpc.php /wp-cron.php /wp-config.php /wp-config-docker.php /wp-admin/install.php \
    /wp-admin/setup-config.php /wp-content/uploads/x.php /wp-content/uploads/x.PHP /.git/config /readme.html \
    /wp-content/../xmlrpc.php /%78mlrpc.php; do
    answer 404 "$path"
  done
  # A folder without its slash: the visitor's host, port and protocol are not ours.
  [[ $(curl -s -o /dev/null -w '%{redirect_url}' localhost:8080/wp-admin) == http://localhost:8080/wp-admin/ ]] ||
    die 'redirects to another host'
  curl -s -o /dev/null -D "$work/headers" localhost:8080/wp-admin
  grep -qi '^location: /wp-admin/' "$work/headers" || die "the redirect names more than a path: $(cat "$work/headers")"
  protection
  head -c 70000000 /dev/zero >"$work/scratch/large"
  answer 413 / --data-binary "@$work/scratch/large"
}

# What protects visitors, on whatever is answered; what WordPress says itself is left as it is.
protection() {
  local path header
  for path in / /wp-content/uploads/x.png /missing.php /.git/config; do
    curl -s -o /dev/null -D "$work/headers" -H 'X-Forwarded-Proto: https' "localhost:8080$path"
    # shellcheck disable=SC2016
    for header in "X-Odd: a; } server { listen 1; } # {{port}} \`id\` 'b' ( ~ [" 'X-Content-Type-Options: nosniff' 'X-Frame-Options: SAMEORIGIN' "Content-Security-Policy: frame-ancestors 'self'" \
      'Referrer-Policy: strict-origin-when-cross-origin' 'Permissions-Policy: camera=(), geolocation=(), microphone=()' \
      'Strict-Transport-Security: max-age=31536000'; do
      [[ $(tr -d '\r' <"$work/headers" | grep -cixF "$header") == 1 ]] || die "$path lacks $header"
    done
  done
  curl -s -o /dev/null -D "$work/headers" -H 'X-Forwarded-Proto: http' localhost:8080/
  ! grep -qi strict-transport "$work/headers" || die 'what is not encrypted asks for encryption for ever'
  curl -s -o /dev/null -D "$work/headers" 'localhost:8080/?frames=DENY'
  [[ $(tr -d '\r' <"$work/headers" | sed -n 's/^x-frame-options: //Ip') == DENY ]] || die 'a header of PHP is lost'
}

# Figures for whoever is in the pod, and for nobody else.
status() {
  answer 200 /-/nginx-status
  body 'Active connections'
  answer 200 /-/php-status
  body 'active processes'
  ip address add 192.0.2.1/32 dev lo
  local path got
  metrics
  for path in /-/nginx-status /-/php-status; do
    got=$(curl -s -o /dev/null -w '%{http_code}' "192.0.2.1:8080$path")
    [[ $got == 403 ]] || die "$path answers $got to others"
  done
  ! curl -s -o /dev/null --max-time 2 192.0.2.1:8079 || die 'others reach what renders pages'
}

# As Prometheus reads them: a line is a comment, or a name and a number.
metrics() {
  local page name
  curl -sf localhost:9113/metrics >"$work/metrics" || die 'there are no metrics'
  curl -sf localhost:9113/metrics/php >"$work/metrics-php" || die 'there are no metrics of php-fpm'
  for page in "$work/metrics" "$work/metrics-php"; do
    ! grep -vE '^(|#.*|[a-z_]+(\{[^}]*\})? [0-9.]+)$' "$page" || die "that is no metric: $page"
  done
  for name in 'nginx_connections{state="writing"}' access_log_left_out_lines_total access_log_shed_bytes_total; do
    grep -qF "$name " "$work/metrics" || die "there is no $name"
  done
  ! command -v promtool >/dev/null || promtool check metrics <"$work/metrics" || die 'Prometheus would not read that'
  for name in phpfpm_active_processes phpfpm_idle_processes; do
    grep -q "^$name " "$work/metrics-php" || die "php-fpm has no $name"
  done
  [[ $(curl -s -o /dev/null -w '%{http_code}' localhost:9113/rotation) == 404 ]] || die 'what is inside is shown outside'
}

php_metric() { curl -sf --max-time 2 localhost:9113/metrics/php | sed -n "s/^phpfpm_$1 //p"; }

metrics_of_a_busy_php() {
  local all waiting=() each
  all=$(php_metric total_processes)
  for ((each = 0; each < all; each++)); do
    curl -s -o /dev/null "localhost:8080/slow.php?seconds=4&$each" &
    waiting+=($!)
  done
  sleep 1
  [[ $(php_metric idle_processes) == 0 ]] || die 'when all of PHP is at work, nobody can see it'
  wait "${waiting[@]}"
  [[ $(php_metric idle_processes) == "$all" ]] || die 'php-fpm counts children that are idle as others'
}

# A request that takes longer than five seconds leaves a trace of where it is; php-fpm looks every few seconds.
slow_log() {
  curl -s -o /dev/null 'localhost:8080/slow.php?seconds=8'
  grep -q 'slow.php' "$work/fpm.log" || die 'nobody knows where a slow request is'
}

cached() { curl -s -o /dev/null -D - "$@" | tr -d '\r' | sed -n 's/^x-page-cache: //Ip'; }

page_cache() {
  [[ $(cached localhost:8080/cached) == MISS && $(cached localhost:8080/cached) == HIT ]] || die 'no page is cached'
  local own
  for own in 'wordpress_logged_in_1=x' 'comment_author_1=x' 'wp-postpass_1=x'; do
    [[ $(cached -H "Cookie: $own" localhost:8080/cached) == BYPASS ]] || die "a page of $own is cached"
  done
  cached 'localhost:8080/cookie?cookie' >/dev/null
  [[ $(cached 'localhost:8080/cookie?cookie') == MISS ]] || die 'a page with a cookie is cached'
  cached -d x=1 localhost:8080/posted >/dev/null
  [[ $(cached -d x=1 localhost:8080/posted) != HIT ]] || die 'an answer to POST is cached'
}

ping_php() { "${AS_WEB[@]}" timeout 12 php /etc/wordpress/fpm-ping.php /run/web/php-fpm.sock >>"$work/ping.log" 2>&1; }

liveness() {
  ping_php || die 'php-fpm is alive and its probe fails'
  local children
  children=$(pgrep -P "$fpm_pid")
  # shellcheck disable=SC2086
  kill -STOP "$fpm_pid" $children
  ! ping_php || die 'php-fpm hangs and its probe succeeds'
  # shellcheck disable=SC2086
  kill -CONT "$fpm_pid" $children
  ping_php || die 'php-fpm goes on and its probe fails'
}

log_lines() {
  : >/var/log/web/access.log
  local long
  long=$(head -c 6000 /dev/zero | tr '\0' 'x')
  curl -s -o /dev/null "localhost:8080/$long" -H $'User-Agent: "quoted\\ \t\x01' -e "http://a/$long" \
    -H "X-Forwarded-For: $long"
  curl -s -o /dev/null --path-as-is 'localhost:8080/%22%0a%00?"<>' -H $'User-Agent: \xff\xfe\xc3'
  curl -s -o /dev/null -X "${long^^}" localhost:8080/ -H "Host: $long"
  curl -s -o /dev/null -A '' localhost:8080/
  # shellcheck disable=SC2016
  node -e '
    const lines = require("fs").readFileSync("/var/log/web/access.log", "utf8").trimEnd().split("\n");
    if (lines.length !== 4) throw new Error(`${lines.length} lines instead of 4`);
    for (const line of lines) {
      JSON.parse(line);
      if (line.length > 2500) throw new Error(`a line of ${line.length} characters`);
    }' || die 'the log is no JSON, or its lines are long'
}

rotates() { "${AS_WEB[@]}" sh /etc/web/access-log-rotates.sh /var/log/web/access.log "$ROTATE_AT" "$SHED_AT"; }

# said FIELD: the sum of these numbers in what the rotation says.
said() { field "$1" "$(<"$work/rotation.log")" | awk '{ sum += $1 } END { print sum + 0 }'; }

rotation() {
  local result lost shed
  result=$(node -r ts-node/register/transpile-only test/web/access-log-traffic.ts "$RATE" "$RATE_SECONDS")
  echo "   at $RATE requests a second: $result"
  # shellcheck disable=SC2016
  node -e 'const { sent, answered, lost, broken, peak } = JSON.parse(process.argv[1]);
    process.exit(sent > 0 && answered === sent && lost === 0 && broken === 0 && peak < process.argv[2] ? 0 : 1)' \
    "$result" "$LOG_BYTES" || die 'lines were lost, or the volume was full'

  result=$(node -r ts-node/register/transpile-only test/web/access-log-traffic.ts "$FLOOD" "$FLOOD_SECONDS")
  echo "   at a flood of up to $FLOOD: $result"
  # shellcheck disable=SC2016
  node -e 'const { sent, answered } = JSON.parse(process.argv[1]); process.exit(answered === sent ? 0 : 1)' "$result" ||
    die 'a flood of the log keeps visitors waiting'
  lost=$(field lost "$result")
  # The last line of a flood may be half a one, to which the next would be glued; the rotation waits for the next line.
  sleep 2
  result=$(node -r ts-node/register/transpile-only test/web/access-log-traffic.ts 50 2)
  echo "   after it, at 50: $result"
  [[ $result == *'"lost":0,'* ]] || die 'the log does not recover from a flood'
  local try left_out
  for try in {1..200}; do
    [[ -s /run/web/left-out.log || -s /run/web/left-out.log.1 ]] || break
    sleep 0.1
  done
  ((try < 200)) || die 'what is left out is never said'
  left_out=$(said lines)
  shed=$(said bytes)
  echo "   of the flood $lost lines lost, of which nginx left out $left_out, and $shed bytes dropped"
  # The rotation writes them after it has said it.
  sleep 1
  curl -sf localhost:9113/metrics >"$work/metrics"
  grep -qx "access_log_left_out_lines_total $left_out" "$work/metrics" || die 'the metrics do not say what is lost'
  grep -qx "access_log_shed_bytes_total $shed" "$work/metrics" || die 'the metrics do not say what is dropped'
  ((left_out > 0 && left_out <= lost)) || die 'nginx counts other lines than those that it leaves out'
  ((lost == left_out || shed > 0)) || die 'lines were lost in silence'
  rotates || die 'the rotation runs and its probe fails'

  # Nobody rotates: the probe says so.
  kill -STOP "$rotation_pid"
  head -c "$LOG_BYTES" /dev/zero | "${AS_WEB[@]}" tee /var/log/web/access.log >/dev/null 2>&1 || true
  ! rotates || die 'the rotation hangs unseen'
  kill -CONT "$rotation_pid"
  sleep 1
  rotates || die 'the rotation does not go on, or its probe fails'
}

# A shipper that sees the old file shrink under its name reads the next one twice; and one that holds it open must not keep
# its memory. The old file is dropped for the next one, and for want of room.
dropped_without_a_name() {
  local folder=$work/dropped command size server rotating
  mkdir -p "$folder/bin"
  for command in mv rm; do
    # shellcheck disable=SC2016
    printf '#!/bin/sh\n%s\nexec /bin/%s "$@"\n' 'stat -c %s access.log.1 >>sizes' "$command" >"$folder/bin/$command"
    chmod +x "$folder/bin/$command"
  done
  sh -c 'trap : USR1; while :; do sleep 0.1; done' &
  server=$!
  echo "$server" >"$folder/nginx.pid"
  for size in "$ROTATE_AT" 1000; do
    head -c "$size" /dev/zero >"$folder/access.log"
    head -c $((SHED_AT - 1000)) /dev/zero >"$folder/access.log.1"
    exec 9<"$folder/access.log.1"
    (cd "$folder" && PATH=$folder/bin:$PATH exec sh /etc/web/rotate-access-log.sh access.log "$ROTATE_AT" "$SHED_AT" . 100) 2>/dev/null &
    rotating=$!
    local try
    for try in {1..100}; do
      [[ $(stat -L -c %s /proc/$$/fd/9) == 0 ]] && break
      sleep 0.1
    done
    kill "$rotating"
    ((try < 100)) || die 'a file that is held open keeps its memory'
    exec 9<&-
  done
  kill "$server"
  [[ $(sort -u "$folder/sizes") == $((SHED_AT - 1000)) ]] || die "the old file shrinks under its name: $(xargs <"$folder/sizes")"
}

# Requests under way are answered when the pod is told to go.
graceful_stop() {
  curl -s -o "$work/slow" 'localhost:8080/slow.php?seconds=2' &
  local slow=$!
  sleep 0.5
  kill -QUIT "$nginx_pid"
  sleep 0.5
  kill -QUIT "$fpm_pid"
  wait "$slow" || die 'a request was cut off'
  [[ $(cat "$work/slow") == slept ]] || die 'a request was not answered'
  wait "$nginx_pid" "$fpm_pid" || true
  ! ping_php || die 'php-fpm is stopped and its probe succeeds'
  kill "$rotation_pid"
}

quiet() {
  ! grep -iE 'permission denied|read-only|\[emerg\]|\[alert\]' "$work/nginx.log" "$work/fpm.log" || die 'a daemon complains'
}

# A volume that belongs to root, as the kubelet makes it, filled by a user of another number.
content_from_git() {
  local repository=$work/repository
  git init -q "$repository"
  echo 'from git' >"$repository/page.html"
  git -C "$repository" add page.html
  git -C "$repository" -c user.name=a -c user.email=a@example.org commit -qm one
  git -C "$repository" tag v1
  local commit
  commit=$(git -C "$repository" rev-parse HEAD)
  chown -R "$WEB_USER" "$repository"
  mkdir "$work/volume"
  chmod 2777 "$work/volume"
  local try
  # A second try finds the files of the first.
  for try in 1 2; do
    "${AS_WEB[@]}" sh lib/web/files/clone-repository.sh "file://$repository" v1 "$work/volume" >"$work/git.log" 2>&1 ||
      die "try $try at cloning"
  done
  [[ $(ls -A "$work/volume") == page.html ]] || die "the volume has $(ls -A "$work/volume")"
  "${AS_WEB[@]}" sh lib/web/files/clone-repository.sh "file://$repository" "$commit" "$work/volume" >"$work/git.log" 2>&1 || die 'cloning a commit'
}

inside() {
  work=$2
  fpm=$3
  like_a_pod
  site
  say 'the files are well-formed'
  syntax
  start
  say 'requests, and what is forbidden'
  requests
  page_cache
  say 'figures'
  status
  slow_log
  metrics_of_a_busy_php
  say 'liveness of php-fpm'
  liveness
  say 'log lines'
  log_lines
  quiet
  say 'rotation'
  rotation
  dropped_without_a_name
  say 'content from git'
  content_from_git
  say 'stop'
  graceful_stop
  say 'done'
}

if [[ ${1-} == inside ]]; then inside "$@"; else in_namespaces test/web/real-daemons.sh git; fi
