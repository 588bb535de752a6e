package dev.otagate.chaos.hostile;

import static dev.otagate.chaos.hostile.Script.forever;
import static dev.otagate.chaos.hostile.Script.once;
import static dev.otagate.chaos.hostile.Script.trickle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All attacks. The large octets are made once and shared by all connections. */
final class Attacks {
    private static final int KIB = 1024;
    private static final int OLD_BODY_LIMIT = 512 * KIB;
    private static final int BODY_LIMIT = 256 * KIB;
    private static final int UNVERIFIED_BODY_LIMIT = 8 * KIB;

    private final HostileRequests requests;
    private final Target target;

    Attacks(Target target) {
        this.target = target;
        requests = new HostileRequests(target);
    }

    List<Attack> all() {
        List<Attack> all = new ArrayList<>(ofStrangers());
        all.addAll(TlsAttacks.all());
        all.addAll(new NeighbourAttacks(target).all());
        return all;
    }

    private List<Attack> ofStrangers() {
        return List.of(
                bodies(),
                heads(),
                pipelined(),
                junk(),
                names(),
                signedHeaders(),
                signatures(),
                rejectedReplay(),
                storedReplay(),
                unknownKeys(),
                idle(),
                slowHeads(),
                slowBodies(),
                churn(),
                mutated());
    }

    private static Attack bodies() {
        byte[][] bodies = {
            HostileRequests.bodyWithoutEnd(OLD_BODY_LIMIT),
            HostileRequests.bodyWithoutEnd(BODY_LIMIT),
            HostileRequests.bodyWithoutEnd(UNVERIFIED_BODY_LIMIT),
            HostileRequests.chunksWithoutEnd(BODY_LIMIT)
        };
        return Attack.of(
                "bodies",
                "bodies without their last octet",
                5000,
                Arrival.RESPONSES,
                i -> once(bodies[i % bodies.length]));
    }

    private static Attack heads() {
        byte[][] heads = {
            HostileRequests.headWithoutEnd(27 * KIB),
            HostileRequests.headWithoutEnd(15 * KIB),
            HostileRequests.headWithoutEnd(KIB / 2)
        };
        return Attack.of(
                "heads",
                "heads of many tiny headers without an end",
                5000,
                Arrival.RESPONSES,
                i -> once(heads[i % heads.length]));
    }

    private static Attack pipelined() {
        byte[] pipelined = HostileRequests.pipelined(64 * KIB);
        return Attack.of(
                "pipelined",
                "64 KiB of requests at once, responses unread",
                5000,
                Arrival.ACCEPTED,
                i -> once(pipelined).unread());
    }

    private static Attack junk() {
        byte[] junk = HostileRequests.junk(64 * KIB);
        return Attack.of("junk", "pipelined junk without an end", 50, Arrival.RESPONSES, i -> forever(() -> junk));
    }

    private static Attack names() {
        byte[][] forms = {
            HostileRequests.names(OLD_BODY_LIMIT),
            HostileRequests.names(BODY_LIMIT),
            HostileRequests.names(UNVERIFIED_BODY_LIMIT)
        };
        return Attack.of(
                "names",
                "forms of up to 131,000 names",
                20,
                Arrival.RESPONSES,
                i -> forever(() -> forms[i % forms.length]).every(100));
    }

    private Attack signedHeaders() {
        return Attack.of(
                "signed-headers",
                "ACS3 that signs one header 2,000 or 7,500 times, known key",
                20,
                Arrival.RESPONSES,
                i -> forever(() -> requests.signedHeaders(i % 2 == 0 ? 7500 : 2000))
                        .every(100));
    }

    private Attack signatures() {
        return Attack.of(
                "signatures",
                "large wrong signatures on a known key, responses unread",
                100,
                Arrival.ACCEPTED,
                i -> forever(() -> requests.wrongSignature(i % 2 == 0 ? OLD_BODY_LIMIT : UNVERIFIED_BODY_LIMIT))
                        .unread());
    }

    private Attack rejectedReplay() {
        byte[] captured = requests.captured(
                "Action=CreateOTAModule&ProductKey=" + target.productKey() + "&ModuleName=not%20valid");
        return Attack.of(
                "rejected-replay",
                "a captured request that validation rejects",
                20,
                Arrival.RESPONSES,
                i -> forever(() -> captured));
    }

    private Attack storedReplay() {
        byte[] captured =
                requests.captured("Action=CreateOTAModule&ProductKey=" + target.productKey() + "&ModuleName=default");
        return Attack.of(
                "stored-replay",
                "a captured request that was executed",
                20,
                Arrival.RESPONSES,
                i -> forever(() -> captured));
    }

    private static Attack unknownKeys() {
        return Attack.of(
                "unknown-keys",
                "requests of keys that do not exist",
                6000,
                Arrival.RESPONSES,
                i -> forever(HostileRequests::unknownKey).every(500));
    }

    private static Attack idle() {
        return Attack.of("idle", "connections that send nothing", 5000, Arrival.ACCEPTED, i -> once());
    }

    private static Attack slowHeads() {
        byte[] beginning = HostileRequests.octets("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        byte[] header = HostileRequests.octets("a: b\r\n");
        return Attack.of(
                "slow-heads", "one header a second", 5000, Arrival.ACCEPTED, i -> trickle(beginning, header, 1000));
    }

    private static Attack slowBodies() {
        byte[] beginning = HostileRequests.octets("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type:"
                + " application/x-www-form-urlencoded\r\nContent-Length: 8000\r\n\r\na=");
        byte[] octet = HostileRequests.octets("x");
        return Attack.of(
                "slow-bodies",
                "one octet of a body a second",
                5000,
                Arrival.ACCEPTED,
                i -> trickle(beginning, octet, 1000));
    }

    private static Attack churn() {
        byte[] request = HostileRequests.octets("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        return Attack.of("churn", "a new connection for each request", 100, Arrival.RESPONSES, i -> once(request));
    }

    // MutationTrial runs it. Many of its requests lack the end of their body, and are not to take long.
    private static Attack mutated() {
        return new Attack(
                MutationTrial.NAME,
                "changed requests",
                0,
                i -> once(),
                Map.of("OTAGATE_HTTP_BODY_TIMEOUT_MS", "500"),
                Arrival.RESPONSES);
    }
}
