module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/'],
  transform: { '\\.ts$': '<rootDir>/test/typescript-transform.js' },
  modulePathIgnorePatterns: ['<rootDir>/build/'],
};
