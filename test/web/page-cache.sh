#!/usr/bin/env bash
# Looks for a wrong page: one of somebody else, of another host, or one that is too old. Real WordPress, nginx, php-fpm
# and database, with the very files that ship, and many requests of all kinds at the same time. What a browser makes of it is
# looked at on real nodes.
#
# Usage: page-cache.sh [REQUESTS], 10000 if it isn't said. Needs what real-wordpress.sh needs.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=test/web/like-a-site.sh
source test/web/like-a-site.sh

export REQUESTS=${REQUESTS:-${1:-10000}}
readonly CACHE=/var/cache/pages
# Longest age of a page, in seconds.
readonly AGE=10

# Every page says for whom it was rendered, and when. A second host has pages of its own.
confession() {
  mkdir -p "$files/mu-plugins"
  cat >"$files/mu-plugins/confession.php" <<'PHP'
<?php
if ($_SERVER['HTTP_HOST'] === 'second.example.org') {
    remove_action('template_redirect', 'redirect_canonical');
}
add_action('wp_footer', function () {
    echo '<script type="application/json" id="confession">', wp_json_encode([
        'user' => wp_get_current_user()->user_login ?: '',
        'commenter' => wp_get_current_commenter()['comment_author'],
        'host' => $_SERVER['HTTP_HOST'],
        'https' => is_ssl(),
        'uri' => $_SERVER['REQUEST_URI'],
        'at' => microtime(true),
    ], JSON_UNESCAPED_SLASHES), '</script>';
});
add_action('template_redirect', function () {
    if (isset($_GET['large'])) {
        header('Content-Type: text/plain');
        for ($i = 0; $i < $_GET['large']; $i++) echo str_repeat('x', 1 << 20);
        exit;
    }
    if (isset($_GET['said'])) header('Cache-Control: ' . $_GET['said']);
    if (isset($_GET['cookie'])) setcookie('mine', '1');
    if (isset($_GET['ttl'])) header('X-Accel-Expires: ' . $_GET['ttl']);
});
PHP
}

cached() { curl -s -o "$work/body" -D "$work/headers" "${BROWSER[@]}" "$@" && header x-page-cache; }

header() { tr -d '\r' <"$work/headers" | sed -n "s/^$1: //Ip"; }

# What visitors get is what the cache says.
kept() {
  [[ $(cached localhost:8080/) == MISS && $(cached localhost:8080/) == HIT ]] || die 'the home page is not kept'
  [[ $(header cache-control) == no-cache && $(header vary) == Accept-Encoding ]] || die "browsers are told $(cat "$work/headers")"
  [[ $(cached -I localhost:8080/) == HIT ]] || die 'HEAD does not get what GET left'
  [[ $(cached -H 'Accept-Encoding: br, gzip;q=1.0' localhost:8080/) == MISS ]] || die 'compressed pages are not apart'
  [[ $(cached -H 'Accept-Encoding: gzip, deflate' localhost:8080/) == HIT ]] || die 'compressed pages are divided by browsers'
  [[ $(header content-encoding) == gzip ]] || die 'what is kept compressed is not sent so'
  gunzip -c "$work/body" | grep '</html>' >/dev/null || die 'what is compressed is no page'
  local address
  for address in '/?said=private' '/?said=no-store' '/?said=max-age=0' '/?cookie=1' '/?ttl=0' '/?preview=true' '/no-such-page/'; do
    cached "localhost:8080$address" >/dev/null
    [[ $(cached "localhost:8080$address") != HIT ]] || die "$address is kept"
  done
  [[ $(cached 'localhost:8080/?said=max-age=60' >/dev/null && cached 'localhost:8080/?said=max-age=60') == HIT &&
  $(header cache-control) == max-age=60 ]] || die 'a page that may be kept is not'
  local secret
  for secret in 'Cookie: wordpress_logged_in_1=x' 'Cookie: comment_author_1=x' 'Cookie: wp-postpass_1=x' 'Authorization: Basic eA==' \
    'X-HTTP-Method-Override: OPTIONS'; do
    [[ $(cached -H "$secret" localhost:8080/) == BYPASS ]] || die "$secret gets what is kept"
  done
}

