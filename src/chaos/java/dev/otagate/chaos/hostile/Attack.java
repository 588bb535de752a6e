package dev.otagate.chaos.hostile;

import java.io.IOException;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * One kind of hostile load.
 *
 * @param connections how many there are if nothing else is asked for
 * @param scripts gives the script of a connection by its number
 * @param settings of a gateway that is started for the attack
 * @param honest the operation that honest clients measure
 * @param arrival what shows that the attack reaches the gateway
 * @param products that the neighbour must have; 0 for an attack of strangers
 */
record Attack(
        String name,
        String description,
        int connections,
        IntFunction<Script> scripts,
        Map<String, String> settings,
        Arrival arrival,
        HonestClient.Operation honest,
        int products) {
    Attack(
            String name,
            String description,
            int connections,
            IntFunction<Script> scripts,
            Map<String, String> settings,
            Arrival arrival) {
        this(name, description, connections, scripts, settings, arrival, HonestClient.Operation.CREATE, 0);
    }

    static Attack of(String name, String description, int connections, Arrival arrival, IntFunction<Script> scripts) {
        return new Attack(name, description, connections, scripts, Map.of(), arrival);
    }

    /** Makes what the attack needs before it is measured. */
    void prepare(Target target) throws IOException {
        if (products > 0) {
            target.neighbour()
                    .orElseThrow(() -> new IllegalArgumentException(name + " needs OTAGATE_NEIGHBOUR_ACCESS_KEY_ID"))
                    .makeProducts(products);
        }
    }
}
