package io.parley.operations.transactions;

import io.parley.schemas.job.JobCatalogue;
import io.parley.schemas.job.JobSpec;
import java.util.Optional;

/**
 * The job that writes under a transactional id, and the prefix of the deployment.
 *
 * @param job by its name in the job catalogue, or "?" for an id of another form
 * @param prefix the {@code kafka.id-prefix} under which the job ran
 * @param ofThisDeployment whether the prefix is the one that the deployment has now
 */
record Owner(String job, String prefix, boolean ofThisDeployment) {

  /**
   * The owner of an id of the form {@code <prefix>-<job>-...}.
   *
   * @param idPrefix that the deployment has now
   */
  static Owner of(String transactionalId, String idPrefix) {
    JobCatalogue catalogue = JobCatalogue.load();
    for (JobSpec job : catalogue.jobs()) {
      if (transactionalId.startsWith(job.transactionalIds(idPrefix))) {
        return new Owner(job.name(), idPrefix, true);
      }
    }
    return catalogue.jobs().stream()
        .flatMap(job -> foreign(transactionalId, job).stream())
        .findFirst()
        .orElse(new Owner("?", "?", false));
  }

  private static Optional<Owner> foreign(String transactionalId, JobSpec job) {
    int at = transactionalId.indexOf("-" + job.name() + "-");
    return at <= 0
        ? Optional.empty()
        : Optional.of(new Owner(job.name(), transactionalId.substring(0, at), false));
  }

  /** For tables. */
  @Override
  public String toString() {
    return ofThisDeployment || job.equals("?") ? job : job + " (prefix " + prefix + ")";
  }
}
