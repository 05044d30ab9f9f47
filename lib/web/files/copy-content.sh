#!/bin/sh
# Themes and plugins of the image onto the shared volume. After an image change it adds what is new, and leaves what
# is there.
set -eu
source=$1
content=$2

for kind in themes plugins; do
  mkdir -p "$content/$kind"
  for item in "$source/wp-content/$kind"/*; do
    name=$(basename "$item")
    [ -e "$item" ] || continue
    [ ! -e "$content/$kind/$name" ] || continue
    # A copy that was cut off must not pass for a whole one.
    rm -rf "$content/$kind/.$name.partial"
    cp -R "$item" "$content/$kind/.$name.partial"
    mv "$content/$kind/.$name.partial" "$content/$kind/$name"
  done
done
mkdir -p "$content/uploads"
