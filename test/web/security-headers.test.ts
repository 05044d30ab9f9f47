import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { ResponseHeaders, securityHeaders } from '../../lib/web/security-headers';
import { newChart } from '../objects';

/** The headers by their names. */
function values(https: boolean, changed?: ResponseHeaders): Record<string, string> {
  const { maps, headers } = securityHeaders(newChart(), https, changed);
  return Object.fromEntries(
    [...headers.matchAll(/^\tadd_header (\S+) \$(\S+) always;$/gm)].map(([, name = '', variable = '']) => [
      name,
      new RegExp(`\\$${variable} \\{\n[^}]*"(.*)";\n\\}`).exec(maps)?.[1] ?? '',
    ]),
  );
}

const DEFAULTS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'Content-Security-Policy': "frame-ancestors 'self'",
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};

test('without encryption', () => {
  expect(values(false)).toEqual(DEFAULTS);
});

test('browsers are told to come encrypted where visitors do', () => {
  expect(values(true)).toEqual({ ...DEFAULTS, 'Strict-Transport-Security': 'max-age=31536000' });
  expect(securityHeaders(newChart(), true).maps).toContain(
    'map "$visitor_https:$upstream_http_strict_transport_security" $header_strict_transport_security {\n' +
      '\tdefault \'\';\n\ton: "max-age=31536000";\n}\n',
  );
});

test('what the application says itself stays', () => {
  expect(securityHeaders(newChart(), false, { 'X-Robots-Tag': 'noindex' }).maps).toContain(
    "map $upstream_http_x_robots_tag $header_x_robots_tag {\n\tdefault '';\n\t'' \"noindex\";\n}\n",
  );
});

test('one is changed, one left out, one added', () => {
  expect(values(false, { 'x-frame-options': 'DENY', 'Permissions-Policy': '', 'X-Robots-Tag': 'noindex' })).toEqual({
    'X-Content-Type-Options': DEFAULTS['X-Content-Type-Options'],
    'Content-Security-Policy': DEFAULTS['Content-Security-Policy'],
    'Referrer-Policy': DEFAULTS['Referrer-Policy'],
    'x-frame-options': 'DENY',
    'X-Robots-Tag': 'noindex',
  });
});

const VALUE =
  "a value is one line of ASCII, and double quotes, backslashes and dollar signs would mean something to nginx; use single quotes, as in frame-ancestors 'self'";

test.each([
  [
    { 'X Frame': 'DENY' },
    "headers is X Frame; a header's name is made of letters, digits and dashes; write it like Referrer-Policy",
  ],
  [{ 'Referrer-Policy': 'a"; return 200 "b' }, `headers.Referrer-Policy is a"; return 200 "b; ${VALUE}`],
  [{ 'Referrer-Policy': '$host' }, `headers.Referrer-Policy is $host; ${VALUE}`],
])('rejects %j', (changed: ResponseHeaders, sentence) => {
  expect(() => securityHeaders(newChart(), true, changed)).toThrow(new ConfigurationError(`test/chart: ${sentence}`));
});
