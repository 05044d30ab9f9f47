import { drop, set, testRule } from './house';

testRule('sufficient-quotas', {
  accepts: { 'no quota': [drop('ResourceQuota/quota', 'spec.hard')] },
  rejects: {
    'R15: less than the stack needs at its most': [
      [set('ResourceQuota/quota', 'spec.hard[requests.memory]', '1Gi')],
      'house/ResourceQuota/quota: quota.memory is 1Gi; the stack needs up to 4Gi at its most (Deployment web 13 x 256Mi, StatefulSet database 3 x 128Mi, Deployment provisioner 2 x 128Mi, CronJob backup 1 x 128Mi); raise it to at least 4Gi',
    ],
  },
});
