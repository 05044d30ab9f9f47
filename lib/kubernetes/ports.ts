import { k8s } from 'cdk8s-plus-27';
import { intOrString } from './quantity';

/** Ports by their names. */
export type NamedPorts = Readonly<Record<string, number>>;

/** Ports of a container. */
export function containerPorts(ports: NamedPorts): k8s.ContainerPort[] {
  return Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' }));
}

/** Ports of a Service, which go to the container's ports of the same names. */
export function servicePorts(ports: NamedPorts): k8s.ServicePort[] {
  return Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: intOrString(name), protocol: 'TCP' }));
}
