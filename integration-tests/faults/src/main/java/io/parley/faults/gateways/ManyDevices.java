package io.parley.faults.gateways;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.faults.Fault;
import io.parley.faults.FaultRun;
import io.parley.faults.PromiseBroken;
import io.parley.pipeline.PipelineJob;
import io.parley.schemas.command.ChangeMembers;
import io.parley.schemas.command.SendMessage;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.simulator.GatewayPool;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fault in which one user has more devices than the router keeps, and one of them connects again
 * and again.
 *
 * <ul>
 *   <li>Sixteen connected devices get everything. A seventeenth is refused and gets nothing, and
 *       the sixteen do not suffer. The router counts the refusal in {@code refusedDevices}.
 *   <li>When one of the sixteen leaves, the seventeenth takes its place with its next session.
 *   <li>A device that connects sixteen times within seconds, with a message before each, has every
 *       message in the end, and goes on to get them.
 * </ul>
 */
public final class ManyDevices implements Fault {

  /** As the router's option {@code routing.devices.max}. */
  private static final int MOST = 16;

  private static final int MESSAGES = 5;
  private static final int RECONNECTS = 16;

  /** For a session to reach the router, and for a delivery that must not come. */
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private static final Duration BETWEEN = Duration.ofMillis(300);

  @Override
  public String name() {
    return "many-devices";
  }

  @Override
  public String what() {
    return "A user with 17 devices, one of which connects 16 times within seconds.";
  }

  @Override
  public void inflict(FaultRun run) throws IOException, InterruptedException {
    String tag = "many-" + run.chance().between(1, Integer.MAX_VALUE - 1);
    try (GatewayPool gateways =
        new GatewayPool(
            run.pipeline().stack().services(),
            "gw-" + tag,
            2,
            new SimpleMeterRegistry(),
            Runnable::run)) {
      Handset ann = new Handset(tag + "-ann", tag + "-ann.d");
      List<Handset> bob =
          IntStream.rangeClosed(1, MOST + 1)
              .mapToObj(number -> new Handset(tag + "-bob", tag + "-bob.d" + number))
              .toList();
      new Conversation(run, gateways, tag, ann, bob).play();
    }
  }

  /** The conversation between a user with one device and one with many. */
  private record Conversation(
      FaultRun run, GatewayPool gateways, String tag, Handset ann, List<Handset> bob) {

    void play() throws IOException, InterruptedException {
      ann.connect(gateways, 0);
      List<Handset> sixteen = bob.subList(0, MOST);
      for (int i = 0; i < MOST; i++) {
        bob.get(i).connect(gateways, i % 2);
      }
      run.talk(A_WHILE);
      ann.send(
          tag, tag, new ChangeMembers(ConversationKind.GROUP, List.of(join("-ann"), join("-bob"))));
      run.await("the conversation", () -> ann.stored() == 1);
      say(MESSAGES);
      awaitEvents(sixteen, 1 + MESSAGES);
      run.mark("16 devices of one user have everything");

      Handset seventeenth = bob.get(MOST);
      long refused = refusals();
      seventeenth.connect(gateways, 0);
      run.await("a refusal", () -> refusals() > refused);
      say(MESSAGES);
      awaitEvents(sixteen, 1 + 2 * MESSAGES);
      run.talk(A_WHILE);
      if (seventeenth.events() > 0) {
        throw new PromiseBroken("The 17th device got events although 16 were connected");
      }
      run.mark("the 17th is refused and counted, and the 16 have everything");

      bob.get(0).disconnect();
      seventeenth.disconnect();
      run.talk(A_WHILE);
      seventeenth.connect(gateways, 1);
      run.talk(A_WHILE);
      say(MESSAGES);
      awaitEvents(List.of(seventeenth), MESSAGES);
      run.mark("the 17th has taken the place of one that left");
      reconnect(bob.get(1));
    }

    private void reconnect(Handset restless) throws InterruptedException {
      for (int n = 0; n < RECONNECTS; n++) {
        say(1);
        restless.disconnect();
        restless.connect(gateways, n % 2);
        run.talk(BETWEEN);
      }
      awaitEvents(List.of(restless), 1 + 3 * MESSAGES + RECONNECTS);
      say(MESSAGES);
      awaitEvents(List.of(restless), 1 + 4 * MESSAGES + RECONNECTS);
      run.mark("a device that connected 16 times within seconds has everything, and goes on");
    }

    private void say(int messages) {
      int before = ann.stored();
      for (int n = 0; n < messages; n++) {
        ann.send(
            tag + "-" + before + "-" + n,
            tag,
            new SendMessage(MessageType.TEXT, "message " + n, null, null, List.of()));
      }
      run.await("acks of " + messages, () -> ann.stored() >= before + messages);
    }

    private void awaitEvents(List<Handset> devices, int events) {
      run.await(
          events + " events on each of " + devices,
          () -> devices.stream().allMatch(device -> device.events() >= events));
    }

    private long refusals() throws IOException {
      return run.pipeline().counter(PipelineJob.DELIVERY_ROUTING, "refusedDevices");
    }

    private MemberChange join(String user) {
      return new MemberChange(tag + user, MemberAction.JOIN, MemberRole.ADMIN, NotifyLevel.ALL);
    }
  }
}
