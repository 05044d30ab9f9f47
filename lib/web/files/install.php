<?php
// Installs WordPress into an empty database, or brings the database up to this image's version. Safe to run again.

define('WP_INSTALLING', true);

const PATIENCE_SECONDS = 600;
const OPTIONS_OF_EVERY_PAGE = [
    'WPLANG',
    'can_compress_scripts',
    'https_migration_required',
    'large_crop',
    'medium_crop',
    'medium_large_crop',
    'theme_switched',
];

$root = $argv[1];
$settings = json_decode(file_get_contents(__DIR__ . '/install.json'), true, 8, JSON_THROW_ON_ERROR);

// WordPress needs a host name even where there is no request.
$_SERVER['HTTP_HOST'] = $settings['host'];
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';

require __DIR__ . '/database.php';
wait_for_database(PATIENCE_SECONDS);

require "$root/wp-load.php";

// The administrator's password is known already, and nobody waits for a mail about it.
function wp_new_blog_notification(): void
{
}

// The site isn't served yet, so what asks itself for a page would only wait.
add_filter('pre_http_request', fn () => new WP_Error('http_request_failed', 'not during the installation'));

require_once ABSPATH . 'wp-admin/includes/upgrade.php';

// An installation that was cut off may have tables and no administrator.
if (!is_blog_installed() || get_users(['number' => 1, 'fields' => 'ID']) === []) {
    $password = trim(file_get_contents('/run/secrets/wordpress/admin-password'));
    wp_install($settings['title'], $settings['adminUser'], $settings['adminEmail'], $settings['public'], '', wp_slash($password), $settings['language']);
    update_option('permalink_structure', '/%postname%/');
    echo "installed WordPress\n";
}

if ((int) get_option('db_version') < $wp_db_version) {
    wp_upgrade();
    echo "upgraded the database to version $wp_db_version\n";
}

// Every page asks for these, and WordPress makes no rows for them: with one they come with all others, and not each by a
// question of its own. Empty means what none means.
foreach (OPTIONS_OF_EVERY_PAGE as $name) {
    add_option($name, '');
}
// The same, but empty would mean that a theme's own logo is none: "b:0;" is how WordPress writes false.
$wpdb->query("INSERT IGNORE INTO $wpdb->options (option_name, option_value, autoload) VALUES ('site_logo', 'b:0;', 'yes')");

if (!is_blog_installed() || (int) get_option('db_version') < $wp_db_version) {
    fwrite(STDERR, "WordPress is not installed after the installation\n");
    exit(1);
}
echo "the database is at version $wp_db_version\n";
