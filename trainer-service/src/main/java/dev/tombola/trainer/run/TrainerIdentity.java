package dev.tombola.trainer.run;

/**
 * Who trains, for results and progress.
 *
 * @param name unique among the trainers of an installation
 * @param device as configured: {@code cpu}, {@code gpu0}, …
 */
public record TrainerIdentity(String name, String host, String device) {}
