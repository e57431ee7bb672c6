package io.parley.routing.device;

import io.parley.common.types.RecordTypes;
import io.parley.schemas.push.PushRequest;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** How Flink stores what is remembered of a user. */
final class UserTypes {

  static final TypeInformation<Map<String, DeviceSession>> SESSIONS =
      Types.MAP(Types.STRING, TypeInformation.of(DeviceSession.class));

  static final TypeInformation<DeviceQueue> QUEUE =
      RecordTypes.generic(
          DeviceQueue.class,
          Map.of(
              "entries", Types.LIST(TypeInformation.of(Entry.class)),
              "headSends", Types.INT,
              "headSendsInSession", Types.INT,
              "redeliverAt", Types.LONG));

  static final TypeInformation<Lane> LANE =
      RecordTypes.generic(Lane.class, Map.of("queues", Types.MAP(Types.STRING, QUEUE)));

  static final TypeInformation<Quiet> QUIET =
      RecordTypes.generic(
          Quiet.class, Map.of("until", Types.LONG, "held", RecordTypes.avro(PushRequest.class)));

  static final TypeInformation<Map<String, Long>> MARKS = Types.MAP(Types.STRING, Types.LONG);

  static final TypeInformation<LargeMembership> LARGE_MEMBERSHIP =
      RecordTypes.generic(
          LargeMembership.class,
          Map.of("since", Types.LONG, "settled", MARKS, "unseen", TypeInformation.of(Nudge.class)));

  private UserTypes() {}
}
