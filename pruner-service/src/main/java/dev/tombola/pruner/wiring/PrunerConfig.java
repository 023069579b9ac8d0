package dev.tombola.pruner.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is configured for the pruner alone. */
@ConfigMapping(prefix = "tombola.pruner")
interface PrunerConfig {
    /** How long a result may take once its request is answered, before the run is asked for again. */
    @WithDefault("60s")
    Duration reaperGrace();
}
