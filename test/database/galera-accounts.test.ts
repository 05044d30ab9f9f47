import { spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const SCRIPT = join(__dirname, '../../lib/database/files/galera-accounts.sh');
const ACCOUNTS = ['root', 'wordpress', 'backup', 'restore'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  for (const account of ACCOUNTS) writeFileSync(join(folder, account), `${account}-password`);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @param user its name in the operating system, which the image gives it unless a platform does */
function run(call: string, database = 'wordpress', user = 'mysql') {
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['--norc', '-euo', 'pipefail', '-c', `id() { [[ $1 == -un ]] && echo '${user}'; }; source '${SCRIPT}'; ${call}`],
    {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, ACCOUNTS: folder, DATABASE: database, APPLICATION_USER: 'wordpress' },
    },
  );
  return { lines: stdout.trimEnd().split('\n'), stderr, status };
}

describe('the first accounts', () => {
  test('are made by one statement a line, of which the first one reads the grants', () => {
    const { lines, status } = run('accounts_sql');
    expect(status).toBe(0);
    expect(lines[0]).toBe('flush privileges;');
    for (const line of lines) expect(line).toMatch(/^[a-z][^;]*;$/);
  });

  test('have the hash of a password each, or are for one user of the operating system', () => {
    const { lines } = run('accounts_sql');
    for (const account of ACCOUNTS)
      expect(lines.filter((line) => line.includes(`'${hashOf(`${account}-password`)}'`))).toHaveLength(1);
    expect(lines.join()).not.toContain('-password');
    expect(lines.filter((line) => line.includes('unix_socket'))).toEqual([
      'create user mysql@localhost identified via unix_socket;',
      'create user nobody@localhost identified via unix_socket with max_user_connections 3;',
    ]);
  });

  test('are for the one user that a platform has chosen for all containers of the pod', () => {
    const { lines } = run('accounts_sql', 'wordpress', '1000650000');
    expect(lines.filter((line) => line.includes('unix_socket'))).toEqual([
      "create user mysql@localhost identified via unix_socket using '1000650000';",
      "create user nobody@localhost identified via unix_socket using '1000650000' with max_user_connections 3;",
    ]);
  });

  test('are not made for a user whose name is none', () => {
    const { lines, stderr, status } = run('accounts_sql', 'wordpress', 'a"b');
    expect({ lines, stderr, status }).toEqual({
      lines: [''],
      stderr: 'nobody can be an account of the name a"b\n',
      status: 1,
    });
  });

  test('the pod itself sees no data, and the exporter can change nothing', () => {
    const { lines } = run('accounts_sql');
    expect(lines.filter((line) => / to (mysql|nobody)@localhost/.test(line))).toEqual([
      'grant reload, process, lock tables, binlog monitor, create user, super on *.* to mysql@localhost;',
      'grant select on mysql.global_priv to mysql@localhost;',
      'grant process, binlog monitor, slave monitor on *.* to nobody@localhost;',
    ]);
  });

  test('only the application, backup and restore may come over the network, and only to the schema and what takes its place', () => {
    const { lines } = run('accounts_sql');
    const remote = lines.filter((line) => line.includes("@'%'"));
    expect(remote.filter((line) => line.startsWith('create user')).map((line) => line.split(' ')[2])).toEqual([
      "`wordpress`@'%'",
      "backup@'%'",
      "restore@'%'",
    ]);
    for (const grant of remote.filter((line) => line.startsWith('grant'))) {
      expect(grant).toMatch(
        / on (`wordpress`\.\*|mysql\.proc) to |^grant .* on `wordpress\\_(restore|replaced)`\.\* to restore@'%';$/,
      );
    }
    expect(lines.join('\n')).not.toMatch(/all privileges|grant option/i);
    expect(lines.filter((line) => / super /.test(line))).toEqual([expect.stringMatching(/ to mysql@localhost;$/)]);
  });

  test('an underscore in the schema is no wildcard in the grants', () => {
    const { lines } = run('accounts_sql', 'blog_2');
    expect(lines).toContainEqual(expect.stringMatching(/^create database `blog_2` /));
    expect(lines.filter((line) => / on `blog\\_2`\.\* to /.test(line))).toHaveLength(3);
  });

  test.each(["o'hara", 'back\\slash', "'; drop user root; --", '$HOME `id` "&%s', 'dépôt', '-n'])(
    'the password %s becomes the hash that the server makes of it',
    (password) => {
      writeFileSync(join(folder, 'root'), `${password}\n`);
      const { lines } = run('accounts_sql');
      expect(lines).toContain(
        `alter user root@localhost identified via mysql_native_password using '${hashOf(password)}';`,
      );
    },
  );

  test('a second password is taken, too', () => {
    writeFileSync(join(folder, 'wordpress-second'), 'former');
    expect(run('accounts_sql').lines).toContain(
      `create user \`wordpress\`@'%' identified via mysql_native_password using '${hashOf('wordpress-password')}' or mysql_native_password using '${hashOf('former')}';`,
    );
  });

  test('a second password that is the first one counts once', () => {
    writeFileSync(join(folder, 'wordpress-second'), 'wordpress-password');
    expect(run('hashes_of wordpress').lines).toEqual([hashOf('wordpress-password')]);
  });

  test.each(['root', 'wordpress', 'wordpress-second', 'backup', 'restore'])(
    'an empty password of %s, or one of two lines, makes no accounts at all',
    (account) => {
      for (const password of ['', 'two\nlines']) {
        writeFileSync(join(folder, account), password);
        const { lines, stderr, status } = run('accounts_sql');
        expect(status).toBe(1);
        expect(lines).toEqual(['']);
        expect(stderr).toBe(`the password of ${account} must be one line\n`);
      }
    },
  );
});

/** As MariaDB keeps a password. */
function hashOf(password: string): string {
  const once = createHash('sha1').update(password).digest();
  return `*${createHash('sha1').update(once).digest('hex').toUpperCase()}`;
}
