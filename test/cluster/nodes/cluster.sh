#!/usr/bin/env bash
# A Kubernetes cluster with real nodes on this machine: kubelets, containers, networks, volumes.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
state=${CLUSTER_STATE:-/var/tmp/cdk8s-wordpress-nodes}
bridge=wpnodes
# Control groups are the machine's: two clusters on it, in networks of their own, must not share them.
group_prefix=$(basename "$state")-n
# An address of the loopback network that nobody else uses keeps the usual ports free.
loopback=127.0.0.77
server=10.100.0.1:6443
control_plane=(etcd kube-apiserver kube-controller-manager kube-scheduler)

# shellcheck source=test/cluster/programs.sh
source "$here/../programs.sh"
# shellcheck source=test/cluster/credentials.sh
source "$here/../credentials.sh"

usage() {
  cat >&2 <<U
usage: npm run cluster -- up [--nodes COUNT]   start a cluster, or what is missing of it; COUNT is 3 unless told, at most 9
       npm run cluster -- load ARCHIVE...      put image archives (docker save, or OCI) on every node
       npm run cluster -- status               show what runs
       npm run cluster -- kill N               node N dies at once; 'up' brings it back
       npm run cluster -- cut N | mend N       node N loses its network | has it again
       npm run cluster -- rest N | work N      node N's pods have what nobody else wants of the processors | as before
       npm run cluster -- dns off | on         nobody answers names any more, queries are lost | as before
       npm run cluster -- kill-process NAMESPACE POD CONTAINER [SIGNAL]
                                               kill the container's main process; the pod stays. With a signal: send that
       npm run cluster -- exec NAMESPACE POD CONTAINER COMMAND...
                                               run a command in a container, also on a node that was cut off
       npm run cluster -- fill NAMESPACE CLAIM | free NAMESPACE CLAIM
                                               the claim's volume, of class fast or standard, is full | as before
       npm run cluster -- down                 stop it all and remove everything but the logs, in $state/log
U
  exit 2
}
say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

# stop NAME [SIGNAL]
stop() {
  local name=$1 signal=${2:-TERM}
  if running "$name"; then kill "-$signal" "$(cat "$state/run/$name.pid")" 2>/dev/null || true; fi
  for _ in {1..100}; do
    running "$name" || break
    sleep 0.1
  done
  if running "$name"; then
    say "$name did not stop within 10 s; killing it."
    kill -KILL "$(cat "$state/run/$name.pid")"
    sleep 0.5
  fi
  rm -f "$state/run/$name.pid"
}

# wait_for WHAT SECONDS LOG COMMAND...
wait_for() {
  local what=$1 limit=$2 log=$3 end=$((SECONDS + $2))
  shift 3
  until "$@" >/dev/null 2>"$state/log/last-attempt"; do
    if ((SECONDS >= end)); then
      tail -n 20 "$state/log/$log.log" >&2
      say "The last attempt said: $(tail -n 3 "$state/log/last-attempt")"
      fail "Not within $limit s: $what. Above is the end of $state/log/$log.log."
    fi
    sleep 0.2
  done
}

check_machine() {
  local missing='' program
  [[ $(id -u) == 0 ]] || fail 'Nodes have networks and mounts of their own, which only root can make: run this as root.'
  for program in conntrack findmnt ip iptables jq losetup mkfs.ext4 nft openssl pgrep runc socat unshare; do
    command -v "$program" >/dev/null || missing+=" $program"
  done
  [[ -z $missing ]] || fail "Not installed:$missing. Run test/cluster/nodes/install.sh (Debian 12 or newer) first."
}

