module.exports = {
  ...require('./jest.cluster.config.js'),
  roots: ['<rootDir>/test/cluster/argo-cd'],
  testMatch: ['<rootDir>/test/cluster/argo-cd/*.test.ts'],
};
