import { Field } from './field';
import { isPort, PodPort, portsOf } from './pod';
import { defineRule, Finding } from './rule';
import { monitoredPods, monitoredServices, servicePods } from './selectors';
import { placeOf, Stack, StackObject } from './stack';

const FIRST_UNPRIVILEGED = 1024;
const PROBES = ['startupProbe', 'livenessProbe', 'readinessProbe'];

/** Ports that an unprivileged process may open, each one once. */
export const containerPorts = defineRule(
  'container-ports',
  'Container ports are 1024 or above, and numbers and names are unique in the pod.',
  function* ({ pods }): Iterable<Finding> {
    for (const { containers } of pods) {
      const ports = portsOf(containers);
      for (const [index, port] of ports.entries()) {
        const earlier = ports.slice(0, index);
        if (port.number < FIRST_UNPRIVILEGED) {
          yield {
            at: port.root.at('containerPort'),
            rule: `a process without privileges can't listen below ${FIRST_UNPRIVILEGED}`,
            fix: 'listen on a port like 8080, and let the Service have the low one',
          };
        }
        if (earlier.some(({ number, protocol }) => number === port.number && protocol === port.protocol)) {
          yield {
            at: port.root.at('containerPort'),
            rule: 'containers of a pod share one network, and another one has this port',
            fix: 'use another port',
          };
        }
        if (port.name !== undefined && earlier.some(({ name }) => name === port.name)) {
          yield {
            at: port.root.at('name'),
            rule: 'another port of the pod has this name, so nobody knows which one is meant',
            fix: 'use another name',
          };
        }
      }
    }
  },
);

/** Requests reach a container that listens. */
export const knownServicePorts = defineRule(
  'known-service-ports',
  'Every port of a Service or monitor leads to a port that a container of its pods declares.',
  function* (stack): Iterable<Finding> {
    for (const service of stack.ofKind('Service')) {
      for (const pod of servicePods(stack, service)) {
        const declared = portsOf(pod.containers);
        for (const port of service.spec.at('ports').list) {
          const at = port.at('targetPort').exists ? port.at('targetPort') : port.at('port');
          const protocol = port.at('protocol').text ?? 'TCP';
          if (!declared.some((target) => isPort(target, at.value) && target.protocol === protocol)) {
            yield undeclared(
              at,
              `no container of ${pod.owner.kind} ${pod.owner.name} declares this ${protocol} port`,
              declared,
            );
          }
        }
      }
    }
    for (const monitor of stack.ofKind('monitoring.coreos.com/PodMonitor')) {
      const declared = portsOf(monitoredPods(stack, monitor).flatMap(({ containers }) => containers));
      for (const at of monitor.spec.at('podMetricsEndpoints').list.map((endpoint) => endpoint.at('port'))) {
        if (at.exists && !declared.some(({ name }) => name === at.text)) {
          yield undeclared(at, 'no container of its pods declares this port', declared);
        }
      }
    }
    for (const monitor of stack.ofKind('monitoring.coreos.com/ServiceMonitor')) {
      const ports = monitoredServices(stack, monitor).flatMap(({ spec }) => spec.at('ports').list);
      const names = ports.flatMap((port) => port.at('name').text ?? []);
      for (const at of monitor.spec.at('endpoints').list.map((endpoint) => endpoint.at('port'))) {
        if (at.exists && !names.includes(at.text ?? '')) {
          yield {
            at,
            rule: `none of its Services has a port of this name, there is ${names.join(', ') || 'none'}`,
            fix: 'use the name of a port of the Service',
          };
        }
      }
    }
  },
);

/** The kubelet asks a port that the container has. */
export const knownProbePorts = defineRule(
  'known-probe-ports',
  'Every port that a probe or hook asks is declared by its container.',
  function* ({ pods }): Iterable<Finding> {
    for (const container of pods.flatMap(({ containers }) => containers)) {
      const { root } = container;
      const hooks = [
        ...PROBES.map((probe) => root.at(probe)),
        root.at('lifecycle', 'preStop'),
        root.at('lifecycle', 'postStart'),
      ];
      const declared = portsOf([container]);
      for (const at of hooks.flatMap((hook) => ['httpGet', 'tcpSocket', 'grpc'].map((way) => hook.at(way, 'port')))) {
        if (at.exists && !declared.some((port) => isPort(port, at.value))) {
          yield undeclared(at, 'the container declares no such port', declared);
        }
      }
    }
  },
);

/** Whoever routes requests finds the Service and its port. */
export const knownBackends = defineRule(
  'known-backends',
  'Every Service that an Ingress, HTTPRoute or Route sends requests to exists and has the port.',
  function* (stack): Iterable<Finding> {
    for (const ingress of stack.ofKind('networking.k8s.io/Ingress')) {
      const paths = ingress.spec.at('rules').list.flatMap((rule) => rule.at('http', 'paths').list);
      const backends = [ingress.spec.at('defaultBackend'), ...paths.map((path) => path.at('backend'))];
      for (const backend of backends.map((each) => each.at('service')).filter(({ exists }) => exists)) {
        const name = backend.at('port', 'name');
        const port = name.exists ? name : backend.at('port', 'number');
        yield* backendOf(stack, ingress, backend.at('name'), port, (each) => each.at(name.exists ? 'name' : 'port'));
      }
    }
    for (const route of stack.ofKind('gateway.networking.k8s.io/HTTPRoute')) {
      const backends = route.spec.at('rules').list.flatMap((rule) => rule.at('backendRefs').list);
      for (const backend of backends.filter((each) => (each.at('kind').text ?? 'Service') === 'Service')) {
        yield* backendOf(
          stack,
          route,
          backend.at('name'),
          backend.at('port'),
          (each) => each.at('port'),
          backend.at('namespace').text,
        );
      }
    }
    for (const route of stack.ofKind('route.openshift.io/Route')) {
      const port = route.spec.at('port', 'targetPort');
      const named = port.text !== undefined;
      yield* backendOf(stack, route, route.spec.at('to', 'name'), port, (each) =>
        each.at(named ? 'name' : 'targetPort'),
      );
    }
  },
);

function* backendOf(
  stack: Stack,
  { namespace: own }: StackObject,
  name: Field,
  port: Field,
  portOf: (port: Field) => Field,
  namespace = own,
): Iterable<Finding> {
  const service = stack.find('Service', namespace, name.text ?? '');
  if (!service) {
    if (!stack.exists('Service', namespace, name.text ?? '')) {
      yield {
        at: name,
        rule: `there is no Service of this name in ${placeOf(namespace)}, so every request would fail`,
        fix: 'refer to the Service by its name property',
      };
    }
    return;
  }
  const ports = service.spec.at('ports').list.map(portOf);
  if (!ports.some(({ value }) => value !== undefined && value === port.value)) {
    yield {
      at: port,
      rule: `Service ${service.name} has no such port, it has ${ports.map(({ value }) => value ?? 'one without').join(', ') || 'none'}`,
      fix: 'use one of the ports of the Service',
    };
  }
}

function undeclared(at: Field, what: string, declared: readonly PodPort[]): Finding {
  const known = declared.map(({ name, number }) => name ?? number).join(', ');
  return {
    at,
    rule: `${what}, there is ${known || 'none'}`,
    fix: 'declare the port in the container, or correct the name or number',
  };
}
