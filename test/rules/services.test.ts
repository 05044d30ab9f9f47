import { drop, set, testRule } from './house';

testRule('headless-services', {
  rejects: {
    'no Service': [
      [drop('StatefulSet/database', 'spec.serviceName')],
      "house/StatefulSet/database: spec.serviceName is missing; there is no Service of this name, and only a headless one gives each pod a name in DNS; make a Service with clusterIP: 'None' and the set's selectorLabels(...), and use its name",
    ],
    'a Service that nobody made': [
      [set('StatefulSet/database', 'spec.serviceName', 'database')],
      "house/StatefulSet/database: spec.serviceName is database; there is no Service of this name, and only a headless one gives each pod a name in DNS; make a Service with clusterIP: 'None' and the set's selectorLabels(...), and use its name",
    ],
    'a Service with an address': [
      [drop('Service/database-nodes', 'spec.clusterIP')],
      "house/StatefulSet/database: spec.serviceName is database-nodes; this Service has an address of its own, and only a headless one gives each pod a name in DNS; make a Service with clusterIP: 'None' and the set's selectorLabels(...), and use its name",
    ],
    'a Service for other pods': [
      [set('Service/database-nodes', 'spec.selector', { 'app.kubernetes.io/instance': 'web' })],
      "house/StatefulSet/database: spec.serviceName is database-nodes; this Service doesn't select its pods, and only a headless one gives each pod a name in DNS; make a Service with clusterIP: 'None' and the set's selectorLabels(...), and use its name",
    ],
  },
});