control_plane_up() {
  local name all=1
  for name in "${control_plane[@]}"; do running "$name" || all=''; done
  [[ ! $all ]] || return 0
  say 'Starting the control plane ...'
  # In the order in which they stop.
  for name in kube-scheduler kube-controller-manager kube-apiserver etcd; do stop "$name"; done
  authority
  certificate server /CN=kube-apiserver serverAuth "IP:10.100.0.1,IP:$loopback,IP:127.0.0.1,IP:10.96.0.1,DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local"
  certificate admin /O=system:masters/CN=admin clientAuth
  certificate kubelet-client /O=system:masters/CN=kube-apiserver clientAuth
  certificate front-proxy /CN=front-proxy clientAuth
  certificate kube-controller-manager /CN=system:kube-controller-manager clientAuth
  certificate kube-scheduler /CN=system:kube-scheduler clientAuth
  certificate kube-proxy /CN=system:kube-proxy clientAuth
  certificate policies /CN=network-policies clientAuth
  kubeconfig "$state/kubeconfig" admin "$server"
  local program
  for program in kube-controller-manager kube-scheduler kube-proxy policies; do kubeconfig "$state/pki/$program.kubeconfig" "$program" "$server"; done

  local serving=(--tls-cert-file="$state/pki/server.crt" --tls-private-key-file="$state/pki/server.key")
  start etcd "$bin/etcd" --data-dir "$state/etcd" --unsafe-no-fsync --log-level warn \
    --listen-client-urls "http://$loopback:2379" --advertise-client-urls "http://$loopback:2379" --listen-peer-urls "http://$loopback:2380"
  start kube-apiserver "$bin/kube-apiserver" --etcd-servers="http://$loopback:2379" \
    --bind-address=10.100.0.1 --advertise-address=10.100.0.1 --secure-port=6443 "${serving[@]}" --client-ca-file="$state/pki/ca.crt" \
    --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$state/pki/service-accounts.pub" \
    --service-account-signing-key-file="$state/pki/service-accounts.key" --service-cluster-ip-range=10.96.0.0/16 \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged=true \
    --kubelet-preferred-address-types=InternalIP --kubelet-certificate-authority="$state/pki/ca.crt" \
    --kubelet-client-certificate="$state/pki/kubelet-client.crt" --kubelet-client-key="$state/pki/kubelet-client.key" \
    --enable-aggregator-routing=true --requestheader-client-ca-file="$state/pki/ca.crt" --requestheader-allowed-names=front-proxy \
    --requestheader-username-headers=X-Remote-User --requestheader-group-headers=X-Remote-Group --requestheader-extra-headers-prefix=X-Remote-Extra- \
    --proxy-client-cert-file="$state/pki/front-proxy.crt" --proxy-client-key-file="$state/pki/front-proxy.key"
  wait_for 'the API server was ready' 60 kube-apiserver "$bin/kubectl" get --raw /readyz
  start kube-controller-manager "$bin/kube-controller-manager" --kubeconfig="$state/pki/kube-controller-manager.kubeconfig" \
    --bind-address="$loopback" "${serving[@]}" --leader-elect=false \
    --use-service-account-credentials=true --service-account-private-key-file="$state/pki/service-accounts.key" \
    --root-ca-file="$state/pki/ca.crt" --cluster-signing-cert-file="$state/pki/ca.crt" --cluster-signing-key-file="$state/pki/ca.key"
  start kube-scheduler "$bin/kube-scheduler" --kubeconfig="$state/pki/kube-scheduler.kubeconfig" \
    --authentication-kubeconfig="$state/pki/kube-scheduler.kubeconfig" --authorization-kubeconfig="$state/pki/kube-scheduler.kubeconfig" \
    --bind-address="$loopback" "${serving[@]}" --leader-elect=false
}

# Folders of the control groups in which node N's containers run.
control_groups() { find /sys/fs/cgroup -maxdepth 2 -type d -name "$group_prefix$1" 2>/dev/null; }

# in_node N COMMAND...: on node N, with its processes, mounts and network.
in_node() {
  local n=$1 inside
  shift
  inside=$(pgrep -P "$(cat "$state/run/n$n.pid")") || fail "Node $n does not run."
  nsenter --target "$inside" --pid --mount --net -- "$@"
}

