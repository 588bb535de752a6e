package dev.otagate.cli;

import java.lang.reflect.Proxy;

/**
 * Runs an action on SIGHUP, which ends a process by default. The JDK's class for signals is in the module jdk.unsupported, and the
 * compiler warns of it however it is named; so it is called by reflection.
 */
final class HangUp {
    private static final String SIGNAL = "HUP";

    private HangUp() {}

    /** Returns whether the signal is handled: it is not where it was ignored before (nohup), or the system has none. */
    static boolean handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    HangUp.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(SIGNAL), proxy);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
