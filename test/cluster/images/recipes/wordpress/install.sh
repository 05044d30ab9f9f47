# shellcheck shell=bash
apt-get install --yes ca-certificates php8.4-{fpm,cli,mysql,gd,zip,intl,bcmath,curl,mbstring,xml,opcache,imagick}
ln -s ../../sbin/php-fpm8.4 /usr/local/sbin/php-fpm
ln -s ../../bin/php8.4 /usr/local/bin/php
# The official image has no php.ini, but these settings.
rm /etc/php/8.4/{cli,fpm}/php.ini
for program in cli fpm; do
  cp opcache-recommended.ini error-logging.ini "/etc/php/8.4/$program/conf.d"
done

# Not installed, since the package would bring a web server and its own settings.
(
  cd "$(mktemp --directory)" || exit
  chown _apt .
  apt-get download wordpress wordpress-theme-twentytwenty{three,four,five} libjs-{cropper,lodash,underscore} php-getid3
  for package in *.deb; do dpkg-deb --extract "$package" /; done
)
mkdir -p /usr/src
# Links into other packages become files.
cp --recursive --dereference /usr/share/wordpress /usr/src/wordpress
rm -rf /usr/share/{wordpress,javascript,php/getid3} /var/lib/wordpress /etc/{wordpress,apparmor.d} /usr/bin/wp-setup /var/www/html
rm /usr/src/wordpress/wp-config.php
mkdir -p /usr/src/wordpress/wp-content/{themes,plugins,uploads} /var/www/html
chown -R www-data: /usr/src/wordpress /var/www/html
chmod 1777 /var/www/html
find /usr/src/wordpress/wp-content -maxdepth 2 -type d -exec chmod 1777 {} +
