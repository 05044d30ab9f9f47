#!/usr/bin/env bash
# Installs the Debian packages that real nodes need, as root, on Debian 12 or newer.
set -euo pipefail

packages=(busybox-static conntrack debootstrap e2fsprogs ethtool iproute2 ipset iptables jq kmod nftables openssl procps runc socat util-linux)
[[ $(id -u) == 0 ]] || {
  echo 'Installing packages needs root: run this as root.' >&2
  exit 1
}
command -v apt-get >/dev/null || {
  echo "There is no apt-get here: install with your own package manager: ${packages[*]}." >&2
  exit 1
}
export DEBIAN_FRONTEND=noninteractive
install=(apt-get -o DPkg::Lock::Timeout=600 --yes --no-install-recommends install "${packages[@]}")
# Old package lists are the usual reason for a failure.
"${install[@]}" || {
  apt-get -o DPkg::Lock::Timeout=600 update
  "${install[@]}"
}
