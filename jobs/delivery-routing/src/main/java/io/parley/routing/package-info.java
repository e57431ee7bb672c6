/**
 * The delivery-routing job: brings each event of {@code chat.events} to every device of every
 * member, until the device acknowledges it.
 */
package io.parley.routing;
