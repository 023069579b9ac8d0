package dev.tombola.ticket.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tombola.ticket.wire.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas say what the records say: the same fields, required where they are never absent, of the same types. */
class SchemasTest {
    static Stream<Topic<?>> topics() {
        return Topics.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("topics")
    void describesItsRecordFieldByField(Topic<?> topic) {
        var file = topic.name() + ".v1.json";

        assertThat(file(file).path("title").asText()).isEqualTo(topic.event().getSimpleName());
        assertDescribes(topic.event(), new Place(file, file(file)));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void isASchemaByTheStandard(Topic<?> topic) {
        assertThat(SchemaFiles.complaints(file(topic.name() + ".v1.json"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"types.v1.json", "run.v1.json", "search.v1.json"})
    void whatIsSharedIsASchemaByTheStandardToo(String name) {
        assertThat(SchemaFiles.complaints(file(name))).isEmpty();
    }

    /** A schema, and the file that its references start from. */
    private record Place(String file, JsonNode schema) {
        Place to(JsonNode schema) {
            return new Place(file, schema);
        }

        Place resolved() {
            if (!schema.has("$ref")) {
                return this;
            }
            String[] reference = schema.path("$ref").asText().split("#", 2);
            String target = reference[0].isEmpty() ? file : reference[0];
            var found = SchemasTest.file(target).at(reference[1]);
            assertThat(found.isObject())
                    .as("%s refers to %s", file, schema.path("$ref"))
                    .isTrue();
            return new Place(target, found).resolved();
        }
    }

    private static void assertDescribes(Class<?> record, Place place) {
        var properties = place.schema().path("properties");
        var components = Arrays.asList(record.getRecordComponents());
        assertThat(names(properties.fieldNames()))
                .as("properties of %s in %s", record.getSimpleName(), place.file())
                .containsExactlyInAnyOrderElementsOf(
                        components.stream().map(RecordComponent::getName).toList());
        assertThat(texts(place.schema().path("required")))
                .as("required of %s in %s", record.getSimpleName(), place.file())
                .containsAll(names(components, SchemasTest::isAlwaysThere))
                .isSubsetOf(names(components, component -> !isNullable(component)));
        for (var component : components) {
            assertType(component.getGenericType(), place.to(properties.path(component.getName())), component);
        }
    }

    private static void assertType(Type type, Place given, RecordComponent of) {
        var place = given.resolved();
        var schema = place.schema();
        switch (type) {
            case ParameterizedType list
            when list.getRawType() == List.class -> {
                assertThat(schema.path("type").asText()).as("%s", of).isEqualTo("array");
                assertType(list.getActualTypeArguments()[0], place.to(schema.path("items")), of);
            }
            case ParameterizedType map
            when map.getRawType() == Map.class -> {
                assertThat(schema.path("type").asText()).as("%s", of).isEqualTo("object");
                assertType(map.getActualTypeArguments()[1], place.to(schema.path("additionalProperties")), of);
            }
            case Class<?> simple
            when written(simple) != null ->
                assertThat(schema.path("type").asText()).as("%s", of).isEqualTo(written(simple));
            case Class<?> choice when choice.isEnum() -> assertLists(schema, words(choice), of);
            case Class<?> one when one.isAnnotationPresent(JsonSubTypes.class) -> assertKinds(one, place);
            case Class<?> value
            when hasValue(value) -> assertThat(schema.isObject()).as("%s", of).isTrue();
            case Class<?> record
            when !shortened(record).isEmpty() -> {
                assertThat(schema.path("oneOf")).as("%s", of).hasSize(2);
                assertType(
                        shortened(record).getFirst(),
                        place.to(schema.path("oneOf").path(0)),
                        of);
                assertDescribes(record, place.to(schema.path("oneOf").path(1)));
            }
            case Class<?> record when record.isRecord() -> assertDescribes(record, place);
            default -> throw new AssertionError("no rule for " + type + " of " + of);
        }
    }

    /** In full; or, where names may be added without a new version of the schema, some. */
    private static void assertLists(JsonNode schema, List<String> words, Object of) {
        if (schema.has("examples")) {
            assertThat(schema.path("type").asText()).as("%s", of).isEqualTo("string");
            assertThat(texts(schema.path("examples"))).as("%s", of).isNotEmpty().isSubsetOf(words);
        } else {
            assertThat(texts(schema.path("enum"))).as("%s", of).containsExactlyElementsOf(words);
        }
    }

    private static void assertKinds(Class<?> sealed, Place place) {
        var kinds = sealed.getAnnotation(JsonSubTypes.class).value();
        var told = sealed.getAnnotation(JsonTypeInfo.class).property();
        assertThat(place.schema().path("oneOf")).as(sealed.getName()).hasSameSizeAs(kinds);
        for (int index = 0; index < kinds.length; index++) {
            ObjectNode kind = place.schema().path("oneOf").path(index).deepCopy();
            assertThat(kind.at("/properties/" + told + "/const").asText()).isEqualTo(kinds[index].name());
            assertThat(kind.path("required").path(0).asText()).isEqualTo(told);
            kind.withObject("properties").remove(told);
            kind.withArray("required").remove(0);
            assertDescribes(kinds[index].value(), place.to(kind));
        }
    }

    /** A list or a map is left out while it is empty. */
    private static boolean isAlwaysThere(RecordComponent component) {
        return !isNullable(component) && !(component.getGenericType() instanceof ParameterizedType);
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static List<String> names(List<RecordComponent> components, Predicate<RecordComponent> which) {
        return components.stream().filter(which).map(RecordComponent::getName).toList();
    }

    private static @Nullable String written(Class<?> type) {
        if (type == String.class || type == Instant.class) {
            return "string";
        }
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "integer";
        }
        if (type == double.class || type == Double.class || type == Number.class) {
            return "number";
        }
        return type == boolean.class || type == Boolean.class ? "boolean" : null;
    }

    /** Written as something else than its fields: ids, digests, schedules. */
    private static boolean hasValue(Class<?> type) {
        return Stream.of(type.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
    }

    /** What a user may write in a record's place: an objective's name alone. */
    private static List<Type> shortened(Class<?> record) {
        return Stream.of(record.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(JsonCreator.class))
                .map(method -> method.getGenericParameterTypes()[0])
                .toList();
    }

    private static List<String> words(Class<?> choice) {
        return Arrays.stream(choice.getEnumConstants())
                .map(constant -> Json.write(constant).replace("\"", ""))
                .toList();
    }

    private static JsonNode file(String name) {
        return Json.read(Examples.resource("/schemas/" + name), JsonNode.class);
    }

    private static Collection<String> names(java.util.Iterator<String> names) {
        var all = new TreeSet<String>();
        names.forEachRemaining(all::add);
        return all;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
