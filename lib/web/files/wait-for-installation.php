<?php
// Waits until the database is at the version of this image's WordPress, or a later one: before, a visitor would
// see the installation page. After a step back to an older image the later version stays, which WordPress takes.

require __DIR__ . '/database.php';
require "$argv[1]/wp-includes/version.php";

function installed_version(): int
{
    $database = database();
    if ($database === null) {
        return 0;
    }
    try {
        $rows = $database->query("SELECT option_value FROM `" . OPTIONS_TABLE . "` WHERE option_name = 'db_version'");
        return (int) ($rows->fetch_row()[0] ?? 0);
    } catch (mysqli_sql_exception) {
        return 0;
    } finally {
        $database->close();
    }
}

while (($installed = installed_version()) < $wp_db_version) {
    fwrite(STDERR, "waiting for the installation: the database is at version $installed, this image needs $wp_db_version\n");
    sleep(3);
}
