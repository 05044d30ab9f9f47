import { Duration, Testing } from 'cdk8s';
import { ConfigurationError } from '../../lib/kubernetes/configuration-error';
import { KubernetesVersion } from '../../lib/kubernetes/kubernetes-version';
import { Peer } from '../../lib/kubernetes/peer';
import { Platform } from '../../lib/kubernetes/platform';
import { LogInput } from '../../lib/logging/log-input';
import { StorageClass } from '../../lib/storage/storage-class';
import { AccessLog } from '../../lib/web/access-log';
import { Application } from '../../lib/web/application';
import { Disruption } from '../../lib/web/disruption';
import { STARTUP_PATIENCE } from '../../lib/web/probes';
import { Scale } from '../../lib/web/scale';
import { Shipper } from '../../lib/web/shipper';
import { WebWithFilebeatSidecarProps } from '../../lib/web/web-with-filebeat-sidecar';
import { WordPressSite } from '../../lib/web/wordpress-site';
import { Manifest, newChart, only, render } from '../objects';
import { database } from './database';
import { applicationProps, containerOf, deploymentPod, filesOf, RenderedContainer, web } from './web';

const allProps: Required<WebWithFilebeatSidecarProps> = {
  application: Application.behindNginx(applicationProps),
  scale: Scale.between(4, 10, 60),
  shipper: Shipper.filebeat({ to: LogInput.standardOutput() }),
  accessLog: AccessLog.inMemory({ fileSize: '100Ki' }),
  image: 'registry.example.org/web/nginx-unprivileged:1.29.1',
  resources: { cpu: '500m', memory: '256Mi', cpuLimit: '2', ephemeralStorage: '1Gi' },
  content: { repository: 'https://git.example.org/site.git', revision: 'v2', mountPath: '/srv/site' },
  disruption: Disruption.minAvailable(3),
  priorityClassName: 'web',
  metrics: { scrapedBy: Peer.namespace('monitoring'), podMonitor: {} },
};

function rendered(props: Partial<WebWithFilebeatSidecarProps> = {}, platform?: Platform): Manifest[] {
  return render((chart) => web(chart, props), platform);
}

function specOf(objects: readonly Manifest[], kind: string): Readonly<Record<string, unknown>> {
  return only(objects, kind).spec as Readonly<Record<string, unknown>>;
}

function on(version: string): Platform {
  return new Platform({ kubernetesVersion: KubernetesVersion.of('here', version) });
}

test('minimal props', () => {
  expect(rendered()).toMatchSnapshot();
});

test('all props', () => {
  expect(rendered(allProps)).toMatchSnapshot();
});

test('in any other chart, whatever names it gives', () => {
  const chart = Testing.chart();
  const tier = web(chart);
  const objects = Testing.synth(chart) as Manifest[];

  expect(tier.instance).toBe(tier.deployment.name);
  expect(specOf(objects, 'Deployment').selector).toEqual({
    matchLabels: { 'app.kubernetes.io/instance': tier.deployment.name },
  });
  expect(deploymentPod(objects).volumes).toContainEqual({
    name: 'web-config',
    configMap: { name: tier.config.name, defaultMode: 0o444 },
  });
});

