// An author and a reader with a real browser: whatever web pod and database serves them, they see the same site.
import { createHash } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { eventually, get } from '../kubectl';
import { ORIGIN, startBrowser, Visitor } from './browser';
import { figure } from './figures';
import { pdf } from './pdf';
import { askPod } from './port-forward';
import { DATABASES, entrance, fullService, HOST, inContainer, NAMESPACE, pods, WEB_PODS } from './stack';

const PORT = 8080;
/** How long a page is kept for readers, and a moment in which one database may lag behind another, in seconds. */
const STALE = 10 + 2;

/** Tells this run's texts from those of others. */
const run = Date.now();
const TITLE = `Report ${run}`;
const PARAGRAPH = `Five servers and three databases agree on ${run}.`;
const PDF = pdf(TITLE);

let browser: Browser;
let author: Visitor;
let reader: Visitor;
let pdfPath: string;

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

async function password(): Promise<string> {
  interface Secret {
    readonly data: Readonly<Record<string, string>>;
  }
  const [secret] = await get<Secret>('secret', 'site-secrets', '-n', NAMESPACE);
  return Buffer.from(secret?.data['admin-password'] ?? '', 'base64').toString();
}

/** Has the reader look at a page until they see a change there, which must not take longer than pages are kept. */
async function soonOn(path: string, since: number, what: string, seen: () => Promise<boolean>): Promise<void> {
  for (;;) {
    const waited = (Date.now() - since) / 1000;
    await reader.open(path);
    if (await seen()) {
      figure(`a reader who came ${waited.toFixed(1)} s after ${what} saw it`);
      return;
    }
    expect(waited).toBeLessThan(STALE);
    await reader.page.waitForTimeout(250);
  }
}

beforeAll(async () => {
  await fullService(300);
  browser = await startBrowser((await entrance()).address);
  author = await Visitor.with(browser);
  reader = await Visitor.with(browser);
});

afterEach(() => expect([author, reader].flatMap((visitor) => visitor?.problems.splice(0) ?? [])).toEqual([]));

afterAll(() => browser?.close());

test('the front page shows the site', async () => {
  expect((await reader.open('/')).status()).toBe(200);
  expect(await reader.page.title()).toContain(HOST);
  await reader.page.getByRole('banner').getByRole('link', { name: HOST }).waitFor();
  await reader.picture('1-front-page');
});

test('the administrator logs in', async () => {
  const { page } = author;
  await author.open('/wp-login.php');
  await page.getByLabel('Username or Email Address').fill('administrator');
  await page.getByLabel('Password', { exact: true }).fill(await password());
  await author.picture('2-login');
  await page.getByRole('button', { name: 'Log In' }).click();
  await page.waitForURL(`${ORIGIN}/wp-admin/`);
  await page.getByRole('heading', { name: 'Dashboard', level: 1 }).waitFor();
  await author.picture('3-dashboard');
});

test('the page cache keeps nothing for or of who is logged in', async () => {
  const greeting = 'Howdy, administrator';
  author.pageCache.length = 0;
  for (let visit = 0; visit < 3; visit++) {
    await eventually('a reader gets a page that was kept', 60, async () => {
      const cache = (await reader.open('/')).headers()['x-page-cache'];
      return cache === 'HIT' ? [] : [`${cache}`];
    });
    await author.open('/');
    await author.page.getByText(greeting).waitFor();
    await reader.open('/');
    expect(await reader.page.getByText(greeting).count()).toBe(0);
  }
  await author.picture('4-front-page-of-the-author');
  expect(new Set(author.pageCache)).toEqual(new Set(['BYPASS']));
});

test('the administrator publishes a post, and readers see it within seconds', async () => {
  const { page } = author;
  await page.addLocatorHandler(page.getByRole('dialog', { name: 'Welcome to the editor' }), (guide) =>
    guide.getByRole('button', { name: 'Close' }).click(),
  );
  await author.open('/wp-admin/post-new.php');
  const canvas = page.frameLocator('iframe[name="editor-canvas"]');
  await canvas.getByRole('textbox', { name: 'Add title' }).fill(TITLE);
  await page.keyboard.press('Enter');
  await page.keyboard.type(PARAGRAPH);
  await canvas.getByText(PARAGRAPH).waitFor();
  await author.picture('5-editor');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Editor publish' });
  // Whatever readers get now is kept.
  await reader.open('/');
  await panel.getByRole('button', { name: 'Publish', exact: true }).click();
  await panel.getByText('is now live.').waitFor();
  const published = Date.now();
  await author.picture('6-published');

  const post = reader.page.getByRole('link', { name: TITLE });
  await soonOn('/', published, 'a post was published', async () => (await post.count()) > 0);
  await post.click();
  await reader.page.getByText(PARAGRAPH).waitFor();
  await reader.picture('7-post');
});

