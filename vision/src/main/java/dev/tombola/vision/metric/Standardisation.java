package dev.tombola.vision.metric;

/** Features as a bank's mean and deviation (of the population, by dimension) make them comparable. */
final class Standardisation {
    /** Below this share of its mean a deviation is rounding, which differs between engines. */
    private static final double ROUNDING = 1e-5;

    private final double[] means;
    private final double[] factors;

    private Standardisation(double[] means, double[] factors) {
        this.means = means;
        this.factors = factors;
    }

    static Standardisation of(Features bank) {
        double[] means = new double[bank.dimensions()];
        double[] factors = new double[bank.dimensions()];
        for (int d = 0; d < means.length; d++) {
            means[d] = mean(bank, d);
            double deviation = deviation(bank, d, means[d]);
            factors[d] = deviation > ROUNDING * Math.abs(means[d]) ? 1 / deviation : 0;
        }
        return new Standardisation(means, factors);
    }

    private static double mean(Features bank, int dimension) {
        double sum = 0;
        for (int row = 0; row < bank.rows(); row++) {
            sum += bank.value(row, dimension);
        }
        return sum / bank.rows();
    }

    private static double deviation(Features bank, int dimension, double mean) {
        double squares = 0;
        for (int row = 0; row < bank.rows(); row++) {
            double difference = bank.value(row, dimension) - mean;
            squares += difference * difference;
        }
        return Math.sqrt(squares / bank.rows());
    }

    /** 0 in a dimension that is the same for the whole bank. */
    double value(Features features, int row, int dimension) {
        return (features.value(row, dimension) - means[dimension]) * factors[dimension];
    }
}