describe('R1: how many', () => {
  test('a fixed wish is in the Deployment', () => {
    const objects = rendered({ scale: Scale.fixed(5) });

    expect(specOf(objects, 'Deployment').replicas).toBe(5);
    expect(objects.map(({ kind }) => kind)).not.toContain('HorizontalPodAutoscaler');
  });

  test('by load the autoscaler alone decides, so that applying again changes nothing', () => {
    const objects = rendered({ scale: Scale.between(4, 10) });

    expect(specOf(objects, 'Deployment')).not.toHaveProperty('replicas');
    expect(specOf(objects, 'HorizontalPodAutoscaler')).toMatchObject({
      minReplicas: 4,
      maxReplicas: 10,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
    });
  });

  test('more at once, fewer one by one after five minutes', () => {
    expect(specOf(rendered({ scale: Scale.between(4, 10) }), 'HorizontalPodAutoscaler').behavior).toMatchObject({
      scaleUp: { stabilizationWindowSeconds: 0 },
      scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
    });
  });

  test('fewer after as long as the scale says', () => {
    const scale = Scale.between(4, 10, 70, Duration.minutes(1));

    expect(specOf(rendered({ scale }), 'HorizontalPodAutoscaler').behavior).toMatchObject({
      scaleDown: { stabilizationWindowSeconds: 60 },
    });
  });

  test('the construct hands its autoscaler out, if it has one', () => {
    expect(web(newChart(), { scale: Scale.fixed(5) }).autoscaler).toBeUndefined();
    expect(web(newChart(), { scale: Scale.between(4, 10) }).autoscaler?.name).toBe('web-autoscaler');
  });
});

test('R4: a Service finds the port by its name, and pods that are ready answer there', () => {
  const tier = web(newChart());
  const nginx = containerOf(rendered(), 'nginx');

  expect(tier).toMatchObject({ instance: 'web', podPort: 8080, portName: 'http' });
  expect(nginx.ports).toEqual([{ name: tier.portName, containerPort: tier.podPort, protocol: 'TCP' }]);
  expect(nginx.readinessProbe).toMatchObject({ httpGet: { port: tier.portName } });
});

