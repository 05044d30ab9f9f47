// Visitors with a real browser, who come in through the Ingress and remember what was wrong with the pages they saw.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page, type Response } from 'playwright-core';
import { HOST } from './stack';

export const ORIGIN = `https://${HOST}`;
/** Pictures of what the browser showed. */
const ARTIFACTS = process.env['ARTIFACTS'] ?? join(__dirname, 'artifacts');
/** Longer than any page of this site takes on a busy machine, in milliseconds. */
const PATIENCE = 30_000;

/** Chromium, to which the site alone exists, at `address`. It has a new profile that is removed at its end. */
export const startBrowser = (address: string): Promise<Browser> =>
  chromium.launch({
    executablePath: join(__dirname, 'browser.sh'),
    env: { ...process.env, SITE: address },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=MAP ${HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
    ],
  });

/** Somebody with cookies of their own. */
export class Visitor {
  /** Whatever went wrong on the pages so far, as far as the site can do something about it. */
  readonly problems: string[] = [];
  /** What the page cache said about each answer of PHP: HIT, MISS, BYPASS ... */
  readonly pageCache: string[] = [];

  private constructor(readonly page: Page) {
    page.on('response', (response) => this.look(response));
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? 'no reason';
      // What a page no longer waits for when it is left is no loss.
      if (ofTheSite(request.url()) && reason !== 'net::ERR_ABORTED') {
        this.problems.push(`${request.method()} ${request.url()}: ${reason}`);
      }
    });
    page.on('pageerror', ({ message }) => this.problems.push(`script on ${page.url()}: ${message}`));
    page.on('console', (message) => {
      const { url } = message.location();
      // Pictures of authors come from elsewhere, which does not exist here.
      const error = message.type() === 'error' && (url === '' || ofTheSite(url));
      // What a page asks for without TLS is asked for with it, and only a warning says so.
      if (error || message.text().startsWith('Mixed Content')) {
        this.problems.push(`console on ${page.url()}: ${message.text()}`);
      }
    });
  }

  static async with(browser: Browser): Promise<Visitor> {
    // Nobody signed the certificate of a test.
    const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(PATIENCE);
    return new Visitor(await context.newPage());
  }

  /** Opens a page of the site and waits until all that belongs to it has come. */
  async open(path: string): Promise<Response> {
    const response = await this.page.goto(new URL(path, ORIGIN).href, { waitUntil: 'load' });
    if (response === null) throw new Error(`${path} was not asked for`);
    return response;
  }

  /** Keeps a picture of what is shown. */
  async picture(name: string): Promise<void> {
    mkdirSync(ARTIFACTS, { recursive: true });
    await this.page.screenshot({ path: join(ARTIFACTS, `${name}.png`) });
  }

  private look(response: Response): void {
    if (!ofTheSite(response.url())) return;
    if (response.status() >= 400) {
      this.problems.push(`${response.request().method()} ${response.url()}: ${response.status()}`);
    }
    const cache = response.headers()['x-page-cache'];
    if (cache !== undefined) this.pageCache.push(cache);
  }
}

const ofTheSite = (url: string): boolean => url.startsWith(`${ORIGIN}/`) || url.startsWith(`http://${HOST}/`);
