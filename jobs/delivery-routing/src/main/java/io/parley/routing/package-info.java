/**
 * The delivery-routing job. It brings each event of {@code chat.events} to every device of every
 * member, until the device acknowledges it.
 */
package io.parley.routing;
