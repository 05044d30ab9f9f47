#!/usr/bin/env bash
# control-plane.sh up STATE: starts etcd, the API server, the controller manager, the scheduler and six fake nodes on
#   ports of their own; STATE/kubeconfig is the administrator's way in, STATE/log holds a log per program.
# control-plane.sh pause|resume STATE: halts everything that acts by itself, so that only the caller changes objects.
# control-plane.sh down STATE: stops it all and removes STATE; with KEEP_LOGS=1 STATE/log stays.
set -euo pipefail

usage() {
  printf 'usage: %s up|pause|resume|down STATE\n' "$0" >&2
  exit 2
}
(($# == 2)) || usage
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$2"
state=$(cd "$2" && pwd)
# shellcheck source=test/cluster/programs.sh
source "$here/programs.sh"
# shellcheck source=test/cluster/credentials.sh
source "$here/credentials.sh"

say() { printf '%s\n' "$*" >&2; }

# In the order in which they stop: what writes before what serves, and the API server before the etcd it would wait for.
programs=(kwok kube-scheduler kube-controller-manager kube-apiserver etcd)

signal() {
  local name=$1
  shift
  if running "$name"; then kill "$@" "$(cat "$state/run/$name.pid")" 2>/dev/null || true; fi
}

down() {
  local name failed=0
  for name in "${programs[@]}"; do
    signal "$name" -CONT
    signal "$name" -TERM
    for _ in {1..100}; do
      running "$name" || break
      sleep 0.1
    done
    if running "$name"; then
      say "$name did not stop within 10 s; killing it."
      signal "$name" -KILL
      sleep 0.5
      if running "$name"; then
        say "$name (process $(cat "$state/run/$name.pid")) is still there."
        failed=1
      fi
    fi
  done
  ((failed == 0)) || return 1
  rm -rf "$state"/{run,pki,etcd,kubeconfig}
  if [[ ${KEEP_LOGS:-} ]]; then
    say "The logs are in $state/log."
  else
    rm -rf "$state/log"
    rmdir "$state"
  fi
}

give_up() {
  say "$*"
  local name
  for name in etcd kube-apiserver kube-controller-manager kube-scheduler kwok; do
    [[ -f $state/run/$name.pid ]] || continue
    if ! running "$name"; then
      say "$name has ended. The end of its log ($state/log/$name.log):"
      tail -n 20 "$state/log/$name.log" >&2
    fi
  done
  KEEP_LOGS=1 down
  exit 1
}

# wait_for WHAT SECONDS NAME COMMAND...: until COMMAND succeeds; a program that ended is reported at once.
wait_for() {
  local what=$1 limit=$(($2 * ${PATIENCE:-1})) name=$3
  local end=$((SECONDS + limit))
  shift 3
  until "$@" >/dev/null 2>"$state/log/last-attempt"; do
    running "$name" || give_up "$name ended before $what."
    if ((SECONDS >= end)); then
      say "The last attempt said: $(tail -n 3 "$state/log/last-attempt")"
      tail -n 20 "$state/log/$name.log" >&2
      give_up "Not within $limit s: $what; above is the end of the log of $name."
    fi
    sleep 0.2
  done
}

# A port that nobody listens on. They come from below the range that the kernel hands out to outgoing connections.
declare -A taken=()
free_port() {
  local candidate
  for _ in {1..100}; do
    candidate=$((10000 + RANDOM % 20000))
    [[ -z ${taken[$candidate]:-} ]] || continue
    (: <"/dev/tcp/127.0.0.1/$candidate") 2>/dev/null && continue
    taken[$candidate]=1
    port=$candidate
    return
  done
  say 'No free port found on 127.0.0.1.'
  exit 1
}

up() {
  local bin begin port etcd_port api_port manager_port scheduler_port
  [[ ! -e $state/run ]] || {
    say "$state already holds a control plane: stop it with '$0 down $state'."
    exit 1
  }
  bin=$("$here/build.sh")
  begin=$SECONDS
  mkdir -p "$state"/{run,log,pki}
  trap 'down; exit 130' INT TERM

  authority
  certificate server /CN=kube-apiserver serverAuth IP:127.0.0.1,IP:10.96.0.1,DNS:localhost,DNS:kubernetes.default.svc
  certificate admin /O=system:masters/CN=admin clientAuth
  certificate kube-controller-manager /CN=system:kube-controller-manager clientAuth
  certificate kube-scheduler /CN=system:kube-scheduler clientAuth

  # Between the choice of the ports and their use no other run may choose.
  exec 9>"$bin/../ports.lock"
  flock 9
  free_port && etcd_port=$port
  free_port && api_port=$port
  free_port && manager_port=$port
  free_port && scheduler_port=$port

  local server=127.0.0.1:$api_port
  kubeconfig "$state/kubeconfig" admin "$server"
  kubeconfig "$state/pki/kube-controller-manager.kubeconfig" kube-controller-manager "$server"
  kubeconfig "$state/pki/kube-scheduler.kubeconfig" kube-scheduler "$server"
  export KUBECONFIG=$state/kubeconfig

  local serving=(--tls-cert-file="$state/pki/server.crt" --tls-private-key-file="$state/pki/server.key")
  start etcd "$bin/etcd" --data-dir "$state/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls "http://127.0.0.1:$etcd_port" --advertise-client-urls "http://127.0.0.1:$etcd_port" \
    --listen-peer-urls http://127.0.0.1:0
  start kube-apiserver "$bin/kube-apiserver" --etcd-servers="http://127.0.0.1:$etcd_port" \
    --bind-address=127.0.0.1 --secure-port="$api_port" --endpoint-reconciler-type=none \
    "${serving[@]}" --client-ca-file="$state/pki/ca.crt" \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$state/pki/service-accounts.pub" \
    --service-account-signing-key-file="$state/pki/service-accounts.key" --service-cluster-ip-range=10.96.0.0/16 \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged=true
  wait_for 'the API server was ready' 60 kube-apiserver "$bin/kubectl" get --raw /readyz
  running etcd || give_up 'etcd ended.'

  # Shorter periods only: what the controllers do stays the same. A pod's own tolerations of 300 s are not touched.
  start kube-controller-manager "$bin/kube-controller-manager" --kubeconfig="$state/pki/kube-controller-manager.kubeconfig" \
    --bind-address=127.0.0.1 --secure-port="$manager_port" "${serving[@]}" --leader-elect=false \
    --use-service-account-credentials=true --service-account-private-key-file="$state/pki/service-accounts.key" \
    --root-ca-file="$state/pki/ca.crt" --cluster-signing-cert-file="$state/pki/ca.crt" --cluster-signing-key-file="$state/pki/ca.key" \
    --node-monitor-period=1s --node-monitor-grace-period=20s --horizontal-pod-autoscaler-sync-period=3s \
    --pvclaimbinder-sync-period=3s --kube-api-qps=200 --kube-api-burst=400
  start kube-scheduler "$bin/kube-scheduler" --kubeconfig="$state/pki/kube-scheduler.kubeconfig" \
    --authentication-kubeconfig="$state/pki/kube-scheduler.kubeconfig" --authorization-kubeconfig="$state/pki/kube-scheduler.kubeconfig" \
    --bind-address=127.0.0.1 --secure-port="$scheduler_port" "${serving[@]}" --leader-elect=false
  start kwok "$bin/kwok" --kubeconfig="$state/kubeconfig" --config="$here/kwok/stages.yaml" --manage-all-nodes \
    --node-lease-duration-seconds=10
  "$bin/kubectl" apply --server-side -f "$here/kwok/nodes.yaml" >/dev/null

  wait_for 'the controllers gave the default namespace its service account' 30 kube-controller-manager \
    "$bin/kubectl" --namespace default get serviceaccount default
  wait_for 'the scheduler was healthy' 30 kube-scheduler \
    "$bin/kubectl" --server="https://127.0.0.1:$scheduler_port" get --raw /healthz
  wait_for 'six nodes were ready' 30 kwok "$bin/kubectl" wait --for=condition=Ready node --all --timeout=1s
  wait_for 'the nodes took pods' 30 kube-controller-manager untainted "$bin/kubectl"
  rm -f "$state/log/last-attempt"
  exec 9>&-
  say "Control plane: Kubernetes $("$bin/kubectl" version -o json | sed -n 's/.*"gitVersion": "\(.*\)".*/\1/p' | tail -n 1), six fake nodes, ready in $((SECONDS - begin)) s."
}

# A new node is closed to pods until the controllers have seen it ready.
untainted() { [[ -z $("$1" get nodes -o 'jsonpath={.items[*].spec.taints}') ]]; }

case $1 in
up) up ;;
down) down ;;
pause) for name in kwok kube-scheduler kube-controller-manager; do signal "$name" -STOP; done ;;
resume) for name in kwok kube-scheduler kube-controller-manager; do signal "$name" -CONT; done ;;
*) usage ;;
esac
