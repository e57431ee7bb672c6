package io.parley.faults.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.common.decode.Incoming;
import io.parley.common.decode.RecordCheck;
import io.parley.common.kafka.SourceRecord;
import io.parley.common.options.JobArguments;
import io.parley.common.options.OptionGroup;
import io.parley.common.options.OptionReader;
import io.parley.receipts.ReceiptAggregationOptions;
import io.parley.receipts.domain.EventFact;
import io.parley.receipts.domain.LedgerRules;
import io.parley.receipts.domain.ReceiptFact;
import io.parley.receipts.operator.LedgerChanges;
import io.parley.receipts.operator.LedgerFunction;
import io.parley.receipts.topics.Facts;
import io.parley.routing.RoutingOptions;
import io.parley.routing.domain.GatewaySign;
import io.parley.routing.domain.LargeGroupPolicy;
import io.parley.routing.domain.RoutingPolicy;
import io.parley.routing.operator.ConversationFanOut;
import io.parley.routing.operator.DeviceRouter;
import io.parley.routing.operator.GatewayState;
import io.parley.routing.operator.NewestPerKey;
import io.parley.routing.topics.EncodedDelivery;
import io.parley.routing.topics.ToUser;
import io.parley.routing.topics.TracedEvent;
import io.parley.routing.topics.UserInputs;
import io.parley.schemas.conversation.ConversationKind;
import io.parley.schemas.conversation.Media;
import io.parley.schemas.conversation.MemberAction;
import io.parley.schemas.conversation.MemberChange;
import io.parley.schemas.conversation.MemberRole;
import io.parley.schemas.conversation.MessageType;
import io.parley.schemas.conversation.NotifyLevel;
import io.parley.schemas.event.ConversationEvent;
import io.parley.schemas.event.MembersChanged;
import io.parley.schemas.event.MessageDeleted;
import io.parley.schemas.event.MessageEdited;
import io.parley.schemas.event.MessageSent;
import io.parley.schemas.id.Snowflake;
import io.parley.schemas.session.SessionEvent;
import io.parley.schemas.session.SessionState;
import io.parley.schemas.status.DeliveryStatus;
import io.parley.schemas.status.MessageStatus;
import io.parley.schemas.status.ReadCursor;
import io.parley.schemas.topic.TopicCatalogue;
import io.parley.schemas.topic.Topics;
import io.parley.schemas.wire.AvroSafety;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests that no record in a topic between the jobs stops a job, and that a record of another
 * conversation still gets where it belongs. Only the jobs may write these topics, and the checker
 * knows what must be in them. So the fault {@code input-bounds} leaves them alone, and this test
 * hands their extremes to the operators.
 *
 * <p>Seen red: after an event with a {@code command_appended_at} in the far future a task delivered
 * nothing any more, also after a restart. And with a router and a ledger that demanded positive ids
 * of messages.
 */
class InternalTopicsTest {

  static {
    AvroSafety.apply();
  }

  private static final long NOW = 1_767_225_600_000L;
  private static final int MAX_PARALLELISM = 12;
  private static final LargeGroupPolicy LARGE = new LargeGroupPolicy(3, 1_000, 60_000);

  private static final RoutingPolicy ROUTING =
      options(RoutingOptions.GROUPS, RoutingOptions::read).routing();

  /** With rows of receipts for up to three recipients, so that four members are too many. */
  private static final LedgerRules LEDGER =
      options(
              ReceiptAggregationOptions.GROUPS,
              ReceiptAggregationOptions::read,
              "--receipts.rows.max-recipients=3")
          .rules();

