package io.parley.infra.local.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class need these servers. Its test methods, lifecycle methods and constructor
 * may take a {@link LocalServers}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(LocalServersExtension.class)
public @interface UsesLocalServers {

  /** Started before the first test of the class, side by side. */
  Server[] value();
}
