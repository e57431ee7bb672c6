/**
 * Tests that state outlives a release. Savepoints that older releases took, in {@code
 * src/test/resources/savepoints}, are restored on the jobs of today.
 *
 * <p>With each release, add one:
 *
 * <pre>{@code
 * mvn -pl integration-tests/e2e -am verify -Dit.test=UpgradeIT -Dtest=none \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false \
 *     -Dparley.savepoint.record=1.2.0
 * }</pre>
 *
 * <p>and commit the directory that it leaves in {@code src/test/resources/savepoints}. A savepoint
 * names no directory outside itself, so it can be restored anywhere. Never replace a savepoint that
 * is there, because it stands for the state of a deployment.
 */
package io.parley.e2e.upgrade;
