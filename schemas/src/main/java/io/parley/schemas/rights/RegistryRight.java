package io.parley.schemas.rights;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a principal may do in the schema registry. */
public enum RegistryRight {
  /** Nothing. */
  @JsonProperty("none")
  NONE,
  /** Look schemas up. */
  @JsonProperty("read")
  READ,
  /** Register schemas and set their compatibility too. */
  @JsonProperty("write")
  WRITE
}
