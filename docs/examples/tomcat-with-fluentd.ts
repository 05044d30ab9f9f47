import { Construct } from 'constructs';
import {
  AccessLog,
  Application,
  LogInput,
  Peer,
  Scale,
  Shipper,
  StableChart,
  WebWithFilebeatSidecar,
} from 'cdk8s-wordpress';

/** A shop in Tomcat, whose access log is in RAM, 1 MB in two files, and goes to Kafka by Fluentd. */
export class Shop extends StableChart {
  constructor(scope: Construct, id: string) {
    super(scope, id, { namespace: 'shop' });
    new WebWithFilebeatSidecar(this, 'Web', {
      application: Application.standalone({
        name: 'tomcat',
        image: 'registry.example.org/shop:3.4.0',
        port: 8080,
        user: { uid: 1000 },
        resources: { cpu: '500m', memory: '1Gi' },
        writableFolders: ['/tmp', '/usr/local/tomcat/work', '/usr/local/tomcat/temp'],
        logDirectory: '/usr/local/tomcat/logs',
        logFile: 'access.',
      }),
      accessLog: AccessLog.inMemory({ fileSize: '500Ki' }),
      scale: Scale.between(2, 6),
      shipper: Shipper.fluentd({
        image: 'registry.example.org/fluentd-kafka:1.18.0',
        to: LogInput.kafka({ brokers: ['kafka.logging.svc:9092'], topic: 'shop', peer: Peer.namespace('logging') }),
      }),
    });
  }
}
