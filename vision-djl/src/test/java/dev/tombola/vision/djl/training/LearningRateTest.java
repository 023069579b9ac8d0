package dev.tombola.vision.djl.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Schedule;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The values of paper 6.4, and those one can work out by hand. */
class LearningRateTest {
    private static final int PER_EPOCH = 175;

    @Test
    void risesInEqualStepsDuringTheWarmup() {
        var rate = LearningRate.of(recipe(182, null, paper(), 1), PER_EPOCH);

        assertThat(rate.at(1)).isCloseTo(5.714e-4, within(1e-7));
        assertThat(rate.at(174)).isCloseTo(0.1 * 174 / 175, within(1e-12));
        assertThat(rate.at(175)).isEqualTo(0.1);
        assertThat(rate.at(176)).isEqualTo(0.1);
    }

    @Test
    void fallsAtTheEpochsThatTheScheduleNames() {
        var rate = LearningRate.of(recipe(182, null, paper(), 0), PER_EPOCH);

        assertThat(rate.totalSteps()).isEqualTo(182 * PER_EPOCH);
        assertThat(rate.at(1)).isEqualTo(0.1);
        assertThat(rate.at(91 * PER_EPOCH)).isEqualTo(0.1);
        assertThat(rate.at(91 * PER_EPOCH + 1)).isCloseTo(0.01, within(1e-15));
        assertThat(rate.at(136 * PER_EPOCH)).isCloseTo(0.01, within(1e-15));
        assertThat(rate.at(136 * PER_EPOCH + 1)).isCloseTo(0.001, within(1e-15));
        assertThat(rate.at(182 * PER_EPOCH)).isCloseTo(0.001, within(1e-15));
    }

    @Test
    void fallsAfterTheFractionsOfAllStepsThatTheScheduleNames() {
        var rate = LearningRate.of(recipe(null, 120, milestones(Map.of(0.5, 0.1, 0.75, 0.01)), 0), 15);

        assertThat(rate.totalSteps()).isEqualTo(120);
        assertThat(rate.at(60)).isEqualTo(0.1);
        assertThat(rate.at(61)).isCloseTo(0.01, within(1e-15));
        assertThat(rate.at(90)).isCloseTo(0.01, within(1e-15));
        assertThat(rate.at(91)).isCloseTo(0.001, within(1e-15));
    }

    @Test
    void takesAFractionOfTheStepsForTheWholeNumberThatItMeans() {
        var rate = LearningRate.of(recipe(null, 100, milestones(Map.of(0.07, 0.1)), 0), 15);

        assertThat(0.07 * 100).isGreaterThan(7);
        assertThat(rate.at(7)).isEqualTo(0.1);
        assertThat(rate.at(8)).isCloseTo(0.01, within(1e-15));
    }

    @Test
    void followsHalfACosineFromTheWholeRateTowardsNothing() {
        var rate = LearningRate.of(recipe(4, null, new Schedule.Cosine(), 0), 25);

        assertThat(rate.at(1)).isEqualTo(0.1);
        assertThat(rate.at(51)).isCloseTo(0.05, within(1e-15));
        assertThat(rate.at(100)).isBetween(0.0, 1e-4);
    }

    @Test
    void staysWhereItIsWithoutASchedule() {
        var rate = LearningRate.of(recipe(2, null, new Schedule.Constant(), 0), 3);

        assertThat(rate.at(1)).isEqualTo(0.1);
        assertThat(rate.at(6)).isEqualTo(0.1);
    }

    private static Schedule paper() {
        return milestones(Map.of(91.0, 0.1, 136.0, 0.01));
    }

    private static Schedule milestones(Map<Double, Double> factors) {
        return new Schedule.Milestones(new TreeMap<>(factors));
    }

    private static Recipe recipe(@Nullable Integer epochs, @Nullable Integer steps, Schedule schedule, double warmup) {
        return new Recipe(
                Recipe.Optimizer.SGD, 0.1, 0.9, 2e-4, 256, epochs, steps, schedule, warmup, Recipe.Testing.BEST, true);
    }
}
