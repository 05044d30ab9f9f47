<?php
// WordPress' connection to its database, with a second try and fewer questions. When a machine is lost, a part of new
// connections goes to its address until Kubernetes notices, and the next try goes elsewhere; so does what a server that
// leaves did not answer any more.

require_once ABSPATH . 'wp-includes/class-wpdb.php';

final class RetryingDatabase extends wpdb
{
    /** Seconds that each try has until the other side answers at all; more later, for networks that are only slow. */
    private const PATIENCE = [1, 1, 2];
    private const LAST_PATIENCE = 4;
    /** What WordPress leaves of a server's modes. */
    private const SQL_MODE = 'ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION';

    /** The server refuses: it does not belong to the cluster. */
    private const REFUSED = 1047;
    /** What it was asked is undone, because another node was told something else at the same moment. */
    private const UNDONE = 1213;
    /** The server leaves, or is gone. What was to change something may have been done. */
    private const LEFT = [1053, 1927, 2006, 2013];
    private const TRIES = 5;
    private const PAUSE_MICROSECONDS = 100_000;

    private bool $inTransaction = false;
    private bool $commitsItself = true;

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

    /**
     * Asks again, where WordPress only would if it found the connection closed: what was refused or undone, and what
     * only reads. In a transaction whoever began it must begin again.
     */
    public function query($query)
    {
        if (preg_match('/^\s*(?:(START\s+TRANSACTION|BEGIN)|COMMIT|ROLLBACK(?!\s+TO))\b/i', $query, $found)) {
            $this->inTransaction = isset($found[1]);
        } elseif (preg_match('/^\s*SET\b.*\bautocommit\b/i', $query)) {
            $this->commitsItself = false;
        }
        $result = parent::query($query);
        for ($try = 1; $result === false && $try < self::TRIES && $this->mayAskAgain($query); $try++) {
            $result = parent::query($query);
        }
        return $result;
    }

    private function mayAskAgain(string $query): bool
    {
        $reason = $this->dbh instanceof mysqli ? mysqli_errno($this->dbh) : 0;
        if ($this->inTransaction || !$this->commitsItself || !in_array($reason, [self::REFUSED, self::UNDONE, ...self::LEFT], true)) {
            return false;
        }
        $onlyReads = preg_match('/^[\s(]*(SELECT|SHOW|DESCRIBE|EXPLAIN)\b/i', $query) === 1;
        if (in_array($reason, self::LEFT, true) && !$onlyReads) {
            return false;
        }
        usleep(self::PAUSE_MICROSECONDS);
        return $reason === self::UNDONE || $this->db_connect(false);
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
