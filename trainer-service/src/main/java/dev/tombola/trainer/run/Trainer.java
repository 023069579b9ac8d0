package dev.tombola.trainer.run;

/**
 * Who trains, for results and progress.
 *
 * @param name unique among the trainers of an installation
 * @param device as configured: {@code cpu}, {@code gpu0}, …
 */
public record Trainer(String name, String host, String device) {}
