package dev.tombola.vision.djl.training;

import dev.tombola.ticket.search.Recipe;
import dev.tombola.ticket.search.Schedule;

/**
 * The learning rate at every step of a run (paper 2.5): the recipe's, times the schedule's factor, times the warm-up's.
 *
 * @param stepsPerEpoch of a full pass over the training images
 * @param totalSteps of the run
 */
public record LearningRate(Recipe recipe, int stepsPerEpoch, int totalSteps) {
    public LearningRate {
        if (stepsPerEpoch < 1 || totalSteps < 0) {
            throw new IllegalArgumentException(
                    "an epoch has steps: %d of %d in all".formatted(stepsPerEpoch, totalSteps));
        }
    }

    /** Of a run over so many steps an epoch, which gives those of the whole unless the recipe counts them itself. */
    public static LearningRate of(Recipe recipe, int stepsPerEpoch) {
        int total = recipe.steps() != null
                ? recipe.steps()
                : Math.multiplyExact(recipe.epochs() == null ? 0 : recipe.epochs(), stepsPerEpoch);
        return new LearningRate(recipe, stepsPerEpoch, total);
    }

    /** The rate of a step, the first being step 1. */
    public double at(int step) {
        return recipe.learningRate() * factor(step - 1) * warmth(step);
    }

    private double warmth(int step) {
        double warmup = start(recipe.warmup().doubleValue());
        return step < warmup ? step / warmup : 1;
    }

    /** @param done steps taken before */
    private double factor(int done) {
        return switch (recipe.schedule()) {
            case Schedule.Constant _ -> 1;
            case Schedule.Cosine _ -> (1 + Math.cos(Math.PI * done / totalSteps)) / 2;
            case Schedule.Milestones(var factors) ->
                factors.entrySet().stream()
                        .filter(milestone -> done >= start(milestone.getKey()))
                        .max((one, other) -> Double.compare(start(one.getKey()), start(other.getKey())))
                        .map(milestone -> milestone.getValue())
                        .orElse(1.0);
        };
    }

    /** The number of steps before a moment: a fraction of all steps, or so many epochs. */
    private double start(double moment) {
        // 0.07 x 100 is a little more than 7.
        return moment < 1 ? Math.ceil(moment * totalSteps - 1e-6) : moment * stepsPerEpoch;
    }
}
