<?php
// WordPress' connection to its database, with a second try. When a machine is lost, a part of new connections goes to
// its address until Kubernetes notices, and the next try goes elsewhere.

require_once ABSPATH . 'wp-includes/class-wpdb.php';

final class RetryingDatabase extends wpdb
{
    /** Seconds that each try has until the other side answers at all; more later, for networks that are only slow. */
    private const PATIENCE = [1, 1, 2, 4];

    /** WordPress' functions aren't there yet: what connects comes with the prefix of the tables. */
    public function __construct()
    {
    }

    public function set_prefix($prefix, $set_table_names = true)
    {
        if ($this->dbuser === null) {
            parent::__construct(DB_USER, DB_PASSWORD, DB_NAME, DB_HOST);
            if (!empty($this->error)) {
                dead_db();
            }
        }
        return parent::set_prefix($prefix, $set_table_names);
    }

    public function db_connect($allow_bail = true)
    {
        $usual = ini_get('default_socket_timeout');
        try {
            foreach (self::PATIENCE as $try => $seconds) {
                ini_set('default_socket_timeout', (string) $seconds);
                $last = $try === array_key_last(self::PATIENCE);
                if (parent::db_connect($allow_bail && $last)) {
                    return true;
                }
            }
            return false;
        } finally {
            ini_set('default_socket_timeout', $usual);
        }
    }
}

$GLOBALS['wpdb'] = new RetryingDatabase();
