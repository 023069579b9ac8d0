package dev.tombola.testkit;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.tombola.ticket.event.Topic;
import java.util.stream.Collectors;

/** The JSON Schemas that subscribers get, to be held against what is really sent. */
public final class EventSchemas {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private EventSchemas() {}

    /**
     * Does nothing when the text is what the topic's schema says.
     *
     * @throws AssertionError with every deviation and its place
     */
    public static void validate(Topic<?> topic, String json) {
        var deviations = REGISTRY.getSchema(SchemaLocation.of("classpath:schemas/" + topic.name() + ".v1.json"))
                .validate(json, InputFormat.JSON);
        if (!deviations.isEmpty()) {
            throw new AssertionError(deviations.stream()
                    .map(deviation -> deviation.getInstanceLocation() + " " + deviation.getMessage())
                    .collect(Collectors.joining("\n", "not what " + topic.name() + " holds:\n", "\n" + json)));
        }
    }
}
