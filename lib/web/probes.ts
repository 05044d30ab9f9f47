import { k8s } from 'cdk8s-plus-27';
import { intOrString } from '../kubernetes/quantity';

/** Patience with a slow start: a first look after 5 seconds, then every 6 seconds, up to 300 times. */
export const STARTUP_PATIENCE = { initialDelaySeconds: 5, periodSeconds: 6, failureThreshold: 300, timeoutSeconds: 5 };

type Probes = Pick<k8s.Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'>;

/**
 * Probes by HTTP. A failed readiness takes the pod out of the balancing and leaves it alone; only a liveness that fails
 * for a minute restarts the container.
 */
export function webProbes(port: string, paths: { readonly alive: string; readonly ready: string }): Probes {
  const get = (path: string) => ({ path, port: intOrString(port), scheme: 'HTTP' });
  return {
    startupProbe: { httpGet: get(paths.alive), ...STARTUP_PATIENCE },
    livenessProbe: { httpGet: get(paths.alive), periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 },
    readinessProbe: { httpGet: get(paths.ready), periodSeconds: 5, timeoutSeconds: 5, failureThreshold: 2 },
  };
}

/**
 * Probes by a command in the container, for a program behind a web server whose readiness asks it too.
 *
 * A program that is busy answers late, and a restart would throw away what it works on; out of the balancing it has
 * five minutes to come to itself.
 */
export function commandProbes(command: readonly string[]): Probes {
  const exec = { command: [...command] };
  return {
    startupProbe: { exec, ...STARTUP_PATIENCE },
    livenessProbe: { exec, periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 15 },
  };
}
