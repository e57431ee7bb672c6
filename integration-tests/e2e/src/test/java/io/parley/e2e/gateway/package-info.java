/** Tests of the reference gateway on real servers, with clients that speak its protocol. */
package io.parley.e2e.gateway;
