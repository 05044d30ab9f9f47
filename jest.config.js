module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/'],
  transform: { '\\.ts$': '<rootDir>/test/typescript-transform.js' },
  // Examples take the library as an outsider does.
  moduleNameMapper: { '^cdk8s-wordpress$': '<rootDir>/lib' },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
};
