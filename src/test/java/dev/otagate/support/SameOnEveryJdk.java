package dev.otagate.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Marks a test of SQL, scripts, other processes or the gateway's own arithmetic, whose result no JDK changes. The Maven profile
 * {@code another-jdk}, with which CI repeats the tests on the newest JDK, leaves it out.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("same-on-every-jdk")
public @interface SameOnEveryJdk {}
