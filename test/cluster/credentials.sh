# Certificates of a control plane, and the files by which clients know and reach it. Sourced; $state is its folder.
# shellcheck shell=bash disable=SC2154

key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:prime256v1 -out "$1"; }

# The authority, and the key that signs service accounts; once.
authority() (
  cd "$state/pki" || exit
  [[ ! -e ca.crt ]] || return 0
  key ca.key
  openssl req -x509 -key ca.key -subj /CN=test-ca -days 30 -out ca.crt
  key service-accounts.key
  openssl pkey -in service-accounts.key -pubout -out service-accounts.pub
)

# certificate NAME SUBJECT USAGE [ALTERNATIVE NAMES], once.
certificate() (
  cd "$state/pki" || exit
  [[ ! -e $1.crt ]] || return 0
  key "$1.key"
  printf 'keyUsage=digitalSignature\nextendedKeyUsage=%s\n%s\n' "$3" "${4:+subjectAltName=$4}" >"$1.ext"
  openssl req -new -key "$1.key" -subj "$2" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 30 -extfile "$1.ext" -out "$1.crt" 2>>openssl.log
)

# kubeconfig FILE USER SERVER
kubeconfig() {
  cat >"$1" <<C
apiVersion: v1
kind: Config
clusters: [{name: test, cluster: {server: "https://$3", certificate-authority: "$state/pki/ca.crt"}}]
users: [{name: $2, user: {client-certificate: "$state/pki/$2.crt", client-key: "$state/pki/$2.key"}}]
contexts: [{name: test, context: {cluster: test, user: $2}}]
current-context: test
C
  chmod 600 "$1"
}
