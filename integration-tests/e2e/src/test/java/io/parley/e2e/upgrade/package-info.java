/**
 * State outlives a release: savepoints that older releases took, in {@code
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
 * names no directory outside itself, so it can be restored anywhere. Never replace one that is
 * there: it stands for the state that somebody's deployment has.
 */
package io.parley.e2e.upgrade;
