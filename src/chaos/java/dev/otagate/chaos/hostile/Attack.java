package dev.otagate.chaos.hostile;

import java.util.Map;
import java.util.function.IntFunction;

/**
 * One kind of hostile load.
 *
 * @param connections how many there are if nothing else is asked for
 * @param scripts gives the script of a connection by its number
 * @param settings of a gateway that is started for the attack
 */
record Attack(
        String name, String description, int connections, IntFunction<Script> scripts, Map<String, String> settings) {
    static Attack of(String name, String description, int connections, IntFunction<Script> scripts) {
        return new Attack(name, description, connections, scripts, Map.of());
    }
}
