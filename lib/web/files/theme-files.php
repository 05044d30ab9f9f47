<?php
// Keeps what a theme says in theme.json, and in dozens of files like it, as code in PHP's memory. WordPress would read and
// decode all of them for each page, from a volume that is a network away. Like code, they are looked at once a minute.

namespace ThemeFiles;

require_once ABSPATH . 'wp-includes/plugin.php';

const KEPT = '/tmp/theme-files.php';
const LOOKED_AT = '/tmp/theme-files.time';
const SECONDS = 60;
/** A file is not kept that changed so shortly before the page: it may have been read before, and be looked at afterwards. */
const SETTLED = 5;

/** What WordPress has read for this page, by path. */
function &contents(): array
{
    $contents = \Closure::bind(function &(): array {
        return self::$theme_json_file_cache;
    }, null, \WP_Theme_JSON_Resolver::class);
    return $contents();
}

/** When each file was changed, or put in its place. */
function changes(array $paths): array
{
    $changes = [];
    foreach ($paths as $path) {
        $changes[$path] = @filectime($path);
    }
    return $changes;
}

function kept(): array
{
    $kept = is_file(KEPT) ? @include KEPT : false;
    if (!is_array($kept)) {
        return [];
    }
    if (time() - (int) @filemtime(LOOKED_AT) >= SECONDS) {
        if (changes(array_keys($kept['changes'])) !== $kept['changes']) {
            @unlink(KEPT);
            return [];
        }
        touch(LOOKED_AT);
    }
    return $kept['contents'];
}

function keep(int $known): void
{
    $contents = contents();
    if (count($contents) <= $known) {
        return;
    }
    $changes = changes(array_keys($contents));
    if (max($changes) > $_SERVER['REQUEST_TIME'] - SETTLED) {
        return;
    }
    if (write('<?php return ' . var_export(['changes' => $changes, 'contents' => $contents], true) . ";\n")) {
        opcache_invalidate(KEPT, true);
        touch(LOOKED_AT);
    }
}

/** All of it or nothing, also when the machine stops at this moment. */
function write(string $code): bool
{
    $new = KEPT . '.' . getmypid();
    $file = @fopen($new, 'w');
    $written = $file && fwrite($file, $code) === strlen($code) && fsync($file);
    return $written && fclose($file) && rename($new, KEPT);
}

// Commands end before anybody could ask them twice.
if (PHP_SAPI === 'fpm-fcgi') {
    add_action('muplugins_loaded', function () {
        // It is WordPress' own business where it keeps them.
        if (!property_exists(\WP_Theme_JSON_Resolver::class, 'theme_json_file_cache')) {
            return;
        }
        $contents = &contents();
        $contents += kept();
        $known = count($contents);
        add_action('shutdown', fn () => keep($known));
    });
}
