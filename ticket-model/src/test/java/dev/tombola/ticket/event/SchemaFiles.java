package dev.tombola.ticket.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** The JSON Schemas that subscribers get. */
final class SchemaFiles {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private SchemaFiles() {}

    static Schema of(Topic<?> topic) {
        return REGISTRY.getSchema(SchemaLocation.of("classpath:schemas/" + topic.name() + ".v1.json"));
    }

    /** What the event's schema has against a document, each with its place; nothing when all is well. */
    static List<String> complaints(Topic<?> topic, String json) {
        return texts(of(topic).validate(json, InputFormat.JSON));
    }

    /** What the JSON Schema standard has against a schema. */
    static List<String> complaints(JsonNode schema) {
        return texts(REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema));
    }

    private static List<String> texts(List<com.networknt.schema.Error> errors) {
        return errors.stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }
}
