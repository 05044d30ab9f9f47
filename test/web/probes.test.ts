import { commandProbes, STARTUP_PATIENCE, webProbes } from '../../lib/web/probes';

test('R17: a first look after 5 seconds, then every 6 seconds, up to 300 times', () => {
  expect(STARTUP_PATIENCE).toMatchObject({ initialDelaySeconds: 5, periodSeconds: 6, failureThreshold: 300 });
});

test('R17: a web server leaves the balancing after 10 seconds, and is restarted after a minute', () => {
  const probes = webProbes('http', { alive: '/alive', ready: '/ready' });

  expect(probes).toMatchObject({
    startupProbe: { httpGet: { path: '/alive', scheme: 'HTTP', port: { value: 'http' } }, ...STARTUP_PATIENCE },
    livenessProbe: { httpGet: { path: '/alive' }, periodSeconds: 10, failureThreshold: 6 },
    readinessProbe: { httpGet: { path: '/ready' }, periodSeconds: 5, failureThreshold: 2 },
  });
});

test('R17: a program behind a web server has five minutes', () => {
  const command = ['php', 'ping.php'];

  expect(commandProbes(command)).toEqual({
    startupProbe: { exec: { command }, ...STARTUP_PATIENCE },
    livenessProbe: { exec: { command }, periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 15 },
  });
});
