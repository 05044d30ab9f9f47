import { IConstruct } from 'constructs';
import { reject } from '../kubernetes/configuration-error';

/** Headers of every answer by their names, beside the defaults or in their place; an empty value leaves one out. */
export type ResponseHeaders = Readonly<Record<string, string>>;

const DEFAULTS: ResponseHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'Content-Security-Policy': "frame-ancestors 'self'",
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
};
/** Browsers that have seen it take no other way for a year. */
const ENCRYPTED_ONLY = { 'Strict-Transport-Security': 'max-age=31536000' };

/**
 * What nginx adds to every answer, unless WordPress or a plugin has said the same header itself.
 *
 * @returns `maps` for outside of a `server` block, and `headers` for inside
 * @throws ConfigurationError if a name or value can't be one
 */
export function securityHeaders(
  scope: IConstruct,
  https: boolean,
  changed: ResponseHeaders = {},
): { readonly maps: string; readonly headers: string } {
  for (const [name, value] of Object.entries(changed)) checkHeader(scope, name, value);
  const defaults = Object.entries({ ...DEFAULTS, ...(https && ENCRYPTED_ONLY) });
  const given = new Map(Object.entries(changed).map((header) => [header[0].toLowerCase(), header]));
  const all = [...defaults.filter(([name]) => !given.has(name.toLowerCase())), ...given.values()].filter(
    ([, value]) => value !== '',
  );
  const lines = all.map(([name, value]) => {
    const id = name.toLowerCase().replaceAll('-', '_');
    // Said without encryption it would mean nothing, and must not be.
    const encrypted = id === 'strict_transport_security';
    return {
      map:
        `map ${encrypted ? '"$visitor_https:' : ''}$upstream_http_${id}${encrypted ? '"' : ''} $header_${id} {\n` +
        `\tdefault '';\n\t${encrypted ? 'on:' : "''"} "${value}";\n}\n`,
      header: `\tadd_header ${name} $header_${id} always;\n`,
    };
  });
  return { maps: lines.map(({ map }) => map).join(''), headers: lines.map(({ header }) => header).join('') };
}

/** nginx reads no longer word, and visitors' own limits are about as low. */
const LONGEST_VALUE = 2000;
/** They are about the connection and the body, and nginx alone knows these. */
const OF_THE_ANSWER =
  /^(connection|content-(encoding|length|type)|date|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;

function checkHeader(scope: IConstruct, name: string, value: string): void {
  if (OF_THE_ANSWER.test(name)) {
    reject(scope, {
      prop: 'headers',
      value: name,
      rule: 'it describes the connection or the body, which nginx knows and another value would break',
      fix: 'leave it out',
    });
  }
  if (value.length > LONGEST_VALUE) {
    reject(scope, {
      prop: `headers.${name}`,
      value,
      rule: `nginx takes a value of at most ${LONGEST_VALUE} characters`,
      fix: 'use a shorter one',
    });
  }
  if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) {
    reject(scope, {
      prop: 'headers',
      value: name,
      rule: "a header's name is made of letters, digits and dashes",
      fix: 'write it like Referrer-Policy',
    });
  }
  if (!/^[ !#-[\]-~]*$/.test(value) || value.includes('$')) {
    reject(scope, {
      prop: `headers.${name}`,
      value,
      rule: 'a value is one line of ASCII, and double quotes, backslashes and dollar signs would mean something to nginx',
      fix: "use single quotes, as in frame-ancestors 'self'",
    });
  }
}
