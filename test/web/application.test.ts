import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { Endpoint } from '../../lib/kubernetes/endpoint';
import { Peer } from '../../lib/kubernetes/peer';
import { AccessLog } from '../../lib/web/access-log';
import {
  Application,
  ContainerApplicationProps,
  StandaloneApplicationProps,
  StaticFilesProps,
} from '../../lib/web/application';
import { WebApplication } from '../../lib/web/web-application';
import { Manifest, newChart, only, render } from '../objects';
import { applicationProps, containerOf, deploymentPod, filesOf, tomcatProps, web } from './web';

const cache: Endpoint = {
  host: 'cache.example.org',
  port: 6379,
  podPort: 6379,
  peer: Peer.addresses('10.0.30.0/24'),
};
const allProps: Required<ContainerApplicationProps> = {
  ...applicationProps,
  resources: { cpu: '250m', memory: '512Mi', cpuLimit: '1', ephemeralStorage: '1Gi' },
  user: { uid: 1000, gid: 0 },
  readyPath: '/health',
  command: ['shop', '--port', '8081'],
  environment: { CACHE: 'cache.example.org:6379', MODE: 'production' },
  writableFolders: ['/tmp', '/var/cache/shop'],
  connectsTo: [cache],
};
const allTomcatProps: Required<StandaloneApplicationProps> = {
  ...allProps,
  ...tomcatProps,
  logFile: 'requests.log',
};
const files: Required<StaticFilesProps> = {
  name: 'handbook',
  image: 'docker.io/nginxinc/nginx-unprivileged:1.28.0',
};

function rendered(application: WebApplication): Manifest[] {
  return render((chart) => web(chart, { application }));
}

describe('pods', () => {
  test.each<[string, WebApplication]>([
    ['static files', Application.staticFiles(files)],
    ['behind nginx, minimal props', Application.behindNginx(applicationProps)],
    ['behind nginx, all props', Application.behindNginx(allProps)],
    ['standalone, minimal props', Application.standalone(tomcatProps)],
    ['standalone, all props', Application.standalone(allTomcatProps)],
  ])('%s', (_, application) => {
    const { containers, volumes } = deploymentPod(rendered(application));

    expect({ containers: containers.filter(({ name }) => name !== 'nginx'), volumes }).toMatchSnapshot();
  });
});

test('R27: pods carry the application’s name and version', () => {
  expect(only(rendered(Application.behindNginx(applicationProps)), 'Deployment').metadata.labels).toMatchObject({
    'app.kubernetes.io/name': 'shop',
    'app.kubernetes.io/version': '3.2.1',
  });
});

test('nginx passes requests on to the application’s port', () => {
  const server = filesOf(rendered(Application.behindNginx(applicationProps)), 'web-config')['server.conf'];

  expect(server).toContain('listen 8080 default_server;');
  expect(server).toContain('proxy_pass http://127.0.0.1:8081;');
});