# All pods of a node would together get as much of the processors as any one program outside: so they weigh ten times that.
weigh() {
  local group=$group_prefix$1
  if [[ -e /sys/fs/cgroup/$group/cpu.weight ]]; then
    echo 1000 >"/sys/fs/cgroup/$group/cpu.weight"
  else
    echo 10240 >"/sys/fs/cgroup/cpu/$group/cpu.shares"
  fi
}

# rests N 1|0: whether the pods of node N wait for whoever else wants a processor.
rests() {
  local file
  file=$(control_groups "$1" | xargs -I{} find {} -maxdepth 1 -name cpu.idle)
  [[ $file ]] || fail "Node $1 has no cpu.idle: it is down, or the kernel is older than 5.15."
  echo "$2" >"$file"
  if [[ $2 == 0 ]]; then weigh "$1"; fi
}

make_control_groups() {
  local group="$group_prefix$1" controller controllers file
  if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then # version 2
    read -ra controllers </sys/fs/cgroup/cgroup.controllers
    for controller in "${controllers[@]}"; do echo "+$controller" >/sys/fs/cgroup/cgroup.subtree_control 2>/dev/null || true; done
    mkdir -p "/sys/fs/cgroup/$group"
  else
    for controller in /sys/fs/cgroup/*/; do mkdir -p "$controller/$group"; done
    for file in cpuset.cpus cpuset.mems; do cat "/sys/fs/cgroup/cpuset/$file" >"/sys/fs/cgroup/cpuset/$group/$file"; done
  fi
  weigh "$1"
}

node_down() {
  local n=$1 group
  # Process 1 of the node ends with this one, and with it all others of the node.
  stop "n$n" KILL
  while read -r group; do
    for _ in {1..50}; do
      find "$group" -depth -type d -exec rmdir {} + 2>/dev/null && break
      [[ -d $group ]] || break
      sleep 0.1
    done
  done < <(control_groups "$n")
  ip link delete "wpnode$n" 2>/dev/null || true
  [[ -z $(control_groups "$n") ]] || fail "Node $n is still running: control groups are left: $(control_groups "$n" | tr '\n' ' ')"
}

node_up() {
  local n=$1 home=$state/n$1
  ! running "n$n" || return 0
  node_down "$n"
  say "Starting node $n ..."
  # A machine that starts has an empty /run.
  rm -rf "$home/run"
  mkdir -p "$home/cni"
  certificate "node$n" "/O=system:nodes/CN=system:node:node$n" clientAuth
  certificate "node$n-server" "/CN=node$n" serverAuth "IP:10.100.0.1$n,DNS:node$n"
  kubeconfig "$home/kubelet.kubeconfig" "node$n" "$server"
  # ptp, not bridge: between any two pods traffic is routed, so that Services and policies see all of it.
  cat >"$home/cni/10-nodes.conflist" <<C
{"cniVersion": "1.0.0", "name": "nodes", "plugins": [{"type": "ptp", "ipMasq": false,
  "ipam": {"type": "host-local", "ranges": [[{"subnet": "10.200.$n.0/24"}]], "routes": [{"dst": "0.0.0.0/0"}]}}]}
C
  # restrict_oom_score_adj: without the capability SYS_RESOURCE, runc could not lower the score and would fail.
  cat >"$home/containerd.toml" <<C
version = 3
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = "localhost/pause:1"
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
  enable_unprivileged_ports = true
  netns_mounts_under_state_dir = true
[plugins.'io.containerd.cri.v1.runtime'.cni]
  bin_dirs = ["$bin"]
  conf_dir = "$home/cni"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc]
  runtime_type = "io.containerd.runc.v2"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.runc.options]
  BinaryName = "$(command -v runc)"
  SystemdCgroup = false
C
  # imageGCHighThresholdPercent: 100 keeps unused images, which no registry would give back.
  cat >"$home/kubelet.yaml" <<C
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
failCgroupV1: false
cgroupDriver: cgroupfs
cgroupRoot: /$group_prefix$n
enforceNodeAllocatable: [pods]
failSwapOn: false
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: "$state/pki/ca.crt"}}
authorization: {mode: Webhook}
tlsCertFile: $state/pki/node$n-server.crt
tlsPrivateKeyFile: $state/pki/node$n-server.key
clusterDomain: cluster.local
clusterDNS: [10.96.0.10]
resolvConf: $home/resolv.conf
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%}
imageGCHighThresholdPercent: 100
containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
C
  cat >"$home/kube-proxy.yaml" <<C
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: nftables
clusterCIDR: 10.200.0.0/16
hostnameOverride: node$n
clientConnection: {kubeconfig: "$state/pki/kube-proxy.kubeconfig"}
conntrack: {maxPerCore: 0, min: 0, tcpEstablishedTimeout: 0s, tcpCloseWaitTimeout: 0s}
C
  make_control_groups "$n"
  start "n$n" unshare --pid --fork --kill-child --mount --net "$here/node.sh" "$state" "$bin" "$n"
  local inside=''
  for _ in {1..100}; do
    inside=$(pgrep -P "$(cat "$state/run/n$n.pid")") && break
    sleep 0.05
  done
  ip link add "wpnode$n" type veth peer name eth0 netns "$inside"
  ip link set "wpnode$n" master "$bridge" up
  ip route replace "10.200.$n.0/24" via "10.100.0.1$n"
  if [[ -e $state/run/dns-off ]]; then dns_off "$n"; fi
}

containerd_answers() { "$bin/ctr" --address "$state/n$1/run/containerd/containerd.sock" version; }

# import N ARCHIVE...
import() {
  local n=$1 archive
  shift
  for archive in "$@"; do
    "$bin/ctr" --address "$state/n$n/run/containerd/containerd.sock" --namespace k8s.io images import --local "$archive" >>"$state/log/n$n-images.log" 2>&1 ||
      { tail -n 5 "$state/log/n$n-images.log" >&2 && fail "Node $n did not take $archive."; }
  done
}

nodes() {
  local home
  for home in "$state"/n[1-9]; do [[ ! -d $home ]] || echo "${home##*/n}"; done
}

