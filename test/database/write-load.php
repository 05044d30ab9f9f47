<?php
// Writes as a busy WordPress does, from many clients at a time, and prints what came of it as a line of a table.
//
//   write-load.php NAME HOST,HOST... CLIENTS SECONDS     account "wp" without a password, schema "wp"
//
// A client is a request after the other: it connects, to the hosts in turn, and writes a few rows without transactions.
// Options and the counters of posts are few rows that all clients write; posts, their meta data and comments are new ones.

[, $name, $hosts, $clients, $seconds] = $argv;
$hosts = explode(',', $hosts);
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);

function request(mysqli $database): Generator
{
    $option = 'option_' . random_int(1, 4);
    $post = random_int(1, 4);
    $text = bin2hex(random_bytes(200));
    yield "update options set option_value = '$text' where option_name = '$option'";
    yield "insert into posts (post_content, post_title) values ('$text', 'title')";
    $id = $database->insert_id;
    yield "insert into postmeta (post_id, meta_key, meta_value) values ($id, '_edit_last', '1')";
    yield "insert into comments (comment_post_ID, comment_content) values ($post, '$text')";
    yield "update posts set comment_count = comment_count + 1 where ID = $post";
    yield "insert into options (option_name, option_value) values ('_transient_$option', '$text')
        on duplicate key update option_value = values(option_value)";
    yield "delete from options where option_name = '_transient_$option'";
}

function client(int $number, array $hosts, float $end): array
{
    $result = ['written' => 0, 'slowest' => []];
    for ($turn = $number; microtime(true) < $end; $turn++) {
        try {
            $database = new mysqli($hosts[$turn % count($hosts)], 'wp', '', 'wp');
        } catch (mysqli_sql_exception $exception) {
            $result[$exception->getCode()] = ($result[$exception->getCode()] ?? 0) + 1;
            usleep(100000);
            continue;
        }
        foreach (request($database) as $statement) {
            $began = microtime(true);
            try {
                $database->query($statement);
                $result['written']++;
            } catch (mysqli_sql_exception $exception) {
                $result[$exception->getCode()] = ($result[$exception->getCode()] ?? 0) + 1;
            }
            $result['slowest'][] = microtime(true) - $began;
        }
        $database->close();
    }
    return $result;
}

$pipes = [];
$end = microtime(true) + $seconds;
for ($number = 0; $number < $clients; $number++) {
    [$here, $there] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    if (pcntl_fork() === 0) {
        fclose($here);
        fwrite($there, json_encode(client($number, $hosts, $end)));
        exit(0);
    }
    fclose($there);
    $pipes[] = $here;
}
$written = 0;
$times = [];
$errors = [];
foreach ($pipes as $pipe) {
    $result = json_decode(stream_get_contents($pipe), true);
    $written += $result['written'];
    array_push($times, ...$result['slowest']);
    unset($result['written'], $result['slowest']);
    foreach ($result as $code => $count) $errors[$code] = ($errors[$code] ?? 0) + $count;
}
sort($times);
$percentile = fn (float $share) => round(1000 * $times[(int) ($share * (count($times) - 1))]);
ksort($errors);
$said = implode(', ', array_map(fn ($code, $count) => "$count of $code", array_keys($errors), $errors));
printf("| %s | %d | %d | %s | %d ms | %d ms |\n", $name, $clients, $written / $seconds, $said ?: 'none', $percentile(0.5), $percentile(0.99));
