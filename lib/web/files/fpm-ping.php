<?php
// Asks php-fpm for its ping page over the socket, as nginx would: a pool that hangs accepts but never answers.
// @see https://fastcgi-archives.github.io/FastCGI_Specification.html

const BEGIN_REQUEST = 1;
const PARAMS = 4;
const STANDARD_INPUT = 5;
const RESPONDER = 1;

function record(int $type, string $content): string
{
    return pack('CCnnCC', 1, $type, 1, strlen($content), 0, 0) . $content;
}

$parameters = '';
foreach (['REQUEST_METHOD' => 'GET', 'SCRIPT_NAME' => '/-/php', 'SCRIPT_FILENAME' => '/-/php'] as $name => $value) {
    $parameters .= chr(strlen($name)) . chr(strlen($value)) . $name . $value;
}

$socket = @stream_socket_client("unix://{$argv[1]}", $code, $message, 3);
if ($socket === false) {
    fwrite(STDERR, "php-fpm does not listen: $message\n");
    exit(1);
}
stream_set_timeout($socket, 3);
fwrite($socket, record(BEGIN_REQUEST, pack('nCx5', RESPONDER, 0))
    . record(PARAMS, $parameters) . record(PARAMS, '') . record(STANDARD_INPUT, ''));
if (!str_contains((string) fread($socket, 8192), 'pong')) {
    fwrite(STDERR, "php-fpm does not answer\n");
    exit(1);
}
