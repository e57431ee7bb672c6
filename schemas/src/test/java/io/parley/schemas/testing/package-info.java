/** Help for the tests of every module: documents of which a part is generated. */
package io.parley.schemas.testing;
