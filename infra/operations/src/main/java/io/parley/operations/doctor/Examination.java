package io.parley.operations.doctor;

import io.parley.command.cluster.ClusterConfig;
import java.util.List;

/** Looks at one system. Changes nothing. */
interface Examination {

  /** The system, such as "kafka". */
  String area();

  /**
   * The findings.
   *
   * @throws Exception if the system gives no answer
   */
  List<Finding> findings(ClusterConfig config) throws Exception;
}
