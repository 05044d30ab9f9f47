import { Duration } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { LateJobAlert, LateJobAlertProps } from '../../lib/database/late-job-alert';
import { Manifest, only, render } from '../objects';

const allProps: Required<LateJobAlertProps> = { labels: { release: 'prometheus' }, severity: 'page' };

function rule(props: LateJobAlertProps): Manifest {
  return only(
    render((chart) => {
      const cronJob = new k8s.KubeCronJob(chart, 'Nightly', { metadata: { labels: { team: 'blog' } } });
      const late = { alert: 'NightlyTooOld', cronJob, within: Duration.hours(30), summary: 'It is late.' };
      new LateJobAlert(chart, 'Alert', late, props);
    }),
    'PrometheusRule',
  );
}

describe('LateJobAlert', () => {
  test('counts from the last success, or from when the CronJob was made', () => {
    expect(rule({}).spec).toEqual({
      groups: [
        {
          name: 'nightly',
          rules: [
            {
              alert: 'NightlyTooOld',
              expr: 'time() - (kube_cronjob_status_last_successful_time{namespace="blog",cronjob="nightly"} or kube_cronjob_created{namespace="blog",cronjob="nightly"}) > 108000',
              for: '10m',
              labels: { severity: 'critical' },
              annotations: {
                summary: 'It is late.',
                description:
                  'The last success of CronJob nightly was {{ $value | humanizeDuration }} ago; it may be 1 day 6 hours.',
              },
            },
          ],
        },
      ],
    });
  });

  test('has the labels of its CronJob, and those by which Prometheus finds it', () => {
    expect(rule({}).metadata.labels).toEqual({ team: 'blog' });
    expect(rule(allProps).metadata.labels).toEqual({ team: 'blog', release: 'prometheus' });
    expect(rule(allProps).spec).toMatchObject({ groups: [{ rules: [{ labels: { severity: 'page' } }] }] });
  });
});
