<?php
// Does not ask the database what can only be answered with nothing. WordPress looks for changed templates and styles of a
// theme by a term that exists once somebody has changed one, and writes "0 = 1" where it does not: several times a page.

namespace KnownAnswers;

require_once ABSPATH . 'wp-includes/plugin.php';

/** How WordPress writes it; text in a query has no line breaks, which are escaped. */
const IMPOSSIBLE = "AND ( \n  0 = 1\n)";

/** Unless a plugin has added another way to an answer, or counts. */
function asks_for_nothing(string $query): bool
{
    return str_contains($query, IMPOSSIBLE)
        && preg_match('/^\s*SELECT[\s\w]*\s\w+\.(ID|\*)\s+FROM\s/', $query)
        && !preg_match('/\b(X?OR|UNION)\b|\|\|/i', $query);
}

add_filter(
    'posts_pre_query',
    fn ($posts, \WP_Query $query) => $posts ?? (asks_for_nothing($query->request) ? [] : null),
    PHP_INT_MAX,
    2,
);
