/**
 * For tests of this and other modules (jar of type test-jar): a corpus of malformed records and a
 * registry in memory.
 */
package io.parley.schemas.wire;
