package dev.tombola.ticket.search;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a network is trained (paper 2): the training algorithm A and its length t. Exactly one of epochs and steps is given; with
 * 0 steps a network's features are measured as they are.
 *
 * @param learningRate before the schedule
 * @param weightDecay on all parameters, batch norm and biases too (paper 2.0); default 0
 * @param warmup while the rate rises from 0, linearly by steps: below 1 a fraction of all steps, else so many epochs; default 0
 * @param test where the test number comes from; default the best validation epoch
 * @param dropLast whether an epoch's last, smaller batch is left out; default true (paper 2.5)
 * @param precision of convolutions and what lies between them while it trains; nothing for float32, so that such a recipe is
 *     written as it was before there was another
 * @param trust LARS's coefficient η; default 0.001; absent for SGD
 * @param norms which weights LARS counts; absent for all, and for SGD
 * @param objective what is learned without labels; absent for classification
 * @param metric what judges; absent for top-1, which is the default of classification; of other objectives it is top-1 retrieval
 * @param measures what is measured beside it
 * @param shuffle whether every epoch has its own order; absent for yes; else every one has that of the data set. The paper's code
 *     leaves simCLR's images so, class by class
 */
public record Recipe(
        Optimizer optimizer,
        double learningRate,
        Double momentum,
        Double weightDecay,
        int batch,
        @Nullable Integer epochs,
        @Nullable Integer steps,
        Schedule schedule,
        Number warmup,
        Testing test,
        Boolean dropLast,
        @Nullable Precision precision,
        @Nullable Double trust,
        @Nullable Norms norms,
        @Nullable Objective objective,
        @Nullable TestMetric metric,
        @Nullable List<TestMetric> measures,
        @Nullable Boolean shuffle) {

    /** Which optimizer. */
    public enum Optimizer {
        /** PyTorch's SGD: v ← momentum v + (g + weightDecay w); w ← w − rate v. */
        @JsonProperty("sgd")
        SGD,
        /** Of every tensor its own rate: rate η |w| / (|g| + weightDecay |w|) in SGD's place of rate (paper 2.3). */
        @JsonProperty("lars")
        LARS
    }

    /** Which weights of a tensor LARS's norm |w| counts. */
    public enum Norms {
        /** Pruned ones too, with the values that they began with and weight decay since: what the paper's code does. */
        @JsonProperty("all")
        ALL,
        /** Only those that the mask keeps. */
        @JsonProperty("surviving")
        SURVIVING
    }

    /** Which weights are measured on the test split. */
    public enum Testing {
        /** Those of the epoch with the best validation accuracy, the first such. */
        @JsonProperty("best")
        BEST,
        /** The last ones; the validation split is not looked at. */
        @JsonProperty("once")
        ONCE
    }

    /** In how many bits a training computes; weights, batch norm, head, optimizer and tests are float32 always. */
    public enum Precision {
        @JsonProperty("float32")
        FLOAT32,
        /** Half as many, eight of them for the exponent; as PyTorch's autocast. */
        @JsonProperty("bfloat16")
        BFLOAT16
    }

    /** Classification with SGD in float32. */
    public Recipe(
            Optimizer optimizer,
            double learningRate,
            Double momentum,
            Double weightDecay,
            int batch,
            @Nullable Integer epochs,
            @Nullable Integer steps,
            Schedule schedule,
            Number warmup,
            Testing test,
            Boolean dropLast) {
        this(
                optimizer,
                learningRate,
                momentum,
                weightDecay,
                batch,
                epochs,
                steps,
                schedule,
                warmup,
                test,
                dropLast,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** The same, computed in another precision. */
    public Recipe in(Precision other) {
        return new Recipe(
                optimizer,
                learningRate,
                momentum,
                weightDecay,
                batch,
                epochs,
                steps,
                schedule,
                warmup,
                test,
                dropLast,
                other,
                trust,
                norms,
                objective,
                metric,
                measures,
                shuffle);
    }

    /** One step of plain SGD at rate 1 on one batch: what it takes off a weight is the gradient, to float32's last bit of the weight. */
    Recipe gradientStep() {
        return new Recipe(
                Optimizer.SGD,
                1.0,
                0.0,
                0.0,
                batch,
                null,
                1,
                new Schedule.Constant(),
                0,
                Testing.ONCE,
                dropLast,
                precision,
                null,
                null,
                objective,
                metric,
                null,
                shuffle);
    }

    /** What judges. */
    public TestMetric judgedBy() {
        return metric == null ? TestMetric.TOP_1 : metric;
    }

    /** What judges, and what is measured beside it, each once. */
    public List<TestMetric> everyMetric() {
        return Stream.concat(Stream.of(judgedBy()), Require.copy(measures).stream())
                .toList();
    }

    /** Whether it learns classes. */
    public boolean classifies() {
        return objective == null;
    }

    /** Whether another training can take over what one by it leaves. */
    boolean handsOnTo(@Nullable Recipe other) {
        var next = other == null ? null : other.objective;
        return objective == null ? next == null : next != null && objective.handsOnTo(next);
    }

    /** Whether every epoch has its own order. */
    public boolean shuffles() {
        return shuffle == null;
    }

    public Recipe {
        precision = precision == Precision.FLOAT32 ? null : precision;
        optimizer = Require.orDefault(optimizer, Optimizer.SGD);
        momentum = Require.orDefault(momentum, 0.9);
        weightDecay = Require.orDefault(weightDecay, 0.0);
        schedule = Require.orDefault(schedule, new Schedule.Constant());
        warmup = plain(Require.orDefault(warmup, 0));
        boolean classifies = objective == null;
        test = Require.orDefault(test, classifies ? Testing.BEST : Testing.ONCE);
        metric = Require.orDefault(metric, classifies ? TestMetric.TOP_1 : TestMetric.RETRIEVAL_TOP_1);
        Require.that(
                classifies || metric != TestMetric.TOP_1,
                "metric",
                "top-1",
                "is of classifiers: no class is learned here");
        metric = metric == TestMetric.TOP_1 ? null : metric; // written as it was before there was another
        Require.that(
                classifies || !Require.copy(measures).contains(TestMetric.TOP_1),
                "measures",
                "top-1",
                "is of classifiers: no class is learned here");
        var judge = Require.orDefault(metric, TestMetric.TOP_1);
        var beside = Require.copy(measures).stream()
                .filter(measure -> measure != judge)
                .sorted()
                .distinct()
                .toList();
        measures =
                beside.isEmpty() ? null : beside; // equal recipes are equal runs, in whatever order they were written
        shuffle = Boolean.TRUE.equals(shuffle) ? null : shuffle;
        dropLast = Require.orDefault(dropLast, true);
        Require.that(learningRate > 0 && learningRate < 1e3, "learningRate", learningRate, "is not in (0, 1000)");
        Require.that(momentum >= 0 && momentum < 1, "momentum", momentum, "is not in [0, 1)");
        Require.that(weightDecay >= 0 && weightDecay < 1, "weightDecay", weightDecay, "is not in [0, 1)");
        Require.that(batch >= 1 && batch <= 65_536, "batch", batch, "is not in [1, 65536]");
        boolean lars = optimizer == Optimizer.LARS;
        Require.that(lars || trust == null, "trust", trust + "", "is of optimizer: lars");
        Require.that(lars || norms == null, "norms", Require.written(norms), "is of optimizer: lars");
        trust = lars ? Double.valueOf(Require.orDefault(trust, 0.001)) : null;
        norms = norms == Norms.ALL ? null : norms;
        Require.that(trust == null || (trust > 0 && trust <= 1), "trust", trust + "", "is not in (0, 1]");
        if (objective != null) {
            Require.that(
                    dropLast, "dropLast", dropLast, "leaves a smaller last batch, and only classification takes one");
            objective.requireGoesWith(batch);
        }
        double rising = warmup.doubleValue();
        Require.that(rising >= 0 && rising <= 1_000, "warmup", warmup, "is not in [0, 1000]");
        Require.that(rising < 1 || rising == Math.rint(rising), "warmup", warmup, "is not a whole epoch");
        if ((epochs == null) == (steps == null)) {
            throw new IllegalArgumentException("epochs: exactly one of epochs and steps has to be given");
        }
        Require.that(
                epochs == null || (epochs >= 1 && epochs <= 100_000), "epochs", epochs + "", "is not in [1, 100000]");
        int fewest = metric != null && metric.ofFeatures() ? 0 : 1; // a head that nobody trained says nothing
        Require.that(
                steps == null || (steps >= fewest && steps <= 1_000_000_000),
                "steps",
                steps + "",
                "is not in [" + fewest + ", 1000000000]");
    }

    /** 1, not 1.0: so it is written in events. */
    private static Number plain(Number number) {
        double value = number.doubleValue();
        if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
            return (int) value;
        }
        return value;
    }
}
