#!/usr/bin/env bash
# Three real nodes that speak TLS to each other and to their clients, and nothing else.
# GALERA_IMAGE and GALERA_NAME as in galera-local.sh, whose functions this uses.
set -euo pipefail
# shellcheck source=test/database/galera-local.sh
source "$(dirname "$0")/galera-local.sh" --source

export TLS=tls
readonly HOST=database-service

# client HOST OPTION...: over the network, as the application's account.
client() {
  local host=$1
  shift
  # shellcheck disable=SC2016
  in_node 1 bash -c 'host=$1; shift
    printf "[client]\nuser=wordpress\npassword=\"%s\"\nhost=%s\n" "$(sed "s/[\\\\\"]/\\\\&/g" /etc/galera-accounts/wordpress)" "$host" >/tmp/client.cnf
    exec mariadb --defaults-file=/tmp/client.cnf -N -B -e "show status like '"'Ssl_version'"'" "$@"' bash "$host" "$@" 2>&1
}

greeting() { timeout 5 ip netns exec "$NAME-1" openssl s_client -connect "$SUBNET.10:$1" -CAfile "$ROOT/tls/ca.crt" </dev/null 2>&1; }

main() {
  local ordinal refused
  fresh
  # The Service: one of the nodes.
  echo "$SUBNET.10 $HOST" >>"$ROOT/hosts"
  node -r ts-node/register/transpile-only test/database/self-signed.ts "$ROOT/tls" "$HOST" "*.$PREFIX-nodes.blog.svc"
  mkdir "$ROOT/other"
  node -r ts-node/register/transpile-only test/database/self-signed.ts "$ROOT/other" "$HOST"
  cp "$ROOT/other/ca.crt" "$ROOT/files/other.crt"
  chmod -R go+rX "$ROOT"

  say 'three empty nodes start: the first copies itself to the others'
  start_all
  wait_ready 0 1 2
  expect 'cluster size' 3 "$(sql 2 "show status like 'wsrep_cluster_size'" | cut -f 2)"
  expect 'copies that are encrypted' 1 "$(logged 2 "encrypt='4'")"

  say 'between the nodes'
  [[ $(greeting 4567) == *'Verify return code: 0 (ok)'* ]] || die 'the port of the group speaks no TLS'
  refused=$(ip netns exec "$NAME-1" timeout 5 socat -u "TCP:$SUBNET.10:4567" - | tr -d '\0' | wc -c) || true
  expect 'bytes that the group says to somebody without TLS' 0 "$refused"

  say 'clients'
  # The same account as below: 10.11 calls it a denied access, later versions an insecure transport.
  refused=$(client "$HOST" --skip-ssl || true)
  [[ $refused =~ ^ERROR\ (1045|3159) ]] || die "a plain client is not refused: $refused"
  [[ $(client "$HOST" --ssl-ca=/etc/database-tls/ca.crt --ssl-verify-server-cert) == *TLSv1* ]] || die 'an encrypted client is refused'
  if client "$HOST" --ssl-ca=/files/other.crt --ssl-verify-server-cert >/dev/null; then die 'any certificate is believed'; fi
  if client "$SUBNET.10" --ssl-ca=/etc/database-tls/ca.crt --ssl-verify-server-cert >/dev/null; then die 'any name is believed'; fi

  say 'one is killed and misses a row'
  sql 0 'create table word_press.t (id int primary key)'
  end KILL 2
  sql 0 'insert into word_press.t values (1)'
  start 2
  wait_ready 2
  expect 'rows' 1 "$(sql 2 'select count(*) from word_press.t')"
  expect 'it got what it missed' 1 "$(logged 2 'Proceeding with SST')"

  if [[ -z $IMAGE ]] && php -m 2>/dev/null | grep -x mysqli >/dev/null; then
    say 'PHP'
    expect 'WordPress, with the system trusting the authority' TLSv1.3 "$(SSL_CERT_FILE=/etc/database-tls/ca.crt php_client)"
    if SSL_CERT_FILE=/files/other.crt php_client >/dev/null 2>&1; then die 'PHP believes any certificate'; fi
  fi
  end TERM 0 1 2
  say 'all good'
}

# Connects as WordPress does, with the flags of wp-config.php.
php_client() {
  # shellcheck disable=SC2016
  in_node 1 php -r '
    mysqli_report(MYSQLI_REPORT_OFF);
    $database = mysqli_init();
    mysqli_real_connect($database, "database-service", "wordpress", file_get_contents("/etc/galera-accounts/wordpress"), null, 3306, null,
      MYSQLI_CLIENT_SSL | MYSQLI_CLIENT_SSL_VERIFY_SERVER_CERT)
      or exit(1);
    echo $database->query("show status like \"Ssl_version\"")->fetch_row()[1], "\n";'
}

main
