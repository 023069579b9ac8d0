package dev.tombola.kafka;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** What is tested on the embedded broker, on one in a container; run with the profile {@code containers}. */
@Tag(ContainerIT.TAG)
class ContainerIT {
    static final String TAG = "containers";

    @BeforeAll
    static void saysWhere() {
        System.out.println("topics and events: on " + Broker.IMAGE + " in a container");
    }

    @Nested
    class OfInstallation extends InstallationTest {}

    @Nested
    class OfEventLog extends EventLogTest {}

    @Nested
    class OfEventWriter extends EventWriterTest {}
}
