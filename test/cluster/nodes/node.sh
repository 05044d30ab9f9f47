#!/usr/bin/env bash
# node.sh STATE BIN N: one node, as process 1 of process, mount and network namespaces of its own (cluster.sh makes them):
# containerd, kubelet, kube-proxy and the engine of NetworkPolicies, started again when they end, like a machine's services. With this process everything
# that the node started, mounted or routed is gone.
set -euo pipefail

state=$1 bin=$2 n=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$state/n$n

# Folders that programs know by name, each node its own.
mount -t proc proc /proc
mkdir -p "$home"/{run,lib,log}
mount --bind "$home/run" /run
mount --bind "$home/lib" /var/lib
mount --bind "$home/log" /var/log

until [[ -e /proc/sys/net/ipv4/conf/eth0 ]]; do sleep 0.05; done
ip link set lo up
ip address add "10.100.0.1$n/24" dev eth0
ip link set eth0 up
ip route add default via 10.100.0.1
for other in {1..9}; do
  [[ $other == "$n" ]] || ip route add "10.200.$other.0/24" via "10.100.0.1$other"
done
echo 1 >/proc/sys/net/ipv4/ip_forward
# Names outside the cluster are nobody's: a test must not depend on them.
echo 'nameserver 127.0.0.1' >"$home/resolv.conf"

# keep NAME COMMAND...
keep() {
  local name=$1
  shift
  while :; do
    "$@" >>"$state/log/n$n-$name.log" 2>&1 </dev/null || true
    sleep 1
  done
}
PATH=$bin:$PATH keep containerd "$bin/containerd" --config "$home/containerd.toml" &
keep kube-proxy "$bin/kube-proxy" --config "$home/kube-proxy.yaml" &
keep policies "$bin/policies" "$state/pki/policies.kubeconfig" &
EXPORTS=$state/exports PATH=$here/nfs-stand-in:$PATH keep kubelet "$bin/kubelet" --config "$home/kubelet.yaml" \
  --kubeconfig "$home/kubelet.kubeconfig" --hostname-override "node$n" --node-ip "10.100.0.1$n" --volume-plugin-dir "$here/volume-plugins" &

# Bash also buries the orphans of the node.
trap 'exit 0' TERM
wait
