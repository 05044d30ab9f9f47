import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const SCRIPT = join(__dirname, '../../lib/database/files/galera-accounts.sh');
const ACCOUNTS = ['root', 'wordpress', 'backup', 'transfer', 'metrics'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  for (const account of ACCOUNTS) writeFileSync(join(folder, account), `${account}-password`);
});
afterEach(() => rmSync(folder, { recursive: true }));

function run(call: string, database = 'wordpress') {
  const { stdout, stderr, status } = spawnSync(
    'bash',
    ['--norc', '-euo', 'pipefail', '-c', `source '${SCRIPT}'; ${call}`],
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

  test('have a password each, but for the one of the probes, which has no rights', () => {
    const { lines } = run('accounts_sql');
    for (const account of ACCOUNTS)
      expect(lines.filter((line) => line.includes(`'${account}-password'`))).toHaveLength(1);
    expect(lines.filter((line) => line.includes('mysql@localhost'))).toEqual([
      'create user mysql@localhost identified via unix_socket;',
    ]);
  });

  test('only the application and the backup may come over the network, and only to the schema', () => {
    const { lines } = run('accounts_sql');
    const remote = lines.filter((line) => line.includes("@'%'"));
    expect(remote.filter((line) => line.startsWith('create user')).map((line) => line.split(' ')[2])).toEqual([
      "`wordpress`@'%'",
      "backup@'%'",
    ]);
    for (const grant of remote.filter((line) => line.startsWith('grant'))) {
      expect(grant).toMatch(/ on (`wordpress`\.\*|mysql\.proc) to /);
    }
    expect(lines.join('\n')).not.toMatch(/all privileges|super|grant option/i);
  });

  test('an underscore in the schema is no wildcard in the grants', () => {
    const { lines } = run('accounts_sql', 'blog_2');
    expect(lines).toContainEqual(expect.stringMatching(/^create database `blog_2` /));
    expect(lines.filter((line) => / on `blog\\_2`\.\* to /.test(line))).toHaveLength(2);
  });

  test.each([
    ["o'hara", "'o\\'hara'"],
    ['back\\slash', "'back\\\\slash'"],
    ["'; drop user root; --", "'\\'; drop user root; --'"],
    ['$HOME `id` "&', "'$HOME `id` \"&'"],
  ])('the password %s stays one string of SQL', (password, quoted) => {
    writeFileSync(join(folder, 'root'), `${password}\n`);
    const { lines } = run('accounts_sql');
    expect(lines).toContain(`alter user root@localhost identified by ${quoted};`);
  });

  test('quotes do not end an option file’s value', () => {
    writeFileSync(join(folder, 'transfer'), 'a"b c');
    expect(run('transfer_options').lines).toEqual(['[mysqld]', 'wsrep_sst_auth = "transfer:a\\"b c"']);
  });

  test.each(['back\\slash', 'blank ', 'tab\t'])(
    'a donor would not log in with %j, so no node starts with it',
    (password) => {
      writeFileSync(join(folder, 'transfer'), password);
      const { lines, stderr, status } = run('transfer_options');
      expect(status).toBe(1);
      expect(lines).toEqual(['']);
      expect(stderr).toBe('the password of transfer must have no backslash, and no blank at its end\n');
    },
  );

  test('the exporter gets its password as it is: it knows no escapes', () => {
    writeFileSync(join(folder, 'metrics'), 'it\'s "\\b" # ;"');
    expect(run('metrics_options').lines).toEqual([
      '[client]',
      'user = metrics',
      'password = """it\'s "\\b" # ;""""',
      'socket = /run/mysqld/mysqld.sock',
    ]);
  });

  test.each(['$HOME', '%(user)s'])('the exporter would not log in with %j, so its pod does not start', (password) => {
    writeFileSync(join(folder, 'metrics'), password);
    const { lines, stderr, status } = run('metrics_options');
    expect(status).toBe(1);
    expect(lines).toEqual(['']);
    expect(stderr).toBe('the password of metrics must have neither $ nor %, which the exporter would replace\n');
  });

  test.each(['', 'two\nlines'])('a password %j makes no accounts at all', (password) => {
    writeFileSync(join(folder, 'metrics'), password);
    const { lines, stderr, status } = run('accounts_sql');
    expect(status).toBe(1);
    expect(lines).toEqual(['']);
    expect(stderr).toBe('the password of metrics must be one line\n');
  });
});
