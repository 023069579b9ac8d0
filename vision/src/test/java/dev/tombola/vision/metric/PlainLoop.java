package dev.tombola.vision.metric;

/** Cosine similarity in doubles, as it is defined. */
final class PlainLoop {
    private PlainLoop() {}

    static double cosine(Features one, int row, Features two, int other) {
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int d = 0; d < one.dimensions(); d++) {
            product += (double) one.value(row, d) * two.value(other, d);
            squares += (double) one.value(row, d) * one.value(row, d);
            otherSquares += (double) two.value(other, d) * two.value(other, d);
        }
        return product / Math.sqrt(squares * otherSquares);
    }
}
