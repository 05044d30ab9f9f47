import { drop, push, remove, set, testRule } from './house';

const NGINX = 'spec.template.spec.containers[nginx]';
const FILEBEAT = 'spec.template.spec.initContainers[filebeat]';
const BACKEND = 'spec.rules[0].http.paths[0].backend.service';

testRule('container-ports', {
  accepts: {
    'one number for two protocols': [
      push('Deployment/web', `${NGINX}.ports`, { name: 'http3', containerPort: 8080, protocol: 'UDP' }),
    ],
  },
  rejects: {
    'a port below 1024': [
      [set('Deployment/web', `${NGINX}.ports[http].containerPort`, 80)],
      "house/Deployment/web: spec.template.spec.containers[nginx].ports[http].containerPort is 80; a process without privileges can't listen below 1024; listen on a port like 8080, and let the Service have the low one",
    ],
    'one number in two containers': [
      [set('Deployment/web', `${FILEBEAT}.ports[filebeat].containerPort`, 8080)],
      'house/Deployment/web: spec.template.spec.containers[nginx].ports[http].containerPort is 8080; containers of a pod share one network, and another one has this port; use another port',
    ],
    'one name in two containers': [
      [set('Deployment/web', `${FILEBEAT}.ports[filebeat].name`, 'http')],
      'house/Deployment/web: spec.template.spec.containers[nginx].ports[http].name is http; another port of the pod has this name, so nobody knows which one is meant; use another name',
    ],
  },
});

testRule('known-service-ports', {
  accepts: {
    'the number of a port': [set('Service/web', 'spec.ports[http].targetPort', 8080)],
  },
  rejects: {
    'a name that no container has': [
      [set('Service/web', 'spec.ports[http].targetPort', 'htpp')],
      'house/Service/web: spec.ports[http].targetPort is htpp; no container of Deployment web declares this TCP port, there is filebeat, http; declare the port in the container, or correct the name or number',
    ],
    'a number that no container has': [
      [set('Service/web', 'spec.ports[http].targetPort', 80)],
      'house/Service/web: spec.ports[http].targetPort is 80; no container of Deployment web declares this TCP port, there is filebeat, http; declare the port in the container, or correct the name or number',
    ],
    'its own number where it names no other': [
      [set('Service/database-nodes', 'spec.ports[mysql].port', 3307)],
      'house/Service/database-nodes: spec.ports[mysql].port is 3307; no container of StatefulSet database declares this TCP port, there is mysql, metrics; declare the port in the container, or correct the name or number',
    ],
    'another protocol': [
      [set('Service/web', 'spec.ports[http].protocol', 'UDP')],
      'house/Service/web: spec.ports[http].targetPort is http; no container of Deployment web declares this UDP port, there is filebeat, http; declare the port in the container, or correct the name or number',
    ],
    'metrics of a port that no Service has': [
      [set('ServiceMonitor/web', 'spec.endpoints[0].port', 'htpp')],
      'house/ServiceMonitor/web: spec.endpoints[0].port is htpp; none of its Services has a port of this name, there is http; use the name of a port of the Service',
    ],
    'metrics at a port that no container has': [
      [set('PodMonitor/database', 'spec.podMetricsEndpoints[0].port', 'metric')],
      'house/PodMonitor/database: spec.podMetricsEndpoints[0].port is metric; no container of its pods declares this port, there is mysql, metrics; declare the port in the container, or correct the name or number',
    ],
  },
});

testRule('known-probe-ports', {
  rejects: {
    'a name that the container has not': [
      [set('Deployment/web', `${NGINX}.livenessProbe.httpGet.port`, 'filebeat')],
      'house/Deployment/web: spec.template.spec.containers[nginx].livenessProbe.httpGet.port is filebeat; the container declares no such port, there is http; declare the port in the container, or correct the name or number',
    ],
    'a number that the container has not': [
      [set('Deployment/web', `${NGINX}.readinessProbe.httpGet.port`, 8081)],
      'house/Deployment/web: spec.template.spec.containers[nginx].readinessProbe.httpGet.port is 8081; the container declares no such port, there is http; declare the port in the container, or correct the name or number',
    ],
    'a hook at a port that the container has not': [
      [set('Deployment/web', `${NGINX}.lifecycle.preStop.httpGet`, { path: '/stop', port: 9000 })],
      'house/Deployment/web: spec.template.spec.containers[nginx].lifecycle.preStop.httpGet.port is 9000; the container declares no such port, there is http; declare the port in the container, or correct the name or number',
    ],
    'any port of a container without ports': [
      [drop('StatefulSet/database', 'spec.template.spec.containers[mariadb].ports')],
      'house/StatefulSet/database: spec.template.spec.containers[mariadb].livenessProbe.tcpSocket.port is mysql; the container declares no such port, there is none; declare the port in the container, or correct the name or number',
    ],
  },
});

testRule('known-backends', {
  accepts: {
    'the number of a port': [set('Ingress/web', `${BACKEND}.port`, { number: 80 })],
    "the number of the pods' port in a Route": [
      set('Service/web', 'spec.ports[http].targetPort', 8080),
      set('Route/web', 'spec.port.targetPort', 8080),
    ],
    'a route that only redirects': [set('HTTPRoute/web', 'spec.rules', [{ filters: [{ type: 'RequestRedirect' }] }])],
  },
  rejects: {
    'a Service that nobody made': [
      [remove('Service/web')],
      'house/Ingress/web: spec.rules[0].http.paths[0].backend.service.name is web; there is no Service of this name in namespace blog, so every request would fail; refer to the Service by its name property',
      'house/HTTPRoute/web: spec.rules[0].backendRefs[web].name is web; there is no Service of this name in namespace blog, so every request would fail; refer to the Service by its name property',
      'house/Route/web: spec.to.name is web; there is no Service of this name in namespace blog, so every request would fail; refer to the Service by its name property',
    ],
    'ports that the Service has not': [
      [
        set('Ingress/web', `${BACKEND}.port.name`, 'https'),
        set('HTTPRoute/web', 'spec.rules[0].backendRefs[web].port', 8080),
        set('Route/web', 'spec.port.targetPort', 'https'),
      ],
      'house/Ingress/web: spec.rules[0].http.paths[0].backend.service.port.name is https; Service web has no such port, it has http; use one of the ports of the Service',
      'house/HTTPRoute/web: spec.rules[0].backendRefs[web].port is 8080; Service web has no such port, it has 80; use one of the ports of the Service',
      'house/Route/web: spec.port.targetPort is https; Service web has no such port, it has http; use one of the ports of the Service',
    ],
    'a number that the Service has not': [
      [set('Ingress/web', `${BACKEND}.port`, { number: 8080 })],
      'house/Ingress/web: spec.rules[0].http.paths[0].backend.service.port.number is 8080; Service web has no such port, it has 80; use one of the ports of the Service',
    ],
    'a Service of another namespace': [
      [set('HTTPRoute/web', 'spec.rules[0].backendRefs[web].namespace', 'shop')],
      'house/HTTPRoute/web: spec.rules[0].backendRefs[web].name is web; there is no Service of this name in namespace shop, so every request would fail; refer to the Service by its name property',
    ],
    'a default backend that nobody made': [
      [set('Ingress/web', 'spec.defaultBackend.service', { name: 'error-page', port: { name: 'http' } })],
      'house/Ingress/web: spec.defaultBackend.service.name is error-page; there is no Service of this name in namespace blog, so every request would fail; refer to the Service by its name property',
    ],
  },
});
