# The account of a database's client. Sourced.
# shellcheck shell=bash
#
# DATABASE_HOST, DATABASE_PORT   the database
# ACCOUNTS                       folder with the accounts' passwords, if elsewhere

# client_options ACCOUNT FILE: as an option file; neither the environment nor a command line shows the password.
client_options() {
  local password accounts=${ACCOUNTS:-/etc/database-accounts}
  password=$(<"$accounts/$1")
  password=${password//\\/\\\\}
  (
    umask 077
    printf '[client]\nuser = %s\npassword = "%s"\nhost = %s\nport = %s\n' \
      "$1" "${password//\"/\\\"}" "$DATABASE_HOST" "$DATABASE_PORT" >"$2"
    # There where the database speaks TLS.
    [[ ! -e $accounts/ca.crt ]] || printf 'ssl-ca = %s\nssl-verify-server-cert\n' "$accounts/ca.crt" >>"$2"
  )
}
