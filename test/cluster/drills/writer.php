<?php
// writer.php NAME: writes numbered rows as WordPress would, with a connection for each and no second try, and says
// "acknowledged" only after the database did, and which node of it that was. The numbers are milliseconds: none comes twice, also after a restart.
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
$writer = (int) $argv[1];
$password = rtrim(file_get_contents('/etc/writer/password'), "\n");
$filler = str_repeat('x', 1000);
for (;;) {
    $begin = microtime(true);
    $number = (int) ($begin * 1000);
    try {
        $database = mysqli_init();
        $database->options(MYSQLI_OPT_CONNECT_TIMEOUT, 2);
        $database->options(MYSQLI_OPT_READ_TIMEOUT, 5);
        $database->real_connect(getenv('DATABASE_HOST'), getenv('DATABASE_USER'), $password, getenv('DATABASE'));
        $node = $database->query('select @@wsrep_node_name')->fetch_column();
        $database->query("insert into drill_writes values ($writer, $number, '$filler')");
        printf("acknowledged %d:%d %d %s\n", $writer, $number, microtime(true) * 1000, $node);
        $database->close();
    } catch (mysqli_sql_exception $exception) {
        printf("failed %d:%d %d %s\n", $writer, $number, microtime(true) * 1000, $exception->getMessage());
    }
    usleep((int) max(10000, 200000 - (microtime(true) - $begin) * 1000000));
}
