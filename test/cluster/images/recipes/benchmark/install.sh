# shellcheck shell=bash
apt-get install --yes apache2 libapache2-mod-php8.4 nginx php8.4-{fpm,cli,mysql,gd,zip,intl,bcmath,curl,mbstring,xml,opcache} \
  ca-certificates mariadb-server wrk curl iproute2 procps

# The newest that Debian has, which runs everywhere. A mirror may be some weeks behind.
sed 's/ trixie / sid /; 2,$d' /etc/apt/sources.list >/etc/apt/sources.list.d/sid.list
apt-get update -o Acquire::Check-Valid-Until=false
(
  cd "$(mktemp --directory)" || exit
  chown _apt .
  for package in wordpress{,-theme-twentytwenty{three,four,five}} libjs-{cropper,jquery-ui,lodash,underscore} php-getid3 libphp-phpmailer; do
    apt-get download "$package/sid"
  done
  for package in *.deb; do dpkg-deb --extract "$package" /; done
)
# Links into other packages become files.
cp --recursive --dereference /usr/share/wordpress /usr/share/wordpress-files
rm -r /usr/share/wordpress
mv /usr/share/wordpress-files /usr/share/wordpress
