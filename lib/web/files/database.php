<?php
// The database connection of the scripts that run before WordPress can.

const HOST = '{{databaseHost}}';
const PORT = {{databasePort}};
const CLIENT_FLAGS = {{clientFlags}};
const OPTIONS_TABLE = '{{tablePrefix}}options';

/** A connection, or null while the database does not take one. */
function database(): ?mysqli
{
    mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
    try {
        $database = mysqli_init();
        $database->options(MYSQLI_OPT_CONNECT_TIMEOUT, 5);
        if (CLIENT_FLAGS & MYSQLI_CLIENT_SSL) {
            $database->ssl_set(null, null, '/run/secrets/database/ca.crt', null, null);
        }
        $database->real_connect(
            HOST,
            '{{user}}',
            trim((string) file_get_contents('/run/secrets/database/{{passwordKey}}')),
            '{{database}}',
            PORT,
            null,
            CLIENT_FLAGS,
        );
        return $database;
    } catch (mysqli_sql_exception $exception) {
        fwrite(STDERR, "waiting for the database at " . HOST . ": {$exception->getMessage()}\n");
        return null;
    }
}

/** Waits until the database takes connections; gives up after so many seconds. */
function wait_for_database(int $patience): void
{
    $deadline = time() + $patience;
    while (!($database = database())) {
        if (time() >= $deadline) {
            fwrite(STDERR, "the database took no connection in $patience seconds\n");
            exit(1);
        }
        sleep(2);
    }
    $database->close();
}
