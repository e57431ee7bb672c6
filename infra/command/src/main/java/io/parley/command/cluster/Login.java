package io.parley.command.cluster;

/**
 * A user and the file of their password.
 *
 * @param user the name, which is no secret
 * @param passwordFile holds the password
 */
public record Login(String user, SecretFile passwordFile) {}
