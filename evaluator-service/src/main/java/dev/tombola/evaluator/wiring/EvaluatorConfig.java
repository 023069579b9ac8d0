package dev.tombola.evaluator.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;

/** What is configured for the evaluator alone. */
@ConfigMapping(prefix = "tombola.evaluator")
interface EvaluatorConfig {
    /** {@code cpu}, or {@code gpu0}, … in a build with the profile {@code cuda}. */
    @WithDefault("cpu")
    String device();

    /** Where data sets are kept on this machine. */
    @WithDefault(".tombola/cache")
    Path cache();
}
