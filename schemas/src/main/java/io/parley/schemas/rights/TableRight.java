package io.parley.schemas.rights;

import java.util.List;

/**
 * A right of a principal in the CQL cluster.
 *
 * @param names tables of the keyspace, or {@code *} for the keyspace as a whole
 * @param permissions those of CQL, in upper case
 */
public record TableRight(List<String> names, List<String> permissions) {

  public TableRight {
    names = List.copyOf(names);
    permissions = List.copyOf(permissions);
  }
}