test('R34: the web servers of a lost machine are started elsewhere after a minute', () => {
  expect(deploymentPod(rendered()).tolerations).toEqual(
    ['not-ready', 'unreachable'].map((state) => ({
      key: `node.kubernetes.io/${state}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 60,
    })),
  );
});

describe('R6: web server and shipper in one pod', () => {
  test('in containers of their own, each with an image of its own', () => {
    const objects = rendered();

    expect(containerOf(objects, 'nginx').image).toMatch(/nginx-unprivileged:/);
    expect(containerOf(objects, 'filebeat').image).toMatch(/filebeat:/);
  });

  test('the web server writes, the shipper reads', () => {
    const mountOf = (name: string) =>
      containerOf(rendered(), name).volumeMounts?.find((mount) => mount.name === 'access-log');

    expect(mountOf('nginx')).toEqual({ name: 'access-log', mountPath: '/var/log/web' });
    expect(mountOf('filebeat')).toEqual({ name: 'access-log', mountPath: '/var/log/web', readOnly: true });
  });

  test('from Kubernetes 1.29 on the shipper starts before the web server and stops after it', () => {
    const { containers, initContainers } = deploymentPod(rendered({}, on('1.29')));
    const described = (each: RenderedContainer) => [each.name, each.restartPolicy];

    expect(initContainers.map(described)).toEqual([
      ['filebeat', 'Always'],
      ['rotate-access-log', 'Always'],
    ]);
    expect(containers.map(described)).toEqual([
      ['nginx', undefined],
      ['application', undefined],
    ]);
  });

  test('before, it is a container like the others', () => {
    const { containers, initContainers } = deploymentPod(rendered({}, on('1.28')));

    expect(initContainers).toEqual([]);
    expect(containers.map(({ name }) => name)).toEqual(['nginx', 'application', 'filebeat', 'rotate-access-log']);
    expect(containers.every((each) => each.restartPolicy === undefined)).toBe(true);
  });
});

describe('R7: the access log', () => {
  test('is 100 KB of RAM, and nowhere else', () => {
    expect(deploymentPod(rendered()).volumes).toContainEqual({
      name: 'access-log',
      emptyDir: { medium: 'Memory', sizeLimit: '100Ki' },
    });
    expect(filesOf(rendered(), 'web-config')['nginx.conf']).toContain(
      'access_log /var/log/web/access.log access if=$is_written;',
    );
  });

  test('rotates by a container that may signal nginx', () => {
    const objects = rendered();

    expect(containerOf(objects, 'rotate-access-log').command?.slice(2)).toEqual([
      '/var/log/web/access.log',
      '32768',
      '90112',
      '/run/web',
      '100',
    ]);
    expect(filesOf(objects, 'web-config')['nginx.conf']).toContain('pid /run/web/nginx.pid;');
    expect(deploymentPod(objects).shareProcessNamespace).toBe(true);
    expect(containerOf(objects, 'rotate-access-log').image).toBe(containerOf(objects, 'nginx').image);
  });

  test("nginx leaves out what the files do not bear, and counts it outside of the log's memory", () => {
    const small = filesOf(rendered(), 'web-config')['nginx.conf'];
    const large = filesOf(rendered({ accessLog: AccessLog.inMemory({ fileSize: '100Ki' }) }), 'web-config')[
      'nginx.conf'
    ];

    expect(small).toContain('rate=600r/s;\n\tlimit_req zone=lines burst=120 nodelay;\n\tlimit_req_dry_run on;');
    expect(large).toContain('rate=1200r/s;\n\tlimit_req zone=lines burst=240 nodelay;\n\tlimit_req_dry_run on;');
    expect(small).toContain('access_log /run/web/left-out.log left_out if=$is_left_out;');
    expect(deploymentPod(rendered()).volumes).toContainEqual({ name: 'run', emptyDir: { sizeLimit: '16Mi' } });
  });

  test('may be larger', () => {
    const objects = rendered({ accessLog: AccessLog.inMemory({ fileSize: '100Ki' }) });

    expect(deploymentPod(objects).volumes).toContainEqual({
      name: 'access-log',
      emptyDir: { medium: 'Memory', sizeLimit: '200Ki' },
    });
    expect(containerOf(objects, 'rotate-access-log').command).toEqual(expect.arrayContaining(['65536', '180224']));
  });
});

test('R11: pods prefer nodes without one of them', () => {
  const labelSelector = { matchLabels: { 'app.kubernetes.io/instance': 'web' } };

  expect(deploymentPod(rendered())).toMatchObject({
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { podAffinityTerm: { labelSelector, topologyKey: 'kubernetes.io/hostname' } },
        ],
      },
    },
    topologySpreadConstraints: [
      { labelSelector, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
    ],
  });
});

test('R16: every empty folder has a size, and every mount its volume', () => {
  const { containers, initContainers, volumes } = deploymentPod(rendered(allProps));
  const mounts = [...initContainers, ...containers].flatMap(({ volumeMounts }) => volumeMounts ?? []);

  for (const volume of volumes.filter(({ emptyDir }) => emptyDir !== undefined)) {
    expect(volume).toMatchObject({ emptyDir: { sizeLimit: expect.any(String) } });
  }
  expect(new Set(mounts.map(({ name }) => name))).toEqual(new Set(volumes.map(({ name }) => name)));
});

describe('R17: probes', () => {
  test('nginx has the patience of the notes when it starts', () => {
    expect(containerOf(rendered(), 'nginx').startupProbe).toMatchObject(STARTUP_PATIENCE);
  });

  test('a rollout is not given up before a pod’s start is', () => {
    const { initialDelaySeconds, periodSeconds, failureThreshold } = STARTUP_PATIENCE;

    expect(specOf(rendered(), 'Deployment').progressDeadlineSeconds).toBeGreaterThan(
      initialDelaySeconds + periodSeconds * failureThreshold,
    );
  });

  test('liveness asks each container for itself', () => {
    const objects = rendered();

    expect(containerOf(objects, 'nginx').livenessProbe).toMatchObject({ httpGet: { path: '/-/nginx', port: 'http' } });
    expect(containerOf(objects, 'application').livenessProbe).toMatchObject({ httpGet: { port: 'application' } });
    expect(containerOf(objects, 'filebeat').livenessProbe).toMatchObject({ httpGet: { port: 'filebeat' } });
    expect(containerOf(objects, 'rotate-access-log').livenessProbe).toMatchObject({
      exec: { command: ['sh', '/etc/web/access-log-rotates.sh', '/var/log/web/access.log', '32768', '90112'] },
    });
  });
});

describe('R20: work that ends, sidecars and programs', () => {
  test('init containers that end come before sidecars', () => {
    expect(deploymentPod(rendered(allProps)).initContainers.map(({ name }) => name)).toEqual([
      'clone-repository',
      'filebeat',
      'rotate-access-log',
    ]);
  });
});

test('R21: a changed file rolls the pods', () => {
  const checksum = (props: Partial<WebWithFilebeatSidecarProps>) =>
    (specOf(rendered(props), 'Deployment').template as { metadata: Manifest['metadata'] }).metadata.annotations;

  expect(checksum({})).toEqual({ 'checksum/config': expect.stringMatching(/^[0-9a-f]{16}$/) });
  expect(checksum({})).toEqual(checksum({}));
  expect(checksum({ resources: { cpu: '3', memory: '128Mi' } })).not.toEqual(checksum({}));
});

test('R27: everything carries the standard labels, pods too', () => {
  const objects = rendered(allProps);
  const template = specOf(objects, 'Deployment').template as { metadata: Manifest['metadata'] };

  for (const { labels } of [...objects.map(({ metadata }) => metadata), template.metadata]) {
    expect(labels).toEqual({
      'app.kubernetes.io/name': 'shop',
      'app.kubernetes.io/instance': 'web',
      'app.kubernetes.io/component': 'web',
      'app.kubernetes.io/part-of': 'wordpress',
      'app.kubernetes.io/version': '3.2.1',
      'app.kubernetes.io/managed-by': 'cdk8s',
    });
  }
});

describe('R30: updates', () => {
  test('no pod leaves before its successor is ready', () => {
    expect(specOf(rendered(), 'Deployment').strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' },
    });
  });

  test('a leaving pod serves until endpoints have forgotten it, within its time', () => {
    expect(containerOf(rendered(), 'nginx').lifecycle).toEqual({ preStop: { exec: { command: ['sleep', '5'] } } });
    expect(deploymentPod(rendered()).terminationGracePeriodSeconds).toBe(60);
  });

  test('another image of nginx changes nothing else', () => {
    const image = 'docker.io/nginxinc/nginx-unprivileged:1.29.3';
    const before = JSON.stringify(rendered()).replaceAll(String(containerOf(rendered(), 'nginx').image), image);

    expect(JSON.stringify(rendered({ image }))).toBe(before);
  });
});

describe('R31: resources', () => {
  test('nginx has as many workers as cores, rounded up', () => {
    const workers = (resources: WebWithFilebeatSidecarProps['resources']) =>
      /worker_processes (\d+);/.exec(filesOf(rendered({ resources }), 'web-config')['nginx.conf'] ?? '')?.[1];

    expect(workers(undefined)).toBe('1');
    expect(workers({ cpu: '1500m', memory: '128Mi' })).toBe('2');
    expect(workers({ cpu: '100m', cpuLimit: '4', memory: '128Mi' })).toBe('4');
  });
});

test('R33: pods come from a template with a number of copies alone', () => {
  const kinds = rendered().map(({ kind }) => kind);

  expect(kinds).toContain('Deployment');
  expect(kinds).not.toContain('Pod');
});

test('R34: nodes are drained one after the other, also with pods that serve nobody', () => {
  expect(specOf(rendered(), 'PodDisruptionBudget')).toEqual({
    maxUnavailable: '25%',
    selector: { matchLabels: { 'app.kubernetes.io/instance': 'web' } },
    unhealthyPodEvictionPolicy: 'AlwaysAllow',
  });
  expect(specOf(rendered(allProps), 'PodDisruptionBudget')).toMatchObject({ minAvailable: 3 });
});

describe('connections of the database', () => {
  function tier(scale: Scale, maxConnections: number, children = 6): () => void {
    return () => {
      const chart = newChart();
      const application = new WordPressSite(chart, 'Site', {
        database: database(chart, { maxConnections }),
        files: { size: '1Gi', class: StorageClass.sharedFiles('shared') },
        host: 'blog.example.org',
        adminEmail: 'editor@example.org',
        children,
      });
      web(chart, { application, scale });
    };
  }

  test('all pods of an update and the jobs fit, to the last one', () => {
    // 10 pods, 3 more during an update, 6 each, and 2 of jobs.
    expect(tier(Scale.between(4, 10), 80)).not.toThrow();
    expect(tier(Scale.fixed(10), 80)).not.toThrow();
  });

  test('rejects one more than the database takes', () => {
    expect(tier(Scale.between(4, 10), 79)).toThrow(
      new ConfigurationError(
        'test/chart/Web: scale.maximum is 10; with 6 php-fpm children a pod, 13 pods during an update and 2 connections ' +
          'of jobs, the database would get 80 connections and takes 79; use at most 9, fewer children, or a database with ' +
          'more memory',
      ),
    );
  });

  test.each([16, 20, 33, 41, 45, 79, 112, 150])('what it says to use with %i connections fits', (maxConnections) => {
    let most = 0;
    try {
      tier(Scale.fixed(100), maxConnections)();
    } catch (error) {
      most = Number(/use at most (\d+),/.exec(String(error))?.[1]);
    }

    expect(tier(Scale.fixed(most), maxConnections)).not.toThrow();
    expect(tier(Scale.fixed(most + 1), maxConnections)).toThrow(ConfigurationError);
  });

  test('rejects a database that is too small for a single pod', () => {
    expect(tier(Scale.fixed(1), 10)).toThrow(
      new ConfigurationError(
        'test/chart/Web: scale.maximum is 1; with 6 php-fpm children a pod, 2 pods during an update and 2 connections of ' +
          'jobs, the database would get 14 connections and takes 10; use fewer children, or a database with more memory',
      ),
    );
  });
});

test('rejects a number of copies that is none', () => {
  expect(() => web(newChart(), { scale: Scale.fixed(0) })).toThrow(
    new ConfigurationError(
      'test/chart/Web: scale.minimum is 0; copies are counted in whole numbers from 1 on; use for example Scale.fixed(5) ' +
        'or Scale.between(4, 10)',
    ),
  );
});

test('rejects a disruption that keeps nodes from being drained', () => {
  expect(() => web(newChart(), { scale: Scale.between(4, 10), disruption: Disruption.minAvailable(4) })).toThrow(
    new ConfigurationError(
      'test/chart/Web: disruption.minAvailable is 4; with 4 copies no pod could ever leave its node, and the node never ' +
        'be drained; use Disruption.maxUnavailable(1)',
    ),
  );
});

test('rejects a log that fills the memory of nginx', () => {
  expect(() => web(newChart(), { accessLog: AccessLog.inMemory({ fileSize: '64Mi' }) })).toThrow(
    new ConfigurationError(
      "test/chart/Web: accessLog.fileSize is 64Mi; the two files live in the web server's memory, which is 128Mi, and " +
        'may take half of it; use at most 32Mi, or give the web server more memory',
    ),
  );
});

test('rejects an image of nginx that floats', () => {
  expect(() => web(newChart(), { image: 'docker.io/nginxinc/nginx-unprivileged:stable' })).toThrow(
    new ConfigurationError(
      'test/chart/Web: image is docker.io/nginxinc/nginx-unprivileged:stable; the tag stable means another image ' +
        'tomorrow; use the tag of a version, like 11.8.8',
    ),
  );
});

test('rejects resources of nginx that are none', () => {
  expect(() => web(newChart(), { resources: { cpu: '1', memory: '128Mi', cpuLimit: 'all' } })).toThrow(
    new ConfigurationError(
      'test/chart/Web: resources.cpuLimit is all; it must be a positive Kubernetes quantity, a number with a unit that ' +
        'Kubernetes knows; write for example 500m for CPU, 512Mi for memory or 30Gi for storage',
    ),
  );
});
