package io.parley.faults.stall;

import io.parley.faults.DecodedTopic;
import io.parley.faults.FaultRun;
import io.parley.faults.PromiseBroken;
import io.parley.pipeline.PipelineJob;
import io.parley.schemas.push.PushKind;
import io.parley.schemas.push.PushRequest;
import io.parley.schemas.topic.Topics;
import java.io.IOException;
import java.util.List;

/**
 * Counts the alarms that the routing job raises from a moment on: sessions that it takes for ended
 * with their gateway, and notifications. With people who stay connected each is a false one. For
 * the thread that inflicts the fault.
 */
public final class FalseAlarms implements AutoCloseable {

  private static final String LAPSED = "lapsedSessions";

  private final FaultRun run;
  private final DecodedTopic<PushRequest> pushes;
  private final long lapsedBefore;

  private FalseAlarms(FaultRun run) throws IOException {
    this.run = run;
    this.pushes = new DecodedTopic<>(run, Topics.PUSH, PushRequest.class);
    this.lapsedBefore = lapsed();
  }

  /** Counts from now on. */
  public static FalseAlarms from(FaultRun run) throws IOException {
    return new FalseAlarms(run);
  }

  private long lapsed() throws IOException {
    return run.pipeline().counter(PipelineJob.DELIVERY_ROUTING, LAPSED);
  }

  /**
   * Checks that there was no alarm.
   *
   * @throws PromiseBroken if there was one
   */
  public void assertNone() throws IOException {
    long now = lapsed();
    // The counter begins anew when the job restarts.
    long lapsed = now < lapsedBefore ? now : now - lapsedBefore;
    List<String> notified = notified();
    if (lapsed > 0 || !notified.isEmpty()) {
      throw new PromiseBroken(
          "False alarms: %d sessions counted as ended, and notifications went to %s, while everybody stayed connected"
              .formatted(lapsed, notified));
    }
    run.mark("no session counted as ended, and nobody was notified");
  }

  private List<String> notified() throws IOException {
    return pushes.readToEnd().stream()
        .filter(push -> push.getKind() == PushKind.NOTIFY)
        .map(PushRequest::getUserId)
        .toList();
  }

  @Override
  public void close() throws IOException {
    pushes.close();
  }
}
