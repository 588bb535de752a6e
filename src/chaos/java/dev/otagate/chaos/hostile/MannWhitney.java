package dev.otagate.chaos.hostile;

/** The Mann-Whitney U test with the normal approximation: whether two samples come from the same distribution. */
final class MannWhitney {
    private MannWhitney() {}

    /** Standard deviations between U and its mean; above 4 by chance once in 15,000 times. Both samples are sorted. */
    static double z(double[] left, double[] right) {
        double below = 0;
        int lower = 0;
        int notAbove = 0;
        for (double value : left) {
            while (lower < right.length && right[lower] < value) {
                lower++;
            }
            while (notAbove < right.length && right[notAbove] <= value) {
                notAbove++;
            }
            below += lower + (notAbove - lower) / 2.0;
        }
        double mean = (double) left.length * right.length / 2;
        double deviation = Math.sqrt((double) left.length * right.length * (left.length + right.length + 1) / 12);
        return (below - mean) / deviation;
    }
}