describe('R9: a program that takes requests itself', () => {
  const objects = render((chart) =>
    web(chart, {
      application: Application.standalone(tomcatProps),
      accessLog: AccessLog.inMemory({ fileSize: '500Ki' }),
    }),
  );

  test('has no nginx and no rotation beside it', () => {
    const { containers, initContainers } = deploymentPod(objects);

    expect(containers.map(({ name }) => name)).toEqual(['application']);
    expect(initContainers.map(({ name }) => name)).toEqual(['filebeat']);
    expect(deploymentPod(objects)).not.toHaveProperty('shareProcessNamespace');
    expect(Object.keys(filesOf(objects, 'web-config'))).toEqual(['filebeat.yml']);
  });

  test('writes its log into 1 MB of RAM', () => {
    expect(deploymentPod(objects).volumes).toContainEqual({
      name: 'access-log',
      emptyDir: { medium: 'Memory', sizeLimit: '1000Ki' },
    });
    expect(containerOf(objects, 'application').volumeMounts).toContainEqual({
      name: 'access-log',
      mountPath: '/usr/local/tomcat/logs',
    });
  });

  test('is found by a Service under the name that web tiers promise', () => {
    const tier = web(newChart(), { application: Application.standalone(tomcatProps) });

    expect(tier).toMatchObject({ podPort: 8080, portName: 'http' });
    expect(containerOf(objects, 'application').ports).toEqual([
      { name: tier.portName, containerPort: tier.podPort, protocol: 'TCP' },
    ]);
  });

  test('and its log may not take more than half of its own memory', () => {
    expect(() =>
      web(newChart(), {
        application: Application.standalone(tomcatProps),
        accessLog: AccessLog.inMemory({ fileSize: '300Mi' }),
      }),
    ).toThrow(
      new ConfigurationError(
        "test/chart/Web: accessLog.fileSize is 300Mi; the two files live in the web server's memory, which is 1Gi, and " +
          'may take half of it; use at most 256Mi, or give the web server more memory',
      ),
    );
  });
});

test('R30: an application serves until endpoints and nginx have forgotten it', () => {
  const [application, nginx] = ['application', 'nginx'].map((name) =>
    Number(
      (
        containerOf(rendered(Application.behindNginx(applicationProps)), name).lifecycle as {
          preStop: { exec: { command: string[] } };
        }
      ).preStop.exec.command[1],
    ),
  );

  expect(application).toBeGreaterThan(nginx ?? Infinity);
});

test('R26: the pods may reach what the application talks to', () => {
  expect(only(rendered(Application.behindNginx(allProps)), 'NetworkPolicy').spec).toMatchObject({
    egress: expect.arrayContaining([
      { to: [{ ipBlock: { cidr: '10.0.30.0/24' } }], ports: [{ port: 6379, protocol: 'TCP' }] },
    ]),
  });
});

test.each([80, 1023, 65536, 8081.5, NaN])('R29: rejects port %p', (port) => {
  expect(() => web(newChart(), { application: Application.behindNginx({ ...applicationProps, port }) })).toThrow(
    new ConfigurationError(
      `test/chart/Web: application.port is ${port}; a program without privileges listens at a port from 1024 to 65535; ` +
        'use for example 8081',
    ),
  );
});

test.each<[string, WebApplication, number, string]>([
  ['nginx', Application.behindNginx({ ...applicationProps, port: 8080 }), 8080, '8080 and 5066 and 9113'],
  ['Filebeat', Application.behindNginx({ ...applicationProps, port: 5066 }), 5066, '8080 and 5066 and 9113'],
  ['metrics', Application.behindNginx({ ...applicationProps, port: 9113 }), 9113, '8080 and 5066 and 9113'],
  ['Filebeat', Application.standalone({ ...tomcatProps, port: 5066 }), 5066, '5066'],
])('rejects the port of %s', (_, application, port, taken) => {
  expect(() => web(newChart(), { application })).toThrow(
    new ConfigurationError(
      `test/chart/Web: application.port is ${port}; containers of a pod share one network, where others listen at ` +
        `${taken}; use for example 8081`,
    ),
  );
});

test('rejects an image that floats', () => {
  const application = Application.behindNginx({ ...applicationProps, image: 'registry.example.org/team/shop:latest' });

  expect(() => web(newChart(), { application })).toThrow(
    new ConfigurationError(
      'test/chart/Web: application.image is registry.example.org/team/shop:latest; the tag latest means another image ' +
        'tomorrow; use the tag of a version, like 11.8.8',
    ),
  );
});

test('rejects resources that are none', () => {
  const application = Application.standalone({ ...tomcatProps, resources: { cpu: '1', memory: 'much' } });

  expect(() => web(newChart(), { application })).toThrow(
    new ConfigurationError(
      'test/chart/Web: application.resources.memory is much; it must be a positive Kubernetes quantity, a number with a ' +
        'unit that Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
    ),
  );
});