# image NAME ARCHIVE ENTRYPOINT [USER] [FOLDER]: an image of one program.
image() {
  local root
  root=$(mktemp -d "$state/image.XXXXXX")
  cp "$bin/$3" "$root/$3"
  [[ -z ${5:-} ]] || mkdir -p "$root/$5"
  "$here/image.sh" "$1" "$2" "$root" "{\"Entrypoint\":[\"/$3\"],\"User\":\"${4:-65532:65532}\"}"
  rm -rf "$root"
}

up() {
  local count=3 n begin
  if (($#)); then
    [[ $# == 2 && $1 == --nodes && $2 =~ ^[1-9]$ ]] || usage
    count=$2
  fi
  check_machine
  bin=$("$here/build.sh")
  begin=$SECONDS
  mkdir -p "$state"/{run,log,pki,volumes,exports,images}
  exec 9>"$state/lock"
  flock --nonblock 9 || fail 'Another run is starting or stopping this cluster.'
  ln -sfn "$bin" "$state/bin"
  ip link show "$bridge" >/dev/null 2>&1 || ip link add "$bridge" type bridge
  ip address replace 10.100.0.1/24 dev "$bridge"
  ip link set "$bridge" up

  control_plane_up
  say "  ready after $((SECONDS - begin)) s"
  "$bin/kubectl" apply --server-side --force-conflicts --filename "$here/policies.yaml" >>"$state/log/system.log"
  for n in $(seq "$count") $(nodes); do node_up "$n"; done

  local images=$state/images fresh=''
  if [[ ! -e $images/volumes.tar || $(readlink "$images/bin") != "$bin" ]]; then
    fresh=1
    image localhost/pause:1 "$images/pause.tar" pause
    image localhost/coredns:1 "$images/coredns.tar" coredns
    image localhost/ingress:1 "$images/ingress.tar" ingress
    image localhost/metrics-server:1 "$images/metrics-server.tar" metrics-server 65532:65532 tmp
    image registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2 "$images/volumes.tar" volumes
    ln -sfn "$bin" "$images/bin"
  fi
  for n in $(nodes); do
    wait_for "containerd of node $n answered" 30 "n$n-containerd" containerd_answers "$n"
    if [[ $fresh || ! -e $state/n$n/loaded ]]; then
      import "$n" "$images"/*.tar
      touch "$state/n$n/loaded"
    fi
  done
  sed "s|{{volumes}}|$state/volumes|; s|{{exports}}|$state/exports|" "$here/system.yaml" | "$bin/kubectl" apply --server-side --force-conflicts --filename - >>"$state/log/system.log"
  for n in $(nodes); do
    wait_for "node $n was ready" 90 "n$n-kubelet" "$bin/kubectl" wait --for=condition=Ready "node/node$n" --timeout=1s
  done
  say "  $(nodes | wc -l) nodes ready after $((SECONDS - begin)) s"
  local namespace name
  for namespace in kube-system traefik; do
    for name in $("$bin/kubectl" --namespace "$namespace" get deployments --output name); do
      wait_for "$name was available" 120 system "$bin/kubectl" --namespace "$namespace" rollout status "$name" --timeout=1s
    done
  done
  rm -f "$state/log/last-attempt"
  say "Visitors' way in: ports 80 and 443 of $("$bin/kubectl" --namespace traefik get pods --output 'jsonpath={.items[0].status.podIP}')"
  say "Cluster: ready in $((SECONDS - begin)) s. For kubectl (it is in $state/bin):"
  say "  export KUBECONFIG=$state/kubeconfig PATH=$state/bin:\$PATH"
}

down() {
  local n name
  [[ -d $state ]] || fail "There is no cluster in $state."
  exec 9>"$state/lock"
  flock --nonblock 9 || fail 'Another run is starting or stopping this cluster.'
  for n in $(nodes); do node_down "$n"; done
  # Nothing that they would still write is kept.
  for name in "${control_plane[@]}"; do stop "$name" KILL; done
  ip link delete "$bridge" 2>/dev/null || true
  for _ in {1..100}; do
    losetup --list --noheadings --output BACK-FILE | grep -F "$state/volumes/" >/dev/null || break
    sleep 0.1
  done
  rm -rf "${state:?}"/n[1-9] "${state:?}"/{run,pki,etcd,volumes,exports,images,kubeconfig,bin,lock}
  say "Stopped. The logs are in $state/log."
}

status() {
  local name n
  [[ -d $state/run ]] || fail 'No cluster runs.'
  for name in "${control_plane[@]}" $(nodes | sed 's/^/n/'); do
    if running "$name"; then say "$name: runs (process $(cat "$state/run/$name.pid"))"; else say "$name: does not run"; fi
  done
  "$state/bin/kubectl" get nodes
  "$state/bin/kubectl" get pods --all-namespaces
}

load() {
  (($#)) || usage
  local n archive
  bin=$state/bin
  [[ -x $bin/ctr ]] || fail "No cluster runs: start one with 'npm run cluster -- up'."
  for archive in "$@"; do
    [[ -r $archive ]] || fail "$archive is not a file that can be read."
    say "Loading $archive ..."
    for n in $(nodes); do import "$n" "$archive" & done
    for n in $(jobs -p); do wait "$n"; done
  done
}

# Of a pod's container: the number of its node, and its id there.
container_of() {
  local found
  # shellcheck disable=SC2016 # jq's own variable
  found=$("$state/bin/kubectl" --namespace "$1" get pod "$2" --output json | jq --raw-output --arg name "$3" \
    '"\(.spec.nodeName) \(.status | .containerStatuses[]?, .initContainerStatuses[]? | select(.name == $name).containerID)"')
  [[ $found =~ ^node([1-9])\ containerd://([0-9a-f]+)$ ]] || fail "Pod $2 of namespace $1 has no container $3 that was ever started."
  echo "${BASH_REMATCH[1]} ${BASH_REMATCH[2]}"
}

# runc_in N ARGUMENTS...
runc_in() { in_node "$1" runc --root /run/containerd/runc/k8s.io "${@:2}"; }

kill_process() {
  [[ $# == 3 || $# == 4 ]] || usage
  local found
  found=$(container_of "$1" "$2" "$3")
  runc_in "${found% *}" kill "${found#* }" "${4:-KILL}"
}

exec_command() {
  (($# > 3)) || usage
  local found
  found=$(container_of "$1" "$2" "$3")
  runc_in "${found% *}" exec "${found#* }" "${@:4}"
}

dns_off() {
  in_node "$1" nft "add table ip names; flush table ip names
    add chain ip names lost { type filter hook prerouting priority raw; }
    add rule ip names lost ip daddr 10.96.0.10 drop"
}

dns() {
  [[ ${1:-} =~ ^(off|on)$ ]] || usage
  local n
  for n in $(nodes); do
    running "n$n" || continue
    if [[ $1 == off ]]; then dns_off "$n"; else in_node "$n" nft 'add table ip names; delete table ip names'; fi
  done
  # For nodes that start meanwhile.
  if [[ $1 == off ]]; then touch "$state/run/dns-off"; else rm -f "$state/run/dns-off"; fi
}

# mounted_disk NAMESPACE CLAIM: prints the number of the node that has the claim's disk, and the folder there.
mounted_disk() {
  local volume image device folder n
  volume=$("$state/bin/kubectl" --namespace "$1" get persistentvolumeclaim "$2" --output 'jsonpath={.spec.volumeName}')
  [[ $volume ]] || fail "Claim $2 of namespace $1 has no volume."
  image=$("$state/bin/kubectl" get persistentvolume "$volume" --output 'jsonpath={.spec.flexVolume.options.image}')
  [[ $image ]] || fail "The volume of claim $2 is no disk, but a folder on a file server."
  device=$(losetup --noheadings --output NAME --associated "$image" | head -n 1)
  for n in $(nodes); do
    if [[ $device ]] && running "n$n" && folder=$(in_node "$n" findmnt --first-only --noheadings --output TARGET --source "$device"); then
      echo "$n $folder"
      return
    fi
  done
  fail "No node has the disk of claim $2: no pod with it runs."
}

fill() {
  [[ $# == 2 ]] || usage
  local found
  found=$(mounted_disk "$@")
  # Room for most of it at once, the rest block by block.
  # shellcheck disable=SC2016 # that shell's variables
  in_node "${found% *}" sh -c '
    file=$1/filled
    rest=$(($(df --output=avail --block-size=1 "$1" | tail -n 1) - 1048576))
    if [ "$rest" -gt 0 ]; then fallocate --offset "$(stat --format=%s "$file" 2>/dev/null || echo 0)" --length "$rest" "$file"; fi
    cat /dev/zero 2>/dev/null >>"$file"
    sync "$file"
    df --human-readable "$1"' fill "${found#* }"
}

free() {
  [[ $# == 2 ]] || usage
  local found
  found=$(mounted_disk "$@")
  in_node "${found% *}" rm -f "${found#* }/filled"
}

# one_node N: fails unless there is such a node.
one_node() { [[ ${1:-} =~ ^[1-9]$ && -d $state/n$1 ]] || fail "There is no node ${1:-without a number}: 'npm run cluster -- status' shows the nodes."; }

export KUBECONFIG=$state/kubeconfig
command=${1:-}
shift || true
case $command in
up) up "$@" ;;
down) down ;;
status) status ;;
load) load "$@" ;;
kill) one_node "$@" && node_down "$1" ;;
cut) one_node "$@" && ip link set "wpnode$1" down ;;
mend) one_node "$@" && ip link set "wpnode$1" up ;;
rest) one_node "$@" && rests "$1" 1 ;;
work) one_node "$@" && rests "$1" 0 ;;
dns) dns "$@" ;;
kill-process) kill_process "$@" ;;
exec) exec_command "$@" ;;
fill) fill "$@" ;;
free) free "$@" ;;
*) usage ;;
esac
