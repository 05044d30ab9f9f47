# shellcheck shell=bash
apt-get install --yes busybox-static
install -D /bin/busybox /image/bin/busybox
chroot /image /bin/busybox --install -s /bin
mkdir -p /image/{dev,etc,home,proc,root,sys,usr,var}
install -d -m 1777 /image/tmp
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n' >/image/etc/passwd
printf 'root:x:0:\nnobody:x:65534:\n' >/image/etc/group
