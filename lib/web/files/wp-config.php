<?php
// The same for all pods. What is secret is read from mounted files, so that it can change without a new image.

function mounted_secret(string $path): string
{
    $value = @file_get_contents("/run/secrets/$path");
    if ($value === false || trim($value) === '') {
        error_log("the Secret file /run/secrets/$path is missing or empty");
        http_response_code(503);
        exit(1);
    }
    return trim($value);
}

define('DB_NAME', '{{database}}');
define('DB_USER', '{{user}}');
define('DB_PASSWORD', mounted_secret('database/{{passwordKey}}'));
define('DB_HOST', '{{databaseHost}}:{{databasePort}}');
define('MYSQL_CLIENT_FLAGS', {{clientFlags}});
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
$table_prefix = '{{tablePrefix}}';

define('AUTH_KEY', mounted_secret('wordpress/auth-key'));
define('SECURE_AUTH_KEY', mounted_secret('wordpress/secure-auth-key'));
define('LOGGED_IN_KEY', mounted_secret('wordpress/logged-in-key'));
define('NONCE_KEY', mounted_secret('wordpress/nonce-key'));
define('AUTH_SALT', mounted_secret('wordpress/auth-salt'));
define('SECURE_AUTH_SALT', mounted_secret('wordpress/secure-auth-salt'));
define('LOGGED_IN_SALT', mounted_secret('wordpress/logged-in-salt'));
define('NONCE_SALT', mounted_secret('wordpress/nonce-salt'));

define('WP_HOME', '{{url}}');
define('WP_SITEURL', '{{url}}');

// The image is the version: nothing changes the code at run time, on one pod and not on the others.
define('DISALLOW_FILE_MODS', {{disallowFileModifications}});
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_AUTO_UPDATE_CORE', false);
// A CronJob does it, once for all pods.
define('DISABLE_WP_CRON', true);
define('WP_DEBUG', {{debug}});
define('WP_DEBUG_DISPLAY', false);
define('WP_DEBUG_LOG', '/dev/stderr');
define('FS_METHOD', 'direct');
define('WP_TEMP_DIR', '/tmp');
// What the network policy would let run into a time-out is not tried at all.
define('WP_HTTP_BLOCK_EXTERNAL', {{blockOutgoing}});

// While a restore puts something else in the place of what is here; it renews its mark every minute.
if (!defined('WP_INSTALLING') && time() - (int) @filemtime(ABSPATH . 'wp-content/.maintenance') < 600) {
    http_response_code(503);
    header('Retry-After: 60');
    header('Content-Type: text/plain; charset=utf-8');
    exit("This site is being restored and will be back soon.\n");
}

require_once __DIR__ . '/database-connection.php';
require_once __DIR__ . '/known-answers.php';
require_once __DIR__ . '/page-cache.php';
require_once __DIR__ . '/theme-files.php';
require_once ABSPATH . 'wp-settings.php';
