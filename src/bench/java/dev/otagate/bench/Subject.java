package dev.otagate.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Something that creates modules, or rejects to, under load. */
interface Subject {
    /** A letter, as docs/develop/performance.md names it. */
    String id();

    String title();

    /** The levels of concurrency to try. */
    List<Integer> levels();

    /** Whether its answers stand for rows. */
    boolean creates();

    /** The process whose memory counts; 0 where none does. */
    long pid();

    /**
     * One run.
     *
     * @param rate arrivals a second; 0 for as many as it can take
     * @param guess how many it can take, as far as known
     */
    Measurement run(int concurrency, double rate, double guess, double warmUp, double seconds)
            throws IOException, SQLException, InterruptedException;
}
