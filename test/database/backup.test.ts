import { spawnSync } from 'child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const SCRIPT = join(__dirname, '../../lib/database/files/backup.sh');
const COMPLETE = "echo 'create table t (id int);'; echo '-- Dump completed on 2026-11-26 23:00:00'";

let folder: string;
let backups: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
  backups = join(folder, 'backups');
  for (const name of ['backups', 'files', 'bin']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'backup'), 'pass"word\\\n');
  writeFileSync(join(folder, 'key'), 'a key\n');
  writeFileSync(join(folder, 'files', 'picture'), 'a picture');
  program('mariadb-dump', COMPLETE);
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Stands in for a program of the image. */
function program(name: string, body: string): void {
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!/bin/bash\necho "$*" >>${folder}/calls\n${body}\n`);
  chmodSync(path, 0o755);
}

function older(...ids: string[]): void {
  for (const id of ids) {
    mkdirSync(join(backups, id));
    writeFileSync(join(backups, id, 'database.sql.gz'), 'old');
  }
}

function backup(settings: Record<string, string> = {}) {
  return spawnSync('bash', [SCRIPT], {
    encoding: 'utf8',
    env: {
      PATH: `${folder}/bin:${process.env.PATH}`,
      TMPDIR: folder,
      BACKUPS: backups,
      ACCOUNTS: folder,
      DATABASE: 'wordpress',
      DATABASE_HOST: 'database-service',
      DATABASE_PORT: '3306',
      KEEP: '3',
      KEEP_DAYS: '',
      FILES: join(folder, 'files'),
      ...settings,
    },
  });
}

const kept = () => readdirSync(backups).sort();
const newest = () => join(backups, kept().at(-1) ?? '');

describe('backup.sh', () => {
  test('dump, files and checksums are one backup under one id', () => {
    expect(backup().status).toBe(0);
    expect(kept()).toEqual([expect.stringMatching(/^\d{8}T\d{6}Z$/)]);
    expect(readdirSync(newest()).sort()).toEqual(['SHA256SUMS', 'database.sql.gz', 'files.tar.gz']);
    const check = spawnSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: newest(), encoding: 'utf8' });
    expect(check.stdout).toBe('database.sql.gz: OK\nfiles.tar.gz: OK\n');
  });

  test('without files there is only the dump', () => {
    expect(backup({ FILES: '' }).status).toBe(0);
    expect(readdirSync(newest()).sort()).toEqual(['SHA256SUMS', 'database.sql.gz']);
  });

  test('the password is in an option file that nobody else may read, not on the command line', () => {
    program('mariadb-dump', `stat -c %a ${folder}/backup.cnf >${folder}/mode; ${COMPLETE}`);
    expect(backup().status).toBe(0);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).not.toContain('word\\');
    expect(readFileSync(join(folder, 'mode'), 'utf8')).toBe('600\n');
    expect(readFileSync(join(folder, 'backup.cnf'), 'utf8')).toContain('password = "pass\\"word\\\\"\n');
  });

  test.each([
    ['is cut off', "echo 'create table'", 'backup.sh: the dump is cut off\n'],
    ['fails at its end', `${COMPLETE}; exit 2`, ''],
  ])('a dump that %s is no backup and costs no older one', (_, body, said) => {
    older('20250101T000000Z', '20250102T000000Z', '20250103T000000Z');
    program('mariadb-dump', body);
    const { status, stderr } = backup();
    expect(status).not.toBe(0);
    expect(stderr).toContain(said);
    expect(kept().filter((id) => !id.startsWith('.'))).toEqual([
      '20250101T000000Z',
      '20250102T000000Z',
      '20250103T000000Z',
    ]);
  });

  test('what an earlier run left half made is swept away', () => {
    mkdirSync(join(backups, '.20250101T000000Z.partial'));
    expect(backup().status).toBe(0);
    expect(existsSync(join(backups, '.20250101T000000Z.partial'))).toBe(false);
  });

  test('only the newest stay, and what is no backup is left alone', () => {
    older('20250101T000000Z', '20250102T000000Z', '20250103T000000Z', 'lost+found');
    expect(backup({ KEEP: '2' }).status).toBe(0);
    expect(kept()).toEqual(['20250103T000000Z', expect.stringMatching(/^20\d{6}T/), 'lost+found']);
  });

  test('young ones stay beyond that number', () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().replace(/[-:]|\.\d+/g, '');
    older('20250101T000000Z', yesterday);
    expect(backup({ KEEP: '1', KEEP_DAYS: '30' }).status).toBe(0);
    expect(kept()).toEqual([yesterday, expect.stringMatching(/^20\d{6}T/)]);
  });

  test('nothing is begun without room for as much as the last one took', () => {
    older('20250101T000000Z');
    program('du', 'echo 1000');
    program('df', 'echo Filesystem; echo "disk 5000 3801 1199 77% /backups"');
    const { status, stderr } = backup();
    expect(status).toBe(1);
    expect(stderr).toBe(
      'backup.sh: 1199 KiB are free and the next backup may need 1200 KiB: enlarge the volume or keep fewer backups\n',
    );
    expect(kept()).toEqual(['20250101T000000Z']);
  });

  test('a pod that takes the place of another one of its Job makes none again', () => {
    expect(backup({ JOB: 'one' }).status).toBe(0);
    const made = kept();
    const { status, stderr } = backup({ JOB: 'one' });
    expect(status).toBe(0);
    expect(stderr).toBe(`backup.sh: ${made.join()} is this Job's: it is there already\n`);
    expect(kept()).toEqual(made);
  });

  test('one that is not of the schedule counts for nothing, and goes with those that are as old', () => {
    older('20250101T000000Z', '20250102T000000Z', '20250103T000000Z');
    writeFileSync(join(backups, '20250102T000000Z', 'REASON'), 'before a restore');
    expect(backup({ KEEP: '2' }).status).toBe(0);
    expect(kept()).toEqual(['20250103T000000Z', expect.stringMatching(/^20/)]);
  });

  test('one that is told to keep all drops none', () => {
    older('20250101T000000Z', '20250102T000000Z');
    expect(backup({ KEEP: '', REASON: 'by hand' }).status).toBe(0);
    expect(kept()).toHaveLength(3);
    expect(readFileSync(join(newest(), 'REASON'), 'utf8')).toBe('by hand\n');
  });

  test('what a restore leaves beside the files is not in the archive', () => {
    for (const name of ['.restore-new', '.replaced-old']) mkdirSync(join(folder, 'files', name));
    writeFileSync(join(folder, 'files', '.maintenance'), '');
    expect(backup().status).toBe(0);
    const list = spawnSync('tar', ['--list', '--file', join(newest(), 'files.tar.gz')], { encoding: 'utf8' });
    expect(list.stdout).toBe('./\n./picture\n');
  });

  test('each row goes back in a transaction that a cluster takes', () => {
    expect(backup().status).toBe(0);
    expect(readFileSync(join(folder, 'calls'), 'utf8')).toContain('--skip-no-autocommit');
  });

  describe('encrypted', () => {
    const key = () => ({ ENCRYPTION_KEY: join(folder, 'key') });

    /** Functions of backup-volume.sh, as those who read backups call them. */
    function volume(call: string, settings: Record<string, string> = {}) {
      const shared = join(__dirname, '../../lib/database/files/backup-volume.sh');
      return spawnSync('bash', ['--norc', '-euo', 'pipefail', '-c', `source '${shared}'; ${call}`, 'reader'], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, BACKUPS: backups, ...settings },
      });
    }

    test('neither dump nor files can be read without the key, and both with it', () => {
      expect(backup(key()).status).toBe(0);
      expect(readdirSync(newest()).sort()).toEqual([
        'SHA256SUMS',
        'SHA256SUMS.hmac',
        'database.sql.gz.enc',
        'files.tar.gz.enc',
      ]);
      expect(readFileSync(join(newest(), 'files.tar.gz.enc'), 'latin1').slice(0, 8)).toBe('Salted__');
      expect(volume(`unpack ${newest()} database.sql.gz`, key()).stdout).toContain('create table t');
      expect(volume(`unpack ${newest()} files.tar.gz | tar --list`, key()).stdout).toBe('./\n./picture\n');
    });

    test.each([
      ['without the key', '', {}, 'is encrypted, and there is no key here'],
      ['with another key', 'echo another >KEY', undefined, 'was made with another key, or changed since'],
      ['when a byte has changed', 'printf x | dd of=DUMP bs=1 seek=30 conv=notrunc', undefined, 'is damaged'],
      [
        'when somebody has changed the checksums, too',
        'printf x | dd of=DUMP bs=1 seek=30 conv=notrunc; cd FOLDER; sha256sum d* f* >SHA256SUMS',
        undefined,
        'was made with another key, or changed since',
      ],
      ['when a part is missing', 'rm FOLDER/files.tar.gz.enc', undefined, 'is damaged'],
    ])('is refused %s', (_, change, settings, said) => {
      backup(key());
      const id = kept().join();
      expect(volume(`verify ${id}`, key())).toMatchObject({ status: 0, stderr: '' });
      const names = { KEY: join(folder, 'key'), DUMP: join(newest(), 'database.sql.gz.enc'), FOLDER: newest() };
      const command = change.replaceAll(/KEY|DUMP|FOLDER/g, (name) => names[name as keyof typeof names]);
      spawnSync('bash', ['-c', command]);
      const { status, stderr } = volume(`verify ${id}`, settings ?? key());
      expect(status).toBe(1);
      expect(stderr).toContain(`reader: ${id} ${said}`);
    });

    test('where there is a key, one without is taken only on demand', () => {
      backup();
      const id = kept().join();
      expect(volume(`verify ${id}`, key()).stderr).toBe(
        `reader: ${id} was made without a key: set UNENCRYPTED=yes if you know where it comes from\n`,
      );
      expect(volume(`verify ${id}`, { ...key(), UNENCRYPTED: 'yes' }).status).toBe(0);
    });
  });

  test('files that fail to be read make no backup', () => {
    expect(backup({ FILES: join(folder, 'nowhere') }).status).toBe(1);
    expect(kept().filter((id) => !id.startsWith('.'))).toEqual([]);
  });
});
