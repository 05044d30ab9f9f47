/**
 * Prints lines as nginx writes them, see log_format in nginx.conf.
 *
 * nginx-lines.ts NUMBER
 */
const began = Date.UTC(2026, 0, 2, 12) / 1000;
for (let number = 0; number < Number(process.argv[2]); number += 1) {
  const line = {
    time: (began + number).toFixed(3),
    request_id: `direct-${number}`,
    client: '10.0.0.1',
    forwarded_for: '192.0.2.7, 10.0.0.1',
    site: 'blog.example.org',
    method: 'GET',
    uri: `/${number}`,
    protocol: 'HTTP/1.1',
    status: '200',
    bytes: String(1000 + number),
    duration: (number / 1000).toFixed(3),
    cache: 'HIT',
    referer: '',
    user_agent: `agent/${number}`,
  };
  console.log(JSON.stringify(line));
}
