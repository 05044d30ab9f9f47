<?php
// Empties this pod's page cache when what visitors see has changed. Other pods, and pages that were being rendered at
// that moment, follow when their pages expire.

namespace PodPageCache;

const PAGES = '{{pages}}';

require_once ABSPATH . 'wp-includes/plugin.php';

/** Deletes whole pages, which have nothing but their key's hash for a name, or what is none. */
function delete_pages(bool $whole): void
{
    foreach (glob(PAGES . '/?/??/*') ?: [] as $file) {
        if ($whole === (strlen(basename($file)) === 32)) {
            @unlink($file);
        }
    }
}

function empty_page_cache(): void
{
    delete_pages(whole: true);
}

// nginx leaves the beginning of a page that did not fit, and would have no room for another one.
function make_room_for_pages(): void
{
    if (is_dir(PAGES) && disk_free_space(PAGES) < disk_total_space(PAGES) / 8) {
        delete_pages(whole: false);
    }
}

add_action('shutdown', __NAMESPACE__ . '\\make_room_for_pages');

// Once a request, and after all that it changes.
function visitors_see_something_else(): void
{
    if (!has_action('shutdown', __NAMESPACE__ . '\\empty_page_cache')) {
        add_action('shutdown', __NAMESPACE__ . '\\empty_page_cache');
    }
}

add_action('transition_post_status', function ($new, $old): void {
    if ($new === 'publish' || $old === 'publish') {
        visitors_see_something_else();
    }
}, 10, 2);
foreach ([
    'deleted_post',
    'wp_update_comment_count',
    'edit_comment',
    'edited_term',
    'delete_term',
    'wp_update_nav_menu',
    'customize_save_after',
    'switch_theme',
    'activated_plugin',
    'deactivated_plugin',
] as $change) {
    add_action($change, __NAMESPACE__ . '\\visitors_see_something_else', 10, 0);
}
