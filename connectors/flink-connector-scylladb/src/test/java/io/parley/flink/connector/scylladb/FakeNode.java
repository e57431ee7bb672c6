package io.parley.flink.connector.scylladb;

import com.datastax.oss.driver.api.core.metadata.Node;
import java.lang.reflect.Proxy;

/** A node that can be a key of a map and nothing else. */
final class FakeNode {

  private FakeNode() {}

  static Node create(int id) {
    return (Node)
        Proxy.newProxyInstance(
            FakeNode.class.getClassLoader(),
            new Class<?>[] {Node.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> id;
                  case "equals" -> proxy == arguments[0];
                  case "toString" -> "node-" + id;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
