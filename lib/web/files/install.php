<?php
// Installs WordPress into an empty database, or brings the database up to this image's version. Safe to run again.

define('WP_INSTALLING', true);

const PATIENCE_SECONDS = 600;

$root = $argv[1];
$settings = json_decode(file_get_contents(__DIR__ . '/install.json'), true, 8, JSON_THROW_ON_ERROR);

// WordPress needs a host name even where there is no request.
$_SERVER['HTTP_HOST'] = $settings['host'];
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';

require __DIR__ . '/database.php';
wait_for_database(PATIENCE_SECONDS);

require "$root/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

if (!is_blog_installed()) {
    $password = trim(file_get_contents('/run/secrets/wordpress/admin-password'));
    wp_install($settings['title'], $settings['adminUser'], $settings['adminEmail'], $settings['public'], '', wp_slash($password), $settings['language']);
    update_option('permalink_structure', '/%postname%/');
    echo "installed WordPress\n";
}

if ((int) get_option('db_version') < $wp_db_version) {
    wp_upgrade();
    echo "upgraded the database to version $wp_db_version\n";
}

if (!is_blog_installed() || (int) get_option('db_version') < $wp_db_version) {
    fwrite(STDERR, "WordPress is not installed after the installation\n");
    exit(1);
}
echo "the database is at version $wp_db_version\n";