# Nobody can leave a page that leads others astray.
poison() {
  rm -rf "${CACHE:?}"/*
  # A port, as a visitor writes it, must not make a redirect that all others get.
  curl -s -o /dev/null -H "Host: $HOST:81" -H 'X-Forwarded-Proto: https' localhost:8080/sample-page/
  answer 200 /sample-page/ "${BROWSER[@]}"
  curl -s -o /dev/null "${BROWSER[@]}" -H 'X-HTTP-Method-Override: OPTIONS' localhost:8080/wp-json/wp/v2/posts
  answer 200 /wp-json/wp/v2/posts "${BROWSER[@]}"
  body '"rendered"'
  curl -s -o /dev/null "${BROWSER[@]}" -H 'X-Forwarded-Host: evil.example.org' -H 'X-Original-URL: /wp-login.php' localhost:8080/?once
  answer 200 /?once "${BROWSER[@]}"
  ! grep -q evil "$work/body" || die 'a header of one visitor is in the page of another'
}

# More pages and larger ones than the RAM holds.
full() {
  answer 200 '/?large=60' "${BROWSER[@]}"
  (($(stat -c %s "$work/body") == 60 << 20)) || die 'a page larger than the cache is cut off'
  local number
  for number in {1..12}; do
    answer 200 "/?large=5&number=$number" "${BROWSER[@]}"
    (($(stat -c %s "$work/body") == 5 << 20)) || die 'a page is cut off when the cache is full'
  done
  sleep 12
  # The next page that is rendered makes room.
  cached localhost:8080/?room >/dev/null
  local left
  left=$(df --output=used -m "$CACHE" | tail -n 1)
  ((left <= 33)) || die "the cache keeps $left MiB"
  cached localhost:8080/ >/dev/null
  [[ $(cached localhost:8080/) == HIT ]] || die 'nothing is kept any more after the cache was full'
}

# shows TEXT PATH: whether a visitor sees it.
shows() { curl -s "${BROWSER[@]}" "localhost:8080$2" | grep -- "$1" >/dev/null; }

# appears TEXT PATH SECONDS: a visitor who looks all the time sees it by then.
appears() {
  local since=${EPOCHREALTIME/./}
  until shows "$1" "$2"; do
    ((${EPOCHREALTIME/./} - since <= $3 * 1000000)) || die "$2 does not have $1 after $3 s"
    sleep 0.2
  done
  echo "   $1 after $(((${EPOCHREALTIME/./} - since) / 1000)) ms"
}

rest() {
  local path=$1
  shift
  curl -s "${administrator[@]}" -H "X-WP-Nonce: $nonce" "localhost:8080/wp-json/wp/v2$path" "$@" >"$work/rest"
  ! grep -q '"data":{"status":[45]' "$work/rest" || die "$path: $(cat "$work/rest")"
}

# Who changes something sees it at once in the same pod; in others, and behind WordPress' back, after ten seconds.
changes() {
  log_in
  nonce=$(curl -s "${administrator[@]}" 'localhost:8080/wp-admin/admin-ajax.php?action=rest-nonce')
  local post
  shows 'x' / || true
  rest /posts -d title=Published -d status=publish -d slug=published
  appears Published / 1
  post=$(php -r 'echo json_decode(stream_get_contents(STDIN))->id;' <"$work/rest")
  shows x /published/ || true
  rest "/posts/$post" -d title=Updated
  appears Updated / 1
  appears Updated /published/ 1
  rest /comments -d "post=$post" -d content=Commented
  appears Commented /published/ 1
  # The other way round: what is gone is gone.
  rest "/posts/$post" -X DELETE
  ! shows Updated / || die 'a deleted post is still there'
  sql "UPDATE wp_posts SET post_title = 'Elsewhere' WHERE post_name = 'hello-world'"
  appears Elsewhere / "$AGE"
  sql "UPDATE wp_posts SET post_title = 'Later' WHERE post_name = 'hello-world'"
  # Nobody asks for a while, and then two do at the same time.
  sleep $((AGE + 2))
  shows Elsewhere / &
  ! shows Elsewhere / || die 'a page that nobody asked for is too old'
  ! wait $! || die 'a page that nobody asked for is too old'
}

# Of all who ask for a page that nobody has yet, one makes PHP work.
rush() {
  rm -rf "${CACHE:?}"/*
  local client clients=()
  for client in {1..40}; do
    curl -s -o "$work/scratch/rush.$client" -D - "${BROWSER[@]}" localhost:8080/?rush >"$work/scratch/rush.$client.headers" &
    clients+=($!)
  done
  wait "${clients[@]}"
  local rendered
  rendered=$(cat "$work"/scratch/rush.{1..40} | grep -ao '"at":[0-9.]*' | sort -u | wc -l)
  ((rendered == 1)) || die "$rendered of 40 visitors made PHP work"
}

mixed() { node -r ts-node/register/transpile-only test/web/page-cache-traffic.ts "$REQUESTS" "$AGE" "$work/people.json"; }

# Two people who are logged in, by their cookies.
people() {
  local who cookies=()
  sql "INSERT INTO wp_users (user_login, user_pass, user_nicename, user_email, user_registered)
    SELECT 'author', user_pass, 'author', 'author@example.org', user_registered FROM wp_users WHERE user_login = 'administrator'"
  for who in administrator author; do
    answer 302 /wp-login.php "${BROWSER[@]}" -H 'Cookie: wordpress_test_cookie=WP Cookie check' -D "$work/headers" \
      --data-urlencode "log=$who" --data-urlencode "pwd=$(cat /run/secrets/wordpress/admin-password)" -d testcookie=1
    cookies+=("$(cookies)")
  done
  node -e 'const [administrator, author] = process.argv.slice(1); console.log(JSON.stringify({ administrator, author }))' \
    "${cookies[@]}" >"$work/people.json"
}

inside() {
  work=$2
  # shellcheck disable=SC2034
  fpm=$3
  like_a_pod
  installed_site
  confession
  start
  say 'what is kept, and for whom'
  kept
  poison
  say 'a full cache'
  full
  say 'a rush'
  rush
  say 'changes'
  changes
  say "$REQUESTS requests of all kinds"
  people
  mixed || die 'wrong pages'
  say 'done'
}

if [[ ${1-} == inside ]]; then
  inside "$@"
else
  [[ -e $PACKAGE/wp-load.php ]] || skip 'the package wordpress is not installed'
  in_namespaces test/web/page-cache.sh mariadbd mariadb-install-db mariadb
fi
