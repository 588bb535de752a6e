package dev.otagate.cli;

import java.lang.reflect.Proxy;

/** Runs an action on SIGHUP. By reflection, since the compiler always warns of the JDK's class for signals, sun.misc.Signal. */
final class HangUp {
    private static final String SIGNAL = "HUP";

    private HangUp() {}

    /** Returns whether the signal is handled; it is not if the process ignores it (nohup), or if the system does not have it. */
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
