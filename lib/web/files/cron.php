<?php
// WordPress' scheduled work, without a visitor's request.

require __DIR__ . '/database.php';
wait_for_database(60);

$_SERVER['HTTP_HOST'] = '{{host}}';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REQUEST_URI'] = '/wp-cron.php';

require "$argv[1]/wp-cron.php";
