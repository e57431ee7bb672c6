/** Tests of the supply chain: least versions, what is shipped, and that a build is repeatable. */
package io.parley.e2e.supply;
