<?php
// WordPress' connection to its database, with a second try and fewer questions. When a machine is lost, a part of new
// connections goes to its address until Kubernetes notices, and the next try goes elsewhere.

require_once ABSPATH . 'wp-includes/class-wpdb.php';

final class RetryingDatabase extends wpdb
{
    /** Seconds that each try has until the other side answers at all; more later, for networks that are only slow. */
    private const PATIENCE = [1, 1, 2];
    private const LAST_PATIENCE = 4;
    /** What WordPress leaves of a server's modes. */
    private const SQL_MODE = 'ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

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
            foreach (self::PATIENCE as $seconds) {
                ini_set('default_socket_timeout', (string) $seconds);
                if ($this->connect()) {
                    return true;
                }
            }
            // Knows what to say to visitors.
            ini_set('default_socket_timeout', (string) self::LAST_PATIENCE);
            return parent::db_connect($allow_bail);
        } finally {
            ini_set('default_socket_timeout', $usual);
        }
    }

    /** Says in one go what WordPress says one after the other: each is a way to the database and back for every page. */
    private function connect(): bool
    {
        mysqli_report(MYSQLI_REPORT_OFF);
        $connection = mysqli_init();
        $connection->options(MYSQLI_SET_CHARSET_NAME, DB_CHARSET);
        [$host, $port, $socket, $isIpv6] = $this->parse_db_host($this->dbhost);
        // Where it fails without a reason of the network, the last try tells it.
        if (!@$connection->real_connect(
            $isIpv6 ? "[$host]" : $host,
            $this->dbuser,
            $this->dbpassword,
            $this->dbname,
            $port,
            $socket,
            MYSQL_CLIENT_FLAGS,
        )) {
            return false;
        }
        $this->dbh = $connection;
        $this->init_charset();
        $this->ready = $connection->query(
            sprintf("SET collation_connection = '%s', sql_mode = '%s'", $this->collate, self::SQL_MODE),
        );
        return $this->ready;
    }
}

$GLOBALS['wpdb'] = new RetryingDatabase();
