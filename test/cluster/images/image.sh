#!/usr/bin/env bash
# Builds the base of all images, or one image: for build.sh, which runs this in namespaces of its own.
#
#   image.sh WORK base FILE
#   image.sh WORK NAME FILE BASE REFERENCE
set -euxo pipefail

work=$1 name=$2 file=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
recipe=$here/recipes/$name
# So that the same packages give the same bytes.
readonly DATE='2026-01-01 00:00:00 UTC'

# What overlayfs left in a folder, in an image layer's terms. (A folder of the base that a recipe deleted and made anew
# would keep its old content, too: no recipe does that.)
layer() {
  local path
  while IFS= read -r -d '' path; do
    [[ $(stat -c %t:%T "$path") == 0:0 ]] || continue
    rm "$path"
    : >"$(dirname "$path")/.wh.$(basename "$path")"
  done < <(find "$1" -type c -print0)
  tar --create --file="$2" --directory="$1" --sort=name --numeric-owner --mtime="$DATE" --clamp-mtime .
}

build_base() {
  local root=$work/lower
  rm -rf "$root"
  debootstrap --variant=minbase trixie "$root" ${DEBIAN_MIRROR:+"$DEBIAN_MIRROR"}
  bash "$recipe/configure.sh" "$root"
  layer "$root" "$file.new"
  mv "$file.new" "$file"
}

# The tool that a recipe's go.mod names.
program() {
  local tool
  tool=$(sed -n 's/^tool //p' "$recipe/go.mod")
  mkdir -p "$work/upper/usr/local/bin"
  (cd "$recipe" && CGO_ENABLED=0 GOFLAGS=-mod=readonly go build -trimpath -buildvcs=false -ldflags='-s -w' -o "$work/upper/usr/local/bin/$name" "$tool")
}

# What root installs, seeing nothing of the machine but its network.
install() {
  local root=$work/root place
  mkdir -p "$work"/{lower,lists,overlay,root}
  [[ -e $work/lower/usr ]] || tar --extract --file="$1" --directory="$work/lower" --numeric-owner --preserve-permissions
  mount -t overlay overlay -o "lowerdir=$work/lower,upperdir=$work/upper,workdir=$work/overlay,redirect_dir=off,metacopy=off" "$root"
  mount -t proc proc "$root/proc"
  for place in null zero random urandom; do
    : >"$root/dev/$place"
    mount --bind "/dev/$place" "$root/dev/$place"
  done
  mount -t tmpfs tmpfs "$root/tmp"
  for place in /etc/resolv.conf /etc/hosts; do mount --bind "$place" "$root$place"; done
  mkdir "$root/tmp/recipe"
  mount --bind "$recipe" "$root/tmp/recipe"
  mkdir -p "$root/var/lib/apt/lists"
  mount --bind "$work/lists" "$root/var/lib/apt/lists"
  env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    http_proxy="${http_proxy:-}" chroot "$root" bash -euxo pipefail -c 'cd /tmp/recipe && apt-get update && source ./install.sh'
  umount --recursive "$root"
  (cd "$work/upper" && rm -rf dev tmp root var/lib/apt var/cache/{apt,debconf,ldconfig} var/lib/dpkg/*-old && mkdir -p var/log && find var/log -type f -delete)
}

quoted() {
  local IFS=, words=("${@/#/\"}")
  echo "${words[*]/%/\"}"
}

build_image() {
  local base=$1 reference=$2 stage=$work/stage part parts=(layer.tar) identities=()
  rm -rf "$stage" "$work"/{upper,overlay}
  mkdir -p "$stage" "$work/upper"
  [[ ! -e $recipe/go.mod ]] || program
  install "$base"
  if [[ -d $work/upper/image ]]; then
    # A recipe that leaves a folder of this name wants nothing else in the image.
    layer "$work/upper/image" "$stage/layer.tar"
  else
    layer "$work/upper" "$stage/layer.tar"
    ln -s "$base" "$stage/base.tar"
    parts=(base.tar layer.tar)
  fi
  for part in "${parts[@]}"; do identities+=("sha256:$(sha256sum <"$stage/$part" | cut -d ' ' -f 1)"); done
  cat >"$stage/config.json" <<JSON
{
  "created": "2026-01-01T00:00:00Z", "architecture": "$(dpkg --print-architecture)", "os": "linux",
  "config": $(<"$recipe/config.json"),
  "rootfs": {"type": "layers", "diff_ids": [$(quoted "${identities[@]}")]}
}
JSON
  cat >"$stage/manifest.json" <<JSON
[{"Config": "config.json", "RepoTags": ["$reference"], "Layers": [$(quoted "${parts[@]}")]}]
JSON
  (cd "$stage" && tar --create --dereference --file="$file.new" --owner=0 --group=0 --mtime="$DATE" manifest.json config.json "${parts[@]}")
  mv "$file.new" "$file"
}

if [[ $name == base ]]; then build_base; else build_image "${@:4}"; fi
