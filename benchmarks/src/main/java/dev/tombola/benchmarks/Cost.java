package dev.tombola.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.descriptive.Median;

/**
 * What something took.
 *
 * @param wall seconds
 * @param processor seconds of all threads of the process, those of the garbage collector and the compiler too
 */
record Cost(double wall, double processor) {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** The clocks as they stand. */
    static Cost now() {
        return new Cost(System.nanoTime() / 1e9, PROCESS.getProcessCpuTime() / 1e9);
    }

    /** Since then, for each of so many. */
    Cost since(Cost start, int count) {
        return new Cost((wall - start.wall) / count, (processor - start.processor) / count);
    }

    static double median(List<Cost> costs, ToDoubleFunction<Cost> clock) {
        return Median.withDefaults().evaluate(costs.stream().mapToDouble(clock).toArray());
    }
}
