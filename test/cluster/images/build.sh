#!/usr/bin/env bash
# Builds the stand-in images of the test cluster, for where no registry is reached, and prints their archives' paths.
#
#   build.sh [IMAGE...]   folders of recipes/; without one, all but those on request
#
# An archive is what "ctr -n k8s.io images import" takes, and the image in it has the name that the manifests ask for.
# Archives are kept, under names that change with their recipes. A recipe is a folder with
#
#   install.sh    what root does in the image, on top of recipes/base
#   go.mod        a tool made of Go modules, which is at /usr/local/bin before that
#   config.json   the image's configuration: user, environment, command
#   name          the image's name, if lib/kubernetes/image.ts has none
#   jars          the folder for test/logging/jars.sh, whose jars install.sh then finds in libs
#   on-request    why the image is only built when it is asked for by name
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repository=$(cd "$here/../../.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-wordpress/images

say() { printf '%s\n' "$*" >&2; }
fail() {
  say "$*"
  exit 1
}

((EUID == 0)) || fail 'Building images needs root: debootstrap and chroot do.'
for program in debootstrap unshare node go; do
  command -v "$program" >/dev/null || fail "Building images needs $program, which is not on the PATH: install it, with apt-get on Debian."
done

declare -A reference
while read -r name value; do reference[$name]=$value; done \
  < <(cd "$repository" && node -r ts-node/register/transpile-only test/cluster/images/names.ts)
for file in "$here"/recipes/*/name; do reference[$(basename "$(dirname "$file")")]=$(<"$file"); done

# A recipe's files, and what they are made with.
key() {
  local folder
  {
    for folder in "$@"; do
      (cd "$here/recipes" && find "$folder" -type f ! -name on-request -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
      if [[ -e $here/recipes/$folder/jars ]]; then (cd "$repository/$(<"$here/recipes/$folder/jars")" && cat pom.xml sums.sha256); fi
    done
    cat "$here/image.sh"
    dpkg --print-architecture
  } | sha256sum | cut -c 1-16
}

mkdir -p "$cache"
# Two runs that start together would otherwise build everything twice.
exec 9>"$cache/lock"
flock --nonblock 9 || {
  say 'Another run is building images: waiting for it.'
  flock 9
}

work=''
# shellcheck source=test/cluster/building.sh
source "$here/../building.sh"
give_up() {
  # KILL, since unshare itself takes nothing else while it waits; what it started ends with it.
  [[ -z $builder ]] || { kill -KILL "$builder" && wait "$builder"; } 2>/dev/null || true
  [[ -z $work ]] || rm -rf "$work"
  rm -f "$cache"/*.new
}
trap give_up EXIT
trap 'exit 130' INT TERM

# build NAME FILE REFERENCE...: shows that it goes on, and what went wrong.
build() {
  local name=$1 file=$2 begin=$SECONDS from=$here jars
  [[ ! -e $file ]] || return 0
  [[ -n $work ]] || work=$(mktemp -d "${TMPDIR:-/tmp}/cdk8s-wordpress-images.XXXXXX")
  say "Building the image $name (once) ..."
  if [[ -e $here/recipes/$name/jars ]]; then
    # An image sees nothing but its recipe: so this one's is copied, with the jars.
    jars=$("$repository/test/logging/jars.sh" "$repository/$(<"$here/recipes/$name/jars")")
    from=$work/with-jars
    mkdir -p "$from/recipes"
    cp "$here/image.sh" "$from"
    cp -R "$here/recipes/$name" "$from/recipes"
    cp -R "$jars" "$from/recipes/$name/libs"
  fi
  # In namespaces of its own: nothing stays mounted or running, however it ends.
  unshare --mount --pid --fork --kill-child --mount-proc "$from/image.sh" "$work" "$@" >"$cache/$name.log" 2>&1 9>&- &
  builder=$!
  finish_build "the image $name" "$cache/$name.log" "$begin"
  find "$cache" -name "$name-*.tar" ! -path "$file" -delete
  rm "$cache/$name.log"
  say "  $name: $(du -h "$file" | cut -f 1) in $((SECONDS - begin)) s"
}

mapfile -t names < <(cd "$here/recipes" && find . -mindepth 2 -name config.json -printf '%P\n' | cut -d / -f 1 | sort)
(($#)) || for name in "${names[@]}"; do [[ -e $here/recipes/$name/on-request ]] || set -- "$@" "$name"; done
base=$cache/base-$(key base).tar
for name in "$@"; do
  [[ -e $here/recipes/$name/config.json && ${reference[$name]:-} ]] ||
    fail "There is no recipe for an image $name; there are: ${names[*]}"
  archive=$cache/$name-$(key base "$name").tar
  [[ -e $archive ]] || build base "$base"
  build "$name" "$archive" "$base" "${reference[$name]}"
  printf '%s\n' "$archive"
done
