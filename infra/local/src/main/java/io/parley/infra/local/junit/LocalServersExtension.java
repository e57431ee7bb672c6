package io.parley.infra.local.junit;

import java.util.Set;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that starts the servers that a test class names, once per run, and passes them
 * to its methods.
 *
 * <p>They live in the root store, so JUnit closes them after the last test class.
 */
final class LocalServersExtension implements BeforeAllCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(LocalServersExtension.class);

  @Override
  public void beforeAll(ExtensionContext context) {
    UsesLocalServers wanted = context.getRequiredTestClass().getAnnotation(UsesLocalServers.class);
    servers(context).start(Set.of(wanted.value()));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalServers.class;
  }

  @Override
  public LocalServers resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return servers(context);
  }

  private static LocalServers servers(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            LocalServers.class,
            key -> new LocalServers(TestDirectory.create()),
            LocalServers.class);
  }
}