test('a comment is seen by nobody else before it is approved, and by everybody within seconds after that', async () => {
  const comment = `I counted them, too: ${run}.`;
  const path = new URL(reader.page.url()).pathname;
  const guest = await Visitor.with(browser);
  await guest.open(path);
  await guest.page.getByRole('textbox', { name: 'Comment' }).fill(comment);
  await guest.page.getByRole('textbox', { name: 'Name' }).fill('Guest');
  await guest.page.getByRole('textbox', { name: 'Email' }).fill('guest@example.org');
  await guest.page.getByRole('checkbox', { name: /Save my name/ }).check();
  await guest.page.getByRole('button', { name: 'Post Comment' }).click();
  await guest.page.getByText(comment).waitFor();
  // Who has left a comment gets pages of their own from then on.
  guest.pageCache.length = 0;
  await guest.open(path);
  await guest.page.getByText(comment).waitFor();
  expect(guest.pageCache[0]).toBe('BYPASS');
  const said = reader.page.getByText(comment);
  for (let visit = 0; visit < 3; visit++) {
    await reader.open(path);
    expect(await said.count()).toBe(0);
  }
  expect(guest.problems).toEqual([]);

  const { page } = author;
  await author.open('/wp-admin/edit-comments.php?comment_status=moderated');
  const row = page.getByRole('row').filter({ hasText: comment });
  await row.hover();
  await row.getByLabel('Approve this comment').click();
  await row.waitFor({ state: 'detached' });
  await soonOn(path, Date.now(), 'a comment was approved', async () => (await said.count()) > 0);
});

test('the administrator uploads a PDF, and a reader opens it', async () => {
  const { page } = author;
  await author.open('/wp-admin/media-new.php');
  const file = { name: `report-${run}.pdf`, mimeType: 'application/pdf', buffer: PDF };
  await page.locator('.moxie-shim input[type="file"]').setInputFiles(file);
  const url = await page.locator('[data-clipboard-text]').getAttribute('data-clipboard-text');
  await author.picture('8-uploaded');
  expect(url).toMatch(new RegExp(`^${ORIGIN}/wp-content/uploads/.*/report-${run}\\.pdf$`));
  pdfPath = new URL(url ?? '').pathname;

  const opened = await reader.open(pdfPath);
  expect(opened.headers()).toMatchObject({ 'content-type': 'application/pdf' });
  await eventually('the PDF is shown', 30, async () => {
    const viewer = reader.page.frames().find((frame) => frame.url().startsWith('chrome-extension:'));
    const pages = await viewer?.locator('#pagelength').textContent();
    return pages === '1' ? [] : [`it has ${pages} pages`];
  });
  await reader.picture('9-pdf');
});

test('every web pod has the PDF', async () => {
  const all = await pods('web');
  expect(all).toHaveLength(WEB_PODS);
  const answers = await Promise.all(
    all.map(async ({ metadata }) => {
      const { status, body } = await askPod(metadata.name, PORT, pdfPath);
      return `${status} ${sha256(body)}`;
    }),
  );
  expect(answers).toEqual(all.map(() => `200 ${sha256(PDF)}`));
});

test('every database has the post', async () => {
  // Each waits until it has whatever the others had when it was asked.
  const sql = `set session wsrep_sync_wait = 1; select post_title from wp_posts
    where post_status = 'publish' and post_type = 'post' and post_content like '%${PARAGRAPH}%'`;
  const command = `MYSQL_PWD=$(cat "/etc/galera-accounts/$APPLICATION_USER") exec mariadb --no-defaults \\
    --socket=/run/mysqld/mysqld.sock --user="$APPLICATION_USER" --batch --skip-column-names --execute "$1" "$DATABASE"`;
  const titles = await Promise.all(
    DATABASES.map((database) => inContainer(database, 'mariadb', 'sh', '-c', command, 'sh', sql)),
  );
  expect(titles).toEqual(DATABASES.map(() => `${TITLE}\n`));
});

test('the administrator changes the post, and then deletes it, and readers see it within seconds', async () => {
  const { page } = author;
  const row = page.getByRole('row').filter({ hasText: TITLE });
  const title = reader.page.getByRole('link', { name: TITLE });

  await author.open('/wp-admin/edit.php');
  await row.hover();
  await row.getByRole('button', { name: /^Quick edit/ }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill(`${TITLE}, second edition`);
  await page.getByRole('button', { name: 'Update' }).click();
  await row.getByRole('link', { name: /second edition.*\(Edit\)/ }).waitFor();
  const changed = Date.now();
  await soonOn('/', changed, 'a post was changed', async () =>
    /second edition/.test((await title.first().textContent()) ?? ''),
  );

  await author.open('/wp-admin/edit.php');
  await row.hover();
  await row.getByRole('link', { name: /^Move .* to the Trash$/ }).click();
  await page.getByText('1 post moved to the Trash.').waitFor();
  await soonOn('/', Date.now(), 'a post was deleted', async () => (await title.count()) === 0);
});
