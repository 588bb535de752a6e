package dev.otagate.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A running gateway, and requests that it carries out or rejects. */
record GatewaySubject(
        String id,
        String title,
        int port,
        long pid,
        long postgresPid,
        boolean creates,
        List<Integer> levels,
        int threads,
        RequestSigner signer)
        implements Subject {
    private static final int REFUSALS = 100_000;
    // More than one run needs: a run that ends early for want of requests is still measured, a shorter one.
    private static final double MARGIN = 1.3;

    @Override
    public Measurement run(int concurrency, double rate, double guess, double warmUp, double seconds) {
        double expected = rate > 0 ? rate : guess * MARGIN;
        SignedRequests requests = creates
                ? signer.creates(BenchSettings.requestsFor(expected * (warmUp + seconds) * 1.05))
                : signer.rejections(REFUSALS);
        LoadPlan plan = new LoadPlan(
                port,
                concurrency,
                rate,
                warmUp,
                seconds,
                threads,
                creates ? LoadPlan.CREATED : LoadPlan.REFUSED,
                !creates);
        return LoadGenerator.run(plan, requests, cpu());
    }

    private ProcessCpu cpu() {
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("gateway", pid);
        pids.put("postgres", postgresPid);
        pids.put("load", ProcessHandle.current().pid());
        return new ProcessCpu(pids);
    }
}
