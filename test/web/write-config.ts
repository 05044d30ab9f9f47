import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { LogInput } from '../../lib/logging/log-input';
import { StorageClass } from '../../lib/storage/storage-class';
import { Application } from '../../lib/web/application';
import { Scale } from '../../lib/web/scale';
import { Shipper } from '../../lib/web/shipper';
import { WebApplication } from '../../lib/web/web-application';
import { WebWithFilebeatSidecar } from '../../lib/web/web-with-filebeat-sidecar';
import { WordPressSite, WordPressSiteProps } from '../../lib/web/wordpress-site';
import { database } from './database';

/**
 * Writes what the ConfigMaps carry into folders, for tests that run it: `wordpress`, `odd` with a strange title, and, for the web server before
 * each kind of application, `web-wordpress`, `web-static` and `web-proxy`.
 */
const folder = process.argv[2] ?? '';
const chart = new Chart(new App(), 'test');
const props: WordPressSiteProps = {
  database: database(chart, { host: '127.0.0.1', port: 3399 }),
  files: { size: '1Gi', class: StorageClass.sharedFiles('shared') },
  host: 'blog.example.org',
  adminEmail: 'editor@example.org',
  // Text that would be something else in a careless template.
  headers: { 'X-Odd': "a; } server { listen 1; } # {{port}} `id` 'b' ( ~ [" },
  resources: { cpu: '250m', memory: '384Mi' },
};
const site = new WordPressSite(chart, 'WordPress', props);
const odd = new WordPressSite(chart, 'Odd', { ...props, title: `"it's" <?php exit(1); ?> \\ $(id) {{port}} #` });
const image = 'docker.io/library/tomcat:11.0.0';
const behind = Application.behindNginx({
  name: 'tomcat',
  image,
  resources: { cpu: '250m', memory: '512Mi' },
  port: 8081,
  user: { uid: 1000 },
});

writeFiles('wordpress', site.config);
writeFiles('odd', odd.config);
writeFiles('web-wordpress', webConfig('Web', site));
writeFiles('web-static', webConfig('Static', Application.staticFiles({ name: 'handbook', image })));
writeFiles('web-proxy', webConfig('Proxy', behind));

function webConfig(id: string, application: WebApplication): k8s.KubeConfigMap {
  return new WebWithFilebeatSidecar(chart, id, {
    application,
    scale: Scale.fixed(2),
    shipper: Shipper.filebeat({ to: LogInput.standardOutput() }),
    metrics: {},
  }).config;
}

function writeFiles(name: string, config: k8s.KubeConfigMap): void {
  const { data } = config.toJson() as { data: Record<string, string> };
  mkdirSync(join(folder, name), { recursive: true });
  for (const [file, text] of Object.entries(data)) writeFileSync(join(folder, name, file), text);
}