  private static <T> T options(
      List<OptionGroup> groups, Function<OptionReader, T> read, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--kafka.bootstrap-servers=localhost:1",
                "--registry.url=http://localhost:1",
                "--scylladb.contact-points=localhost:1",
                "--scylladb.local-datacenter=datacenter1"));
    arguments.addAll(List.of(more));
    return JobArguments.parse(groups, arguments.toArray(String[]::new), read).options();
  }

  /** Who is in the conversation before the event comes. */
  static List<List<String>> memberships() {
    return List.of(List.of(), List.of("ann", "bob"), List.of("ann", "bob", "cid", "dan"));
  }

  @ParameterizedTest
  @MethodSource("memberships")
  void noEventStopsTheRouting(List<String> members) throws Exception {
    try (var fanOut = fanOut();
        var router = router()) {
      connect(router, "bob");
      long now = NOW;
      for (Extreme extreme : extremes()) {
        connect(router, extreme.witness());
        List<ConversationEvent> events = new ArrayList<>();
        if (!members.isEmpty()) {
          events.add(joined(extreme.conversation(), members));
        }
        events.addAll(List.of(extreme.event(), extreme.event()));
        events.add(joined(extreme.other(), List.of("ann", extreme.witness())));
        events.add(event(extreme.other(), 2, sent()));
        for (ConversationEvent event : events) {
          fanOut.processElement(new StreamRecord<>(new TracedEvent(event, null)));
        }
        for (ToUser input : fanOut.extractOutputValues()) {
          router.processElement(new StreamRecord<>(input));
        }
        assertThat(router.extractOutputValues())
            .as(extreme::words)
            .anySatisfy(delivery -> assertThat(text(delivery)).contains(extreme.other()));
        now += 100;
        fanOut.getOutput().clear();
        fanOut.setProcessingTime(now);
        readUpTo(router, now);
        router.getOutput().clear();
      }
      fanOut.setProcessingTime(now + 70_000);
      readUpTo(router, now + 200_000);
      fanOut.snapshot(1, 1);
      router.snapshot(1, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("memberships")
  void noEventStopsTheReceipts(List<String> members) throws Exception {
    try (var ledger = ledger()) {
      long now = NOW;
      for (Extreme extreme : extremes()) {
        if (!members.isEmpty()) {
          tell(ledger, joined(extreme.conversation(), members));
        }
        read(ledger, extreme.conversation(), id(2));
        tell(ledger, extreme.event());
        tell(ledger, extreme.event());
        read(ledger, extreme.conversation(), Math.max(1, extreme.event().getMessageId()));
        tell(ledger, joined(extreme.other(), List.of("ann", "bob")));
        tell(ledger, event(extreme.other(), 2, sent()));
        read(ledger, extreme.other(), id(2));
        now += 3_000;
        ledger.setProcessingTime(now);
        ledger.processBothWatermarks(new Watermark(now));
        assertThat(ledger.extractOutputValues())
            .as(extreme::words)
            .filteredOn(changes -> changes.conversationId().equals(extreme.other()))
            .anySatisfy(changes -> assertThat(changes.statuses()).isNotEmpty());
        ledger.getOutput().clear();
      }
      ledger.snapshot(1, 1);
    }
  }

  @Test
  void noStatusStopsTheRouting() throws Exception {
    assertNoneStops(
        Topics.MESSAGE_STATUS,
        new UserInputs.OfStatus(),
        in -> in.value().getConversationId() + "/" + in.value().getMessageId(),
        in -> in.value().getVersion(),
        conversation ->
            new MessageStatus(
                conversation, id(2), "bob", DeliveryStatus.DELIVERED, 1, 1, 0, 5L, NOW));
  }

  @Test
  void noCursorStopsTheRouting() throws Exception {
    assertNoneStops(
        Topics.READ_CURSORS,
        new UserInputs.OfCursor(),
        in -> in.value().getConversationId() + "/" + in.value().getUserId(),
        in -> in.value().getVersion(),
        conversation -> new ReadCursor(conversation, "bob", id(2), id(2), 3, 5L, NOW));
  }

  /**
   * Plays the extremes of a record, one after the other, and after each of them a valid record of
   * another conversation, which must reach bob's phone.
   */
  private static <T extends SpecificRecord> void assertNoneStops(
      String topic,
      RichMapFunction<Incoming<T>, ToUser> toUser,
      NewestPerKey.Key<Incoming<T>> key,
      NewestPerKey.Version<Incoming<T>> version,
      Function<String, T> valid)
      throws Exception {
    try (var router = router();
        var newest =
            new OneInputStreamOperatorTestHarness<>(
                new NewestPerKey<>(key, version, Duration.ofMillis(200)))) {
      connect(router, "bob");
      newest.open();
      toUser.open(null);
      List<T> extremes =
          Extremes.of(valid.apply("c")).stream().filter(record -> accepts(topic, record)).toList();
      assertThat(extremes).hasSizeGreaterThan(20);
      for (int n = 0; n < extremes.size(); n++) {
        String other = "other-" + n;
        newest.processElement(new StreamRecord<>(new Incoming<>(source("c"), extremes.get(n))));
        newest.processElement(
            new StreamRecord<>(new Incoming<>(source(other), valid.apply(other))));
        newest.setProcessingTime(NOW + n * 1_000L);
        for (Incoming<T> out : newest.extractOutputValues()) {
          router.processElement(new StreamRecord<>(toUser.map(out)));
        }
        assertThat(router.extractOutputValues())
            .as("what comes after %s", extremes.get(n))
            .anySatisfy(delivery -> assertThat(text(delivery)).contains(other));
        newest.getOutput().clear();
        router.getOutput().clear();
      }
      router.snapshot(1, 1);
    }
  }

  /**
   * An event with a field at a bound.
   *
   * @param conversation of the event
   * @param other a conversation that must not be harmed
   * @param witness a user who is in that one only
   */
  private record Extreme(
      ConversationEvent event, String conversation, String other, String witness) {

    String words() {
      String all = event.toString();
      return "What comes after " + all.substring(0, Math.min(500, all.length()));
    }
  }

  /**
   * All kinds of events, but for those that become dead letters. Each is in a conversation of its
   * own, unless that is the field.
   */
  private static List<Extreme> extremes() {
    ConversationEvent file =
        event(
            "c",
            2,
            new MessageSent(
                MessageType.FILE,
                "caption",
                new Media("https://media.example/1", "image/png", 1L, "0".repeat(64)),
                1L,
                1,
                1L,
                List.of("bob")));
    List<ConversationEvent> events =
        Stream.of(
                file,
                event("c", 2, sent()),
                event("c", 2, new MessageEdited(MessageType.TEXT, "better", null, null)),
                event("c", 2, MessageDeleted.newBuilder().setAuthorId("ann").build()),
                members("c", 2, MemberAction.JOIN, List.of("eve")),
                members("c", 2, MemberAction.LEAVE, List.of("bob")),
                members("c", 2, MemberAction.SET_NOTIFY, List.of("bob")))
            .flatMap(valid -> Extremes.of(valid).stream())
            .filter(event -> accepts(Topics.EVENTS, event))
            .toList();
    List<Extreme> extremes = new ArrayList<>();
    for (ConversationEvent event : events) {
      int n = extremes.size();
      ConversationEvent own =
          event.getConversationId().equals("c")
              ? ConversationEvent.newBuilder(event).setConversationId("c-" + n).build()
              : event;
      extremes.add(new Extreme(own, own.getConversationId(), "other-" + n, "witness-" + n));
    }
    assertThat(extremes).hasSizeGreaterThan(100);
    return extremes;
  }

  /** Whether it is not a dead letter, given that its key is right. */
  private static <T extends SpecificRecord> boolean accepts(String topic, T record) {
    var spec = TopicCatalogue.load().topic(topic);
    List<String> ids = new ArrayList<>();
    for (String field : spec.key().split("/")) {
      ids.add(String.valueOf(record.get(record.getSchema().getField(field).pos())));
    }
    return RecordCheck.<T>contract(spec).refuse(source(String.join("/", ids)), record).isEmpty();
  }

  private static SourceRecord source(String key) {
    return new SourceRecord(
        "topic", 0, 0, NOW, true, key.getBytes(StandardCharsets.UTF_8), new byte[0], null);
  }

  private static long id(long n) {
    return Snowflake.of(NOW + n, 0, 0, 0);
  }

  private static MessageSent sent() {
    return new MessageSent(MessageType.TEXT, "hello", null, null, 1, 1L, List.of("bob"));
  }

  private static ConversationEvent joined(String conversation, List<String> users) {
    return members(conversation, 1, MemberAction.JOIN, users);
  }

  private static ConversationEvent members(
      String conversation, long n, MemberAction action, List<String> users) {
    List<MemberChange> changes =
        users.stream()
            .map(user -> new MemberChange(user, action, MemberRole.MEMBER, NotifyLevel.ALL))
            .toList();
    return event(
        conversation,
        n,
        MembersChanged.newBuilder()
            .setConversationKind(ConversationKind.GROUP)
            .setChanges(changes)
            .setMemberCount(changes.size())
            .build());
  }

  private static ConversationEvent event(String conversation, long n, Object payload) {
    return ConversationEvent.newBuilder()
        .setEventId(id(n))
        .setSequence(n)
        .setConversationId(conversation)
        .setMessageId(id(n))
        .setSenderId("ann")
        .setDeviceId("phone")
        .setClientMessageId("client-" + n)
        .setCreatedAt(NOW + n)
        .setCommandAppendedAt(NOW + n)
        .setPayload(payload)
        .build();
  }

  private static KeyedBroadcastOperatorTestHarness<String, TracedEvent, GatewaySign, ToUser>
      fanOut() throws Exception {
    var fanOut =
        new KeyedBroadcastOperatorTestHarness<String, TracedEvent, GatewaySign, ToUser>(
            new CoBroadcastWithKeyedOperator<>(
                new ConversationFanOut(LARGE, ROUTING.gatewayLease()),
                List.of(GatewayState.DESCRIPTOR)),
            TracedEvent::conversation,
            Types.STRING,
            MAX_PARALLELISM,
            1,
            0);
    fanOut.open();
    fanOut.processBroadcastElement(new StreamRecord<>(new GatewaySign("g1", 1, false, NOW)));
    return fanOut;
  }

  private static KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery>
      router() throws Exception {
    var router =
        new KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery>(
            new CoBroadcastWithKeyedOperator<>(
                new DeviceRouter(ROUTING), List.of(GatewayState.DESCRIPTOR)),
            ToUser::userId,
            Types.STRING,
            MAX_PARALLELISM,
            1,
            0);
    router.open();
    router.setProcessingTime(NOW);
    router.processBroadcastElement(new StreamRecord<>(new GatewaySign("g1", 1, false, NOW)));
    return router;
  }

  private static void connect(
      KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery> router,
      String user)
      throws Exception {
    SessionEvent session = new SessionEvent(user, "phone", "g1", 1L, 7L, SessionState.CONNECTED);
    router.processElement(
        new StreamRecord<>(UserInputs.ofSession(new Incoming<>(source(user), session))));
  }

  private static String text(EncodedDelivery delivery) {
    return new String(delivery.value(), StandardCharsets.UTF_8);
  }

  private static KeyedTwoInputStreamOperatorTestHarness<
          String, EventFact, ReceiptFact, LedgerChanges>
      ledger() throws Exception {
    var ledger =
        new KeyedTwoInputStreamOperatorTestHarness<String, EventFact, ReceiptFact, LedgerChanges>(
            new KeyedCoProcessOperator<>(new LedgerFunction(LEDGER)),
            EventFact::conversationId,
            ReceiptFact::conversationId,
            Types.STRING,
            MAX_PARALLELISM,
            1,
            0);
    ledger.setup(LedgerChanges.type().createSerializer(new SerializerConfigImpl()));
    ledger.open();
    return ledger;
  }

  private static void readUpTo(
      KeyedBroadcastOperatorTestHarness<String, ToUser, GatewaySign, EncodedDelivery> router,
      long time)
      throws Exception {
    router.processBroadcastElement(new StreamRecord<>(new GatewaySign("g1", 1, false, time)));
    router.processWatermark(new Watermark(time));
    router.processBroadcastWatermark(new Watermark(time));
    router.setProcessingTime(time);
  }

  private static void tell(
      KeyedTwoInputStreamOperatorTestHarness<String, EventFact, ReceiptFact, LedgerChanges> ledger,
      ConversationEvent event)
      throws Exception {
    EventFact fact = Facts.of(event);
    ledger.processElement1(new StreamRecord<>(fact, fact.at()));
  }

  private static void read(
      KeyedTwoInputStreamOperatorTestHarness<String, EventFact, ReceiptFact, LedgerChanges> ledger,
      String conversation,
      long messageId)
      throws Exception {
    ledger.processElement2(
        new StreamRecord<>(new ReceiptFact(conversation, "bob", messageId, true, NOW + 100)));
  }
}
