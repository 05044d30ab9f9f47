#!/bin/sh
# Themes, plugins and translations of the image onto the shared volume. What administrators and visitors added stays;
# what the image has in another version is replaced, or left to administrators who update it in the browser.
set -eu
source=$1
content=$2
existing=$3 # replace or keep

for kind in themes plugins mu-plugins languages; do
  mkdir -p "$content/$kind"
  for item in "$source/wp-content/$kind"/*; do
    [ -e "$item" ] || continue
    name=$(basename "$item")
    target=$content/$kind/$name
    if [ -e "$target" ]; then
      [ "$existing" = replace ] || continue
      ! diff -rq "$item" "$target" >/dev/null || continue
    fi
    # Whole or not at all: a copy that was cut off must not pass for one.
    rm -rf "$content/$kind/.$name.new" "$content/$kind/.$name.old"
    cp -R "$item" "$content/$kind/.$name.new"
    [ ! -e "$target" ] || mv "$target" "$content/$kind/.$name.old"
    mv "$content/$kind/.$name.new" "$target"
    rm -rf "$content/$kind/.$name.old"
    echo "copied $kind/$name"
  done
done
mkdir -p "$content/uploads"
